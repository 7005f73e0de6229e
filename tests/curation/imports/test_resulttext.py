"""Results are read from text with the digits as printed, and what is not sure is left."""

from __future__ import annotations

import textwrap
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from claimpack.curation.imports.reportedresult import ReportedResult
from claimpack.curation.imports.resulttext import read_results
from claimpack.evidence.sourcenumbers import in_plain_signs, plain_number, shifted
from claimpack.package.sourcetexts import source_text
from hypothesis import given
from hypothesis import strategies as st

CASES = tomllib.loads((Path(__file__).parent / "results.toml").read_text(encoding="utf-8"))["text"]
SHOWN = ("i_squared", "study_count", "population_size")
COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control", "control_risk")
REST = (*SHOWN, *COUNTS, "unit", "certainty", "p_sides", "interval_kind", "note", "locator")


def shown(result: ReportedResult) -> str:
    cells = result.cells()
    parts = [cells["measure"]]
    parts += [cells["estimate"]] if "estimate" in cells else []
    parts += [f"[{cells['ci_low']}; {cells['ci_high']}]"] if "ci_low" in cells else []
    parts += [f"level={cells['ci_level']}"] if "ci_level" in cells else []
    parts += [f"p{cells['p_relation']}{cells['p_value']}"] if "p_value" in cells else []
    parts += [f"{column}={cells[column]}" for column in REST if column in cells]
    parts += [cells["reported_direction"]] if "reported_direction" in cells else []
    return " ".join(parts) + (f": {result.outcome}" if result.outcome else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_text(case: dict[str, Any]) -> None:
    text = source_text(case["text"])
    results = read_results(text).results
    assert [shown(result) for result in results] == case["results"]
    points_at_its_digits(text, results)


@pytest.mark.parametrize("width", [50, 72])
@pytest.mark.parametrize("case", [case for case in CASES if "\n" not in case["text"]], ids=lambda case: case["name"])
def test_a_text_that_is_wrapped_says_the_same(case: dict[str, Any], width: int) -> None:
    text = source_text(textwrap.fill(case["text"], width, break_long_words=False, break_on_hyphens=False))
    results = read_results(text).results
    assert [shown(result) for result in results] == case["results"]
    points_at_its_digits(text, results)


@pytest.mark.parametrize(
    "text",
    [
        "There was more headache (RD 12, 95% CI 5 to 19, per 1000).",
        "There was more headache (RD 12, 95% CI 5 to 19).",
        "The risk difference was 3.2 (1.1, 5.3).",
        "RD 0.9 (95% CI -0.2 to 2.0).",
        "RD 0.5 (95% CI 0.2 to 0.8; per 1000)",
        "RD 0.5 (95% CI 0.2 to 0.8) per 1,000 person-years",
        "RD 0.5 (95% CI 0.2 to 0.8) per thousand",
        "RD 3.2 (95% CI 1.1 to 5.3), or 32 per 1000.",
        "RD 3.2 pp (95% CI 1.1 to 5.3)",
        "Outcome\tRisk difference (95% CI)\nHeadache\t12 (5 to 19)",
    ],
)
def test_a_risk_difference_is_left_where_nothing_says_what_it_is_in(text: str) -> None:
    reading = read_results(source_text(text))
    assert reading.results == []
    assert any("risk difference" in each.reason for each in reading.left), reading.left


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("RD 3.2% (95% CI 1.1 to 5.3)", "%"),
        ("RD 3.2 percentage points (95% CI 1.1 to 5.3)", "percentage points"),
        ("RD 0.012 (95% CI 0.005 to 0.019)", ""),
        ("RD 0.4% (95% CI 0.1 to 0.7), or 4 per 1000", "%"),
        ("Outcome\tRD, % (95% CI)\nHeadache\t12 (5 to 19)", "%"),
        ("Outcome\tRD (95% CI)\nHeadache\t0.12 (0.05 to 0.19)", ""),
    ],
)
def test_a_risk_difference_is_taken_with_what_is_printed(text: str, unit: str) -> None:
    (result,) = read_results(source_text(text)).results
    assert (result.measure, result.cells().get("unit", "")) == ("RD", unit)


def points_at_its_digits(text: str, results: list[ReportedResult]) -> None:
    for result in results:
        for number in result.numbers.values():
            printed = in_plain_signs(text)[number.start : number.end]
            if printed.isalpha():  # a small number in words
                continue
            sign = "-" if printed.startswith("-") else ""
            assert sign + plain_number(printed.lstrip("- ")) == number.plain


NUMBER = st.decimals(min_value="0.05", max_value="9.99", places=2).map(str)
DOT = st.sampled_from([".", "·"])
TO = st.sampled_from(["-", "–", " to ", ", ", " – "])
NAME = st.sampled_from(["RR", "OR", "HR", "odds ratio", "hazard ratio", "relative risk"])
OPENING = st.sampled_from([" (95% CI ", " [95% CI: ", ", 95% confidence interval ", "; 95 % CI, "])


@given(
    name=NAME, numbers=st.tuples(NUMBER, NUMBER, NUMBER), dot=DOT, to=TO, opening=OPENING, before=st.text(max_size=30)
)
def test_digits_survive_as_printed_and_places_point_at_them(
    name: str, numbers: tuple[str, str, str], dot: str, to: str, opening: str, before: str
) -> None:
    low, middle, high = sorted(numbers, key=float)
    if float(low) == float(high) or (dot == "·" and any(each.isdigit() for each in before[-1:])):
        return
    closing = {"(": ")", "[": "]"}.get(opening.strip()[0], "")
    result = f"{name} {middle}{opening}{low}{to}{high}{closing}".replace(".", dot)
    text = source_text(f"{before}\n\n{result}.")
    found = read_results(text).results
    if dot == "·" and before and in_plain_signs(text) != text.replace("–", "-").replace("·", "."):
        return
    read = [each for each in found if each.start >= text.rindex(name) - 1]
    assert [
        (each.numbers["estimate"].plain, each.numbers["ci_low"].plain, each.numbers["ci_high"].plain) for each in read
    ] == [(middle, low, high)]
    points_at_its_digits(text, found)


@given(st.text(alphabet="RO HMD0123456789.,-–()[]%=CIp±/vsof\t|\n", max_size=200))
def test_any_text_is_read_and_places_are_in_it(text: str) -> None:
    text = source_text(text)
    reading = read_results(text)
    points_at_its_digits(text, reading.results)
    assert all(0 <= part.start <= part.end <= len(text) for part in (*reading.results, *reading.left))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000).map(str))
def test_a_shifted_number_keeps_its_digits(number: str) -> None:
    there = shifted(shifted(number), 2)
    assert float(there) == float(number)
    assert shifted(number).replace("-", "").replace(".", "").lstrip("0") == number.replace("-", "").replace(
        ".", ""
    ).lstrip("0")


HOSTILE = [
    *(
        "1 (1-1",
        "RR (",
        "RR 1.2 (",
        "(",
        "risk of ",
        "1/2 ",
        "95% CI ",
        "OR 1.2, ",
        "1,111",
        "a\t1\n",
        "p for ",
        "fever and ",
    ),
    *(
        "no significant ",
        "12 of 120 and ",
        "3 ± 1 mean ",
        "-",
        " ",
        "a. ",
        "RR 1.2 (1.1-1.3), ",
        "higher risk of a in the b ",
    ),
    *("RR 0.9 (0.8-1.0) and a 0.8 (0.7-0.9)", "hazard ratio for a ", "(RR) ", "|", "G. "),
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        read_results(text)
        return time.process_time() - start

    seconds(1_000)
    short, long = seconds(125_000), seconds(1_000_000)
    assert long < 20 * max(short, 0.05)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nausea: 12.5% vs 8.3%, p=0.03.", "12.5%, 8.3%, p=0.03 look like results"),
        ("Infection up to 3 % of patients.", "3 % looks like a result"),
        ("Dizziness 10 (5%) vs. 3 (1.5%).", "10 (5%), 3 (1.5%) look like results"),
        ("The odds ratio was 2.3 for fever.", "odds ratio was 2.3 looks like a result"),
        ("Fever rose 2-fold (p<0.01).", "2-fold, p<0.01 look like results"),
        ("Of 200 patients, 12% had fever.", "12% looks like a result"),
        ("The score was 12.3 ± 4.5 and 9.1 ± 4.4.", "12.3 ± 4.5, 9.1 ± 4.4 look like results"),
        ("Of all, 60% were female, and 12 of 80 had fever.", "12 of 80 looks like a result"),
        ("It was RR 1.00 (1.00 to 1.00).", "RR 1.00 looks like a result"),  # three numbers alike: no interval for sure
    ],
)
def test_numbers_that_look_like_results_and_are_not_taken_are_listed(text: str, numbers: str) -> None:
    reading = read_results(text)
    assert reading.results == []
    (left,) = reading.left
    assert left.reason == f"{numbers}, and it is not clear of what"
    assert text[left.start : left.end].endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "We searched from 1999 to 2019 and again in 12/2020 and in 2019/20.",
        "Mean age was 54.3 ± 4.5 years, and 60% were female.",
        "Patients received 10 mg/kg (2 vs 5 mg).",
        "A total of 120 of 150 patients were enrolled.",
        "P < 0.05 was considered statistically significant.",
        "We estimated that 100 patients gave 90% power.",
        "Blood pressure was 120/80 mmHg.",
        "Cells were frozen in 10% DMSO.",
        "Twelve trials with 1,640 participants were included.",
        "Death was less frequent (RR 0.78, 95% CI 0.65 to 0.94, p = 0.01; I2 = 34%).",
    ],
)
def test_years_ages_doses_and_sample_sizes_are_no_results(text: str) -> None:
    assert read_results(text).left == []


def test_many_numbers_of_one_sentence_are_told_in_part() -> None:
    (left,) = read_results("Shares: " + ", ".join(f"{number}%" for number in range(10, 25)) + ".").left
    assert "19% and 5 more look like results" in left.reason
