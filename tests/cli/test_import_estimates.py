"""``claimpack import estimates``: from pasted text to rows, and where each number stands."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.package.sourcetexts import source_text
from click.testing import CliRunner, Result

from tests.cli.screen import terminal
from tests.edits import Edit

TODAY = ("--today", "2026-03-01")
TEXT = """Bright light raised the risk of headache (RR 1·50, 95% CI 1·10–2·05; I² = 0%). The risk of throat
infection was not increased (RR 1.02, 0.90 to 1.15). It may help otherwise (OR 0.80, 95% CI 0.60 to 1.07)."""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "package"


def run(package: Path, *arguments: str, given: str | None = None) -> Result:
    files = [str(package.parent / each) if each.startswith("a.") else each for each in arguments]
    command = ["import", "estimates", *files, "--package", str(package), *TODAY]
    return CliRunner().invoke(main, command, input=given, catch_exceptions=False)


def rows(package: Path, table: str = "estimates") -> list[dict[str, str]]:
    text = (package / f"claims/{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_written_with_yes(package: Path) -> None:
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert result.exit_code == 1, result.output  # what it is not sure of is left, and somebody should look at it
    assert "OR 0.80" in result.output
    first, second = rows(package)[-2:]
    assert {column: cell for column, cell in first.items() if cell} == {
        "estimate_id": "E3",
        "source_id": "S2",
        "outcome": "headache",
        "intervention": "bright_light",
        "measure": "RR",
        "orientation": "as_named",
        "estimate": "1.50",
        "ci_low": "1.10",
        "ci_high": "2.05",
        "ci_level": "95",
        "i_squared": "0",
        "reported_direction": "increased",
        "locator": "abstract",
    }
    assert (second["outcome"], second["orientation"], second["reported_direction"]) == (
        "throat_infection",
        "not_stated",
        "no_increase",
    )
    assert "throat_infection,outcome,Throat infection" in (package / "claims/concepts.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Headache was rarer (RR 0.50, 95% CI 0.30 to 0.83).", "headache"),
        ("It brought less of severe headache (RR 0.50, 95% CI 0.30 to 0.83).", None),  # ours may be another headache
        ("It was better for nosebleeds and headache too (RR 0.50, 95% CI 0.30 to 0.83).", None),
        ("Headache was linked with smoking (RR 1.50, 95% CI 1.30 to 1.83).", None),
    ],
)
def test_an_outcome_that_is_only_mentioned_is_not_taken(text: str, outcome: str | None, package: Path) -> None:
    (package.parent / "a.txt").write_text(text, encoding="utf-8")
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert [row["outcome"] for row in rows(package)[2:]] == ([outcome] if outcome else []), result.output


def test_where_numbers_stand_is_remembered_and_not_the_text(package: Path) -> None:
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert " claims/source-texts.json. Now run:" in " ".join(result.output.split())
    content = (package / "claims/source-texts.json").read_text(encoding="utf-8")
    places = json.loads(content)["estimates"]["E3"]["places"]
    text = source_text(TEXT)
    assert {column: text[start:end] for column, (start, end) in places.items()} == {
        "estimate": "1·50",
        "ci_low": "1·10",
        "ci_high": "2·05",
        "i_squared": "0",
    }
    assert "headache" not in content
    assert "1·50" not in content


def test_validate_looks_at_the_place_and_tells_a_changed_digit(package: Path) -> None:
    run(package, "a.txt", "--source", "S2", "--yes")
    texts = package.parent / "texts"
    texts.mkdir()
    (texts / "S2.txt").write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8")
    table = package / "claims/estimates.csv"
    table.write_bytes(
        table.read_bytes().replace(
            b"E3,S2,headache,bright_light,,,,RR,as_named,1.50", b"E3,S2,headache,bright_light,,,,RR,as_named,1.10"
        )
    )
    command = [
        "validate",
        str(package),
        "--source-text",
        str(texts),
        "--select",
        "number-not-in-source",
        *TODAY,
        "--format",
        "json",
    ]
    report = json.loads(CliRunner().invoke(main, command).output)
    told = [problem["message"] for problem in report["problems"] if problem["subjects"][0] == "E3"]
    assert told == ["estimate is 1.10, but the text of S2 prints 1.50 where it was read"]


def test_what_is_there_is_not_entered_twice(package: Path) -> None:
    run(package, "a.txt", "--source", "S2", "--yes")
    before = rows(package)
    again = run(package, "a.txt", "--source", "S2", "--yes")
    assert "2 records unchanged" in again.output
    assert rows(package) == before


NUMBERS = "estimate_id,source_id,outcome,measure,orientation,estimate,ci_low,ci_high,ci_level,p_relation,p_value"
COUNTS = "estimate_id,source_id,outcome,measure,orientation,events_intervention,total_intervention,locator"
COUNTED = f"{COUNTS}\nE3,S2,eye_damage,proportion,as_named,3,120,abstract\n"
RATIO = f"{NUMBERS},locator\nE3,S2,eye_damage,RR,as_named,1.50,1.10,2.05,95,=,0.04,abstract\n"


@pytest.mark.parametrize(
    ("recorded", "text", "outcome"),
    [
        pytest.param(COUNTED, "Headache occurred in 3 of 120 patients.", "headache", id="counts"),
        pytest.param(
            RATIO, "Light raised the risk of headache (RR 1.50, 95% CI 1.10 to 2.05, p = 0.04).", "headache", id="ratio"
        ),
        pytest.param(
            RATIO,
            "Light raised the risk of fever (RR 1.50, 95% CI 1.10 to 2.05, p = 0.04).",
            "fever",
            id="not known yet",
        ),
    ],
)
def test_the_same_numbers_of_another_outcome_are_another_result(
    recorded: str, text: str, outcome: str, package: Path
) -> None:
    Edit(csv={"estimates": recorded}).apply(package)
    (package.parent / "a.txt").write_text(text, encoding="utf-8")
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert [row["outcome"] for row in rows(package)[2:]] == ["eye_damage", outcome], result.output
    assert "E4 has the numbers of E3, which is of eye_damage" in " ".join(result.output.split())
    content = (package / "claims/source-texts.json").read_text(encoding="utf-8")
    assert list(json.loads(content)["estimates"]) == ["E4"]


def test_another_relation_of_p_is_another_result(package: Path) -> None:
    Edit(csv={"estimates": RATIO.replace("eye_damage", "headache")}).apply(package)
    text = "Light raised the risk of headache (RR 1.50, 95% CI 1.10 to 2.05, p < 0.04)."
    (package.parent / "a.txt").write_text(text, encoding="utf-8")
    run(package, "a.txt", "--source", "S2", "--yes")
    assert [(row["p_relation"], row["p_value"]) for row in rows(package)[2:]] == [("=", "0.04"), ("<", "0.04")]


@pytest.mark.parametrize("words", ["It fell behind", "Others had eye damage too, of some kind"])
def test_a_result_whose_outcome_the_text_leaves_open_is_that_of_the_same_numbers(words: str, package: Path) -> None:
    Edit(csv={"estimates": RATIO}).apply(package)
    (package.parent / "a.txt").write_text(f"{words} (RR 1.50, 95% CI 1.10 to 2.05, p = 0.04).", encoding="utf-8")
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert "1 record unchanged" in result.output
    assert len(rows(package)) == 3


IN_TEXT = "In adults, light raised the risk of headache (OR 1.40, 95% CI 1.10 to 1.78)."
SCOPED = f"""{NUMBERS},intervention,population,comparator,analysis,locator
E3,S1,eye_damage,OR,as_named,1.10,0.90,1.34,95,,,bright_light,adults,dim_light,primary,abstract
E4,S1,headache,OR,as_named,2.10,1.90,2.32,95,,,bright_light,children,dim_light,ANALYSIS,abstract
"""


@pytest.mark.parametrize("analysis", ["subgroup", "sensitivity", "post_hoc", "secondary", ""])
def test_results_take_the_scope_that_the_sources_main_results_have_in_common(analysis: str, package: Path) -> None:
    concepts = "concept_id,kind,label\nchildren,population,Children\n"
    Edit(csv={"estimates": SCOPED.replace("ANALYSIS", analysis), "concepts": concepts}).apply(package)
    (package.parent / "a.txt").write_text(IN_TEXT, encoding="utf-8")
    result = run(package, "a.txt", "--source", "S1", "--yes")
    new = rows(package)[-1]
    assert (new["estimate_id"], new["population"], new["comparator"]) == ("E5", "adults", "dim_light"), result.output
    told = " ".join(result.output.split())
    assert "1 new result takes intervention bright_light, population adults and comparator dim_light" in told


def test_options_that_give_the_scope_are_not_told(package: Path) -> None:
    result = run(package, "a.txt", "--source", "S2", "--intervention", "bright_light", "--yes")
    assert "from what is recorded of S2" not in " ".join(result.output.split())


@pytest.mark.parametrize(
    "definition", ["Headache, that keeps people from work.", "Ringing; headache may come with it."]
)
def test_what_a_definition_mentions_is_no_name(definition: str, package: Path) -> None:
    concepts = f'concept_id,kind,label,definition\nbad_ache,outcome,Severe headache,"{definition}"\n'
    headache = "headache,outcome,Headache,adverse_event,,HP:0002315\n"
    Edit(csv={"concepts": concepts}, replace={"claims/concepts.csv": [[headache, ""]]}).apply(package)
    run(package, "a.txt", "--source", "S2", "--yes")
    assert rows(package)[-2]["outcome"] == "headache"
    assert "headache,outcome,Headache" in (package / "claims/concepts.csv").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(package: Path) -> None:
    result = run(package, "a.txt", "--source", "S2", "--dry-run")
    assert "+ E3  S2  headache  RR  1.50  1.10  2.05  abstract" in result.output
    assert not (package / "claims/source-texts.json").exists()
    assert len(rows(package)) == 2


def test_options_give_locator_scope_and_orientation(package: Path) -> None:
    run(
        package,
        "a.txt",
        "--source",
        "S2",
        "--locator",
        "table 2",
        "--orientation",
        "as_named",
        "--comparator",
        "dim_light",
        "--yes",
    )
    assert {(row["locator"], row["orientation"], row["comparator"]) for row in rows(package)[-2:]} == {
        ("table 2", "as_named", "dim_light")
    }


def test_standard_input(package: Path) -> None:
    result = run(package, "-", "--source", "S2", "--yes", given="Headache was rarer (RR 0.50, 95% CI 0.30 to 0.83).")
    assert result.exit_code == 0, result.output
    assert rows(package)[-1]["reported_direction"] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "--yes"], "Name the source of these results: --source ID."),
        (["a.txt", "--source", "S9", "--yes"], 'there is no source "S9"'),
        (["a.txt", "--source", "S2", "--orientation", "up", "--yes"], '"up" is no orientation'),
        (["a.txt", "--source", "S2", "--population", "mice", "--yes"], 'there is no population "mice" in concepts'),
    ],
)
def test_wrong_use(package: Path, arguments: list[str], message: str) -> None:
    result = run(package, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_a_broken_file_of_places_is_told(package: Path) -> None:
    (package / "claims/source-texts.json").write_text("{", encoding="utf-8")
    result = run(package, "a.txt", "--source", "S2", "--yes")
    assert result.exit_code == 2
    assert "claims/source-texts.json is not what claimpack import estimates writes" in " ".join(result.output.split())


def test_a_folder_of_texts_that_is_none_is_wrong_use(package: Path) -> None:
    result = CliRunner().invoke(main, ["validate", str(package), "--source-text", str(package / "nowhere")])
    assert result.exit_code == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_asked_on_a_terminal(package: Path) -> None:
    with terminal(
        "import", "estimates", "../a.txt", "--source", "S2", *TODAY, folder=package, errors_too=True
    ) as screen:
        asked = " ".join(screen.answer("orientation [as_named]", "").split())
        assert "as_named RR 1.02 is more throat infection with bright light" in asked
        screen.answer("outcome [throat infection]", "")
        screen.answer("outcome", "general well-being")
        screen.answer("Write this to the package? [y/N]", "y")
        screen.read_until("Written to claims/estimates.csv")
        assert screen.ends_with() == 0
    assert [row["outcome"] for row in rows(package)[-3:]] == ["headache", "throat_infection", "general_well_being"]
    assert {row["orientation"] for row in rows(package)[-3:]} == {"as_named"}


def test_what_is_not_taken_is_listed_with_its_line_and_its_sentence(package: Path) -> None:
    (package.parent / "a.txt").write_text(
        "\nAbout the trial.\n\nNausea: 12.5% vs 8.3%, p=0.03.\n\nAn effect (95% CI 1.1 to 2.0).\n", encoding="utf-8"
    )
    result = run(package, "a.txt", "--source", "S2", "--yes")
    where = package.parent / "a.txt"
    assert result.output.splitlines()[1:4] == [
        "Left out:",
        f"  {where}, line 4: Nausea: 12.5% vs 8.3%, p=0.03.: 12.5%, 8.3%, p=0.03 look like results, and it is not "
        "clear of what.",
        f"  {where}, line 6: 95% CI 1.1 to 2.0: it is not clear what this interval is of.",
    ]


def test_counts_of_two_arms_are_compared_with_what_is_claimed(package: Path) -> None:
    text = "Headache was less frequent with the light than with placebo (2/100 vs 20/100)."
    (package.parent / "a.txt").write_text(text, encoding="utf-8")
    run(package, "a.txt", "--source", "S1", "--yes")
    row = rows(package)[-1]
    assert (row["measure"], row["orientation"], row["estimate"]) == ("RR", "as_named", "")
    assert row["reported_direction"] == "decreased"
    command = ["validate", str(package), "--format", "json", *TODAY]
    report = json.loads(CliRunner().invoke(main, command).output)
    told = [each["rule"] for each in report["problems"] if row["estimate_id"] in each["subjects"]]
    assert told == ["direction-contradicts-estimate"]


def test_counts_of_which_it_is_not_sure_what_of_are_told_with_their_line(package: Path) -> None:
    text = "About it.\n\nAmong all, 2/100 patients with the cells and 20/100 patients with placebo were ill.\n"
    (package.parent / "a.txt").write_text(text, encoding="utf-8")
    result = run(package, "a.txt", "--source", "S1", "--yes")
    assert (
        f"{package.parent / 'a.txt'}, line 3: RR of 2 of 100 and 20 of 100: the text leaves its outcome open"
        in result.output
    )
