"""The Markdown of a report: read by GitHub's own parser, it shows what was found and nothing that the data wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.markdown import MARKER, render
from claimpack.formats.repositorypath import repository_path
from claimpack.package.place import Place
from claimpack.report import FailOn, Problem, Report, RuleResult
from claimpack.wording import printable
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.hostilereport import NASTY, hostile_report
from tests.formats.smallreport import clean_report, crowded_report, empty_report, small_report
from tests.githubmarkdown import Page

OURS = {"h2", "h3", "p", "strong", "details", "summary", "ul", "li", "code", "pre", "br"}
"""The elements that the format writes."""
MOST = 60_000

SMALL = """\
<!-- claimpack -->
## Claimpack: check failed

light\\-therapy 1\\.0\\.0: 1 article\\, 8 passages\\, 5 claims\\, 2 references\\, 4 sources\\, 2 estimates\\, \
9 concepts\\, 1 relation\\, 1 acknowledgement.

**1 error, 1 warning, 1 note, 1 acknowledged.** 4 rules checked, 2 rules left out by --select or --ignore.

<details>
<summary>1 rule not run</summary>

- `article-changed`: no article text was given\\: add \\-\\-article FILE

</details>

<details>
<summary>1 rule run on a part only</summary>

- `direction-contradicts-estimate`: 1 claim with an invalid cell or a reference to a missing record

</details>

Correct what is wrong, or accept it by the command below it, with your reason in place of WHY.

### `data/claims/claims.csv`

- **error** · C2 · line 3, K3 `severity` · `invalid-cell`\\
  severity is \\"grave\\"\\, which is not one of the allowed words\\.\\
  Allowed\\: mild\\, moderate\\, serious\\, any\\.

- **warning** · C1, E1 · line 2, J2 `effect_direction` · `direction-contradicts-estimate`\\
  effect\\_direction is increased\\, but E1 of S1 is OR 1\\.05 \\(95 \\% CI 0\\.90 to 1\\.22\\)\\, which includes 1\\, \
so that it shows neither more nor less of the outcome\\.\\
  C1 \\"In trials\\, headache was as frequent with bright light as with dim light\\.\\"\\
  Compare both with the article and the source\\. If both records are right\\, the article misstates its \
source\\; acknowledge it with that reason\\.

  ```sh
  claimpack acknowledge direction-contradicts-estimate C1 E1 --package data --reason "WHY"
  ```

<details>
<summary>1 problem that does not fail the check</summary>

### `data/claims/sources.csv`

- **note** · S3 · line 4, A4 `source_id` · `unused-source`\\
  source\\_id is S3\\, which no claim cites\\, no reference list names and no source is superseded by\\.\\
  Cite it or take it out\\; if it is kept for context\\, enter context as its role\\.

</details>

<details>
<summary>1 acknowledged problem</summary>

### `data/claims/sources.csv`

- **note** · S4 · line 5, A5 `source_id` · `unused-source`\\
  source\\_id is S4\\, which no claim cites\\, no reference list names and no source is superseded by\\.\\
  Acknowledged\\: Kept for the next article\\.

</details>

`claimpack explain RULE` says what a rule checks, why it matters and how to fix it.
"""
EMPTY = """\
<!-- claimpack -->
## Claimpack: check incomplete

light\\-therapy 1\\.0\\.0: 1 article\\, 8 passages\\, 5 claims\\, 2 references\\, 2 sources\\, 2 estimates\\, \
9 concepts\\, 1 relation\\, 0 acknowledgements.

**0 errors, 0 warnings, 0 notes, 0 acknowledged.** 0 rules checked.

The check did not finish, so nothing is known of the package:

- no rule had anything to examine

`claimpack explain RULE` says what a rule checks, why it matters and how to fix it.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return small_report(tmp_path_factory.mktemp("small"))


def page_of(report: Report) -> Page:
    """The page that GitHub makes of a report, with nothing on it but what the format writes."""
    page = Page(render(report))
    assert page.names - {"span"} <= OURS
    assert {attributes for _, attributes in page.elements} <= {(), ("class",)}, "a fenced block names its language"
    assert all(name == "code" for name, attributes in page.elements if attributes)
    assert page.comments == [" claimpack "]
    return page


def bullets(page: Page, severity: str) -> list[list[str]]:
    """The lines of each problem of a severity, without its command."""
    told = []
    for text in page.texts.get("li", []):
        lines = text.strip("\n").split("\n")
        told.append(lines[:-1] if f"{lines[-1]}\n" in page.texts.get("pre", []) else lines)
    return [lines for lines in told if lines[0].startswith(f"{severity} · ")]


def one_problem(problems: Sequence[Problem] = (), **changes: object) -> Report:
    problem = Problem("year-mismatch", "error", "wrong", "", Place("a.csv"), ("C1",), "0" * 16)
    return Report(
        package_name="name",
        package_version="1",
        package_path="datapackage.json",
        failures=(),
        rules=(RuleResult("year-mismatch", "error", "failed", 1, 1),),
        problems=tuple(problems) or (replace(problem, **changes),),  # type: ignore[arg-type]
        records={"claims": 1},
    )


def units(text: str) -> int:
    """The length in UTF-16 code units."""
    return sum(2 if character > "\uffff" else 1 for character in text)


def test_a_whole_document(small: Report) -> None:
    assert render(small) == SMALL
    assert page_of(small).texts["h2"] == ["Claimpack: check failed"]


def test_an_empty_report_is_incomplete(tmp_path: Path) -> None:
    assert render(empty_report(tmp_path)) == EMPTY


def test_a_clean_report_is_short(tmp_path: Path) -> None:
    report = clean_report(tmp_path)
    wanted = EMPTY.replace("incomplete", "passed").replace("0 rules", "5 rules")
    wanted = re.sub(r"The check did not.*?examine\n\n", "", wanted, flags=re.DOTALL)
    assert render(report) == wanted


@pytest.mark.parametrize(
    ("fail_on", "verdict", "failing", "others"),
    [
        ("error", "failed", ["C2"], 2),
        ("warning", "failed", ["C1", "C2"], 1),
        ("note", "failed", ["C1", "C2", "S3"], 0),
        ("never", "passed", [], 3),
    ],
)
def test_what_fails_the_check_is_not_folded(
    small: Report, fail_on: FailOn, verdict: str, failing: list[str], others: int
) -> None:
    text = render(replace(small, fail_on=fail_on))
    page = page_of(replace(small, fail_on=fail_on))
    assert page.texts["h2"] == [f"Claimpack: check {verdict}"]
    folded = "".join(re.findall(r"<details>.*?</details>", text, re.DOTALL))
    assert [
        subject for subject in ("C1", "C2", "S3") if f"· {subject}" in text.replace(folded, "")
    ] == failing or others
    assert [each for each in ("C1", "C2", "S3") if not re.search(rf"· {each}\b", folded)] == failing
    told = [text for text in page.texts["summary"] if "check" in text]
    assert told == (
        [f"{others} problem{'s that do' if others > 1 else ' that does'} not fail the check"] * (others > 0)
    )
    assert ("with your reason in place of WHY" in text) == ("C1" in failing)


@pytest.mark.parametrize("verdict", ["passed", "failed"])
def test_an_incomplete_check_is_called_nothing_else(small: Report, verdict: str) -> None:
    report = replace(small, failures=("x crashed: y",), fail_on="never" if verdict == "passed" else "note")
    page = page_of(report)
    assert page.texts["h2"] == ["Claimpack: check incomplete"]
    assert page.texts["li"][0] == "x crashed: y"
    assert "passed" not in page.html
    assert "the check" not in page.html or verdict == "passed"


def test_the_first_lines_are_for_a_bot_and_the_verdict(small: Report) -> None:
    assert render(small).splitlines()[:2] == [MARKER, "## Claimpack: check failed"]


def test_hostile_texts_show_as_they_are_printable() -> None:
    report = hostile_report()
    page = page_of(report)
    for problem in report.problems:
        path = printable(repository_path(report, problem.place))
        shown = path if len(path) <= 100 else None
        assert shown is None or shown in page.texts["h3"]
        place, subjects = problem.place, ", ".join(map(printable, problem.subjects))
        spot = f"line {place.line}, {place.cell} {printable(place.column)}" if place.column else ""
        lines = [" · ".join(part for part in (problem.severity, subjects, spot, problem.rule) if part)]
        lines.append(f"{printable(problem.message)}.")
        if problem.acknowledged:
            lines.append(f"Acknowledged: {printable(problem.reason or '')}")
        elif problem.hint:
            lines.append(printable(problem.hint))
        assert lines in bullets(page, problem.severity)
    assert sum(len(bullets(page, severity)) for severity in ("error", "warning", "note")) == len(report.problems)
    commands = acceptance(report)
    failing = [cause for cause in report.causes if cause.first in report.failing() and cause in commands]
    assert len(failing) == 9
    assert sorted(page.texts["pre"]) == sorted(f"{commands[cause]}\n" for cause in failing)


def test_hostile_reasons_are_told_above_the_problems() -> None:
    report = hostile_report()
    page = page_of(report)
    reasons = [*report.failures, *(f"{each.rule}: {each.reason}" for each in (*report.idle, *report.in_part))]
    assert len(reasons) == 5
    for reason, told in zip(reasons, page.texts["li"][:5], strict=True):
        ends = [printable(reason[:140]), printable(reason[-140:])]
        assert told.startswith(ends[0])
        assert told.endswith(ends[1])
    assert page.texts["summary"][:2] == ["1 rule not run", "2 rules run on a part only"]


TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*NASTY, "\n", "`", "|", " ", "\\"])).map("".join))


@given(text=TEXTS)
def test_any_text_shows_and_does_nothing_else(text: str) -> None:
    result = RuleResult("year-mismatch", "error", "not_run", 0, 0, text)
    found = one_problem(message=text, hint=text, subjects=(text,), place=Place("a.csv", "claims", 2, 2, text, "A2"))
    other = replace(found.problems[0], severity="note")
    accepted = replace(found.problems[0], acknowledged=True, reason=text, rule="unused-source")
    report = replace(
        one_problem([found.problems[0], other, accepted]),
        package_name=text,
        rules=(result,),
        failures=(text,),
        records={text: 2},
    )
    page = page_of(report)
    if len(text) > 100:
        return
    shown = printable(text)
    spot = "line 2, A2" + (f" {shown}" if shown else "")
    about = f"{shown} · " if shown else ""
    told = [f"{shown}.", *([shown] if shown else [])]
    assert bullets(page, "error")[0] == [f"error · {about}{spot} · year-mismatch", *told]
    assert bullets(page, "note") == [[f"note · {about}{spot} · year-mismatch", *told]]
    wanted = [f"error · {about}{spot} · unused-source", f"{shown}.", f"Acknowledged: {shown}"]
    assert [line.rstrip() for line in bullets(page, "error")[1]] == [line.rstrip() for line in wanted]


def test_a_command_that_is_too_long_is_left_out() -> None:
    text = render(one_problem(subjects=("C" * 2_000,)))
    assert "WHY" in text
    assert "```" not in text
    assert f"C{'C' * 49}…{'C' * 50} " in text


def test_some_subjects_stand_for_many() -> None:
    page = page_of(one_problem(subjects=tuple(f"C{number}" for number in range(1, 13))))
    assert bullets(page, "error")[0][0] == (
        "error · C1, C2, C3, C4, C5, C6, C7, C8, C9, C10 and 2 more · year-mismatch"
    )


@pytest.mark.parametrize("text", ["", "$\x00<" * 400, "👩" * 600, "</details>```\n" * 50], ids=["", "$", "👩", "<"])
def test_a_crowd_of_problems_has_room(text: str) -> None:
    report = crowded_report(12_000, text)
    page = page_of(report)
    assert MOST * 0.8 < units(page.markdown) <= MOST
    assert page.markdown.endswith("how to fix it.\n")
    told = len([line for line in page.texts["li"] if re.match(r"(error|warning) · ", line.strip())])
    (rest,) = re.findall(r"And ([0-9,]+) more; claimpack validate", page.texts["p"][-4] + page.texts["p"][-3])[:1]
    assert told + int(rest.replace(",", "")) == 8_000
    assert not bullets(page, "warning"), "the gravest get the room"
    assert [each for each in page.texts["summary"] if "problem" in each] == [
        "2,000 problems that do not fail the check",
        "2,000 acknowledged problems",
    ]


def test_reasons_that_have_no_room_are_counted() -> None:
    report = replace(one_problem(), failures=tuple(f"{number} {'x' * 90}" for number in range(100)))
    page = page_of(report)
    told = [text for text in page.texts["li"] if "xxx" in text]
    assert page.texts["li"][len(told)] == f"and {100 - len(told)} more"
    assert sum(len(f"- {text}\n") for text in told) <= 5_000 < sum(len(f"- {text}\n") for text in told) + 96


def test_the_gravest_get_room_before_those_that_stand_above_them() -> None:
    (warning,) = one_problem(severity="warning", message="w" * 400).problems
    (error,) = one_problem(place=Place("z.csv"), message="grave").problems
    page = page_of(one_problem([*[warning] * 500, error]))
    assert page.texts["h3"] == ["z.csv", "a.csv"]
    assert [lines[1] for lines in bullets(page, "error")] == ["grave."]


def test_problems_stand_below_their_file_as_in_the_report() -> None:
    places = [Place("a.csv", line=1), Place("b.csv", line=1), Place("a.csv", line=2)]
    page = page_of(one_problem([one_problem(place=place).problems[0] for place in places]))
    assert page.texts["h3"] == ["a.csv", "b.csv", "a.csv"]
    assert [lines[0] for lines in bullets(page, "error")] == [
        f"error · C1 · line {line} · year-mismatch" for line in (1, 1, 2)
    ]
