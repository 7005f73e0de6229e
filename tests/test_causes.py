"""Problems that one correction or one judgement would settle are one cause, which people see once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from claimpack.formats import codequality, github, junit, markdown, sarif, text
from claimpack.formats import json as json_format
from claimpack.formats.summary import counts
from claimpack.package.place import Place
from claimpack.package.tableschema import table_schema
from claimpack.report import Cause, Problem, Report, causes_of
from claimpack.rules.catalogue import choose_rules
from click import unstyle

from tests.edits import Edit, check

# S1 came out in 2020. P3 is a sentence; P5 and P6 are the items of the list that P4 opens.
HEADER = (
    "claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,stated_year,population_basis,"
    "source_ids\n"
)
WRONG_YEAR = "".join(
    f"{name},{passage},study_result,An invented result {name}.,bright_light,headache,occurs,{year},not_reported,S1\n"
    for name, passage, year in (("C6", "P3", 2015), ("C7", "P3", 2015), ("C8", "P3", 2016), ("C9", "P7", 2015))
)
YEARS = Edit(csv={"claims": HEADER + WRONG_YEAR})
YEAR = choose_rules(["year-mismatch"])


def causes(edit: Edit, folder: Path, rule: str) -> list[list[str]]:
    """The first subjects of the problems of each cause."""
    report = check(edit, folder, choose_rules([rule]))
    return [[problem.subjects[0] for problem in cause.members] for cause in report.causes]


def test_one_wrong_year_of_one_passage_is_one_cause(tmp_path: Path) -> None:
    assert causes(YEARS, tmp_path, "year-mismatch") == [["C6", "C7"], ["C8"], ["C9"]]


def test_what_the_heading_of_a_list_says_is_one_cause(tmp_path: Path) -> None:
    claims = HEADER.replace("stated_year", "frequency") + "".join(
        f"{name},{passage},adverse_event,Invented {name}.,bright_light,{outcome},occurs,rare,not_reported,S2\n"
        for name, passage, outcome in (("C6", "P5", "headache"), ("C7", "P6", "eye_strain"), ("C8", "P7", "headache"))
    )
    assert causes(Edit(csv={"claims": claims}), tmp_path, "frequency-without-rate") == [["C6", "C7"], ["C8"]]


def test_what_another_program_wrote_into_every_resource_is_one_cause(tmp_path: Path) -> None:
    said = {"articles": {"profile": "tabular-data-resource"}, "claims": {"profile": "tabular-data-resource"}}
    edit = Edit(descriptor=json.dumps({"profile": "tabular-data-package", "resources": said}))
    report = check(edit, tmp_path, choose_rules(["invalid-descriptor"]))
    assert [(cause.message, len(cause.members)) for cause in report.causes] == [
        ('resources/articles has "profile", which a claims package does not use', 2),
        ('the descriptor has "profile", which a claims package does not use', 1),
    ]


def test_claims_without_a_number_are_one_cause_and_a_line_of_coverage(tmp_path: Path) -> None:
    claims = HEADER.replace(",stated_year", "") + "".join(
        f"{name},P3,study_result,Invented {name}.,bright_light,eye_damage,increased,not_reported,S1\n"
        for name in ("C6", "C7")
    )
    report = check(Edit(csv={"claims": claims}), tmp_path, choose_rules(["claim-without-estimate"]))
    (cause,) = report.causes
    assert (cause.severity, cause.subjects) == ("note", ("C6", "C7"))
    lines = unstyle(text.render(report)).splitlines()
    # C1 and C4 have a number, as the example is made
    assert (
        "2 of 4 claims that compare or deny have no recorded number from their sources to be checked against." in lines
    )


def test_the_report_tells_each_cause_beside_its_problems(tmp_path: Path) -> None:
    report = json_format.as_json(check(YEARS, tmp_path, YEAR))
    assert [problem["subjects"] for problem in report["problems"]] == [["C6"], ["C7"], ["C8"], ["C9"]]
    keys = [problem["cause"] for problem in report["problems"]]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert report["problems"][0]["data"] == {"stated_year": 2015, "source_ids": ["S1"], "years": [2020]}
    assert report["causes"][0] == {
        "cause": keys[0],
        "rule": "year-mismatch",
        "severity": "warning",
        "message": "stated_year is 2015, but S1 was first published in 2020",
        "subjects": ["C6", "C7"],
        "problems": 2,
        "acknowledged": False,
        "reason": None,
    }
    assert {name: report["summary"][name] for name in ("errors", "warnings", "notes", "acknowledged", "causes")} == {
        "errors": 0,
        "warnings": 4,
        "notes": 0,
        "acknowledged": 0,
        "causes": 3,
    }


def test_people_are_told_each_cause_once(tmp_path: Path) -> None:
    report = check(YEARS, tmp_path, YEAR)
    lines = unstyle(text.render(report)).splitlines()
    at = next(number for number, line in enumerate(lines) if "C6" in line)
    assert lines[at].endswith("C6  warning  year-mismatch")
    assert lines[at + 1 : at + 4] == [
        '    C6 "An invented result C6."',
        "    stated_year is 2015, but S1 was first published in 2020.",
        "    Likewise: C7.",
    ]
    assert not [line for line in lines if line.endswith("C7  warning  year-mismatch")]
    assert "3 warnings, 0 notes (3 causes, 4 problems), 0 acknowledged." in " ".join(lines)
    results = json.loads(sarif.render(report))["runs"][0]["results"]
    assert len(results) == 3
    (related,) = results[0]["relatedLocations"]
    assert related["message"]["text"] == "stated_year is 2015, but S1 was first published in 2020."
    assert related["logicalLocations"][0]["name"] == "C7"
    assert [len(each.get("relatedLocations", ())) for each in results] == [1, 0, 0]
    assert len(json.loads(codequality.render(report))) == 3
    assert github.render(report).count("::warning ") == 3
    assert markdown.render(report).count("- **warning**") == 3
    assert junit.render(report).count("Likewise: C7") == 1


def problem(name: str, severity: str = "warning", **changes: object) -> Problem:
    place = Place("claims/claims.csv", "claims", 2, 2, "severity", "K2")
    made = Problem("year-mismatch", severity, f"of {name}", "", place, (name,), name * 8)  # type: ignore[arg-type]
    return replace(made, **changes)  # type: ignore[arg-type]


def test_the_gravest_cause_comes_first() -> None:
    one = [problem("C1", "note", cause="a"), problem("C2", "warning", cause="b"), problem("C3", "error", cause="a")]
    assert [(cause.cause, cause.severity, cause.message) for cause in causes_of(one)] == [
        ("a", "error", "of C3"),
        ("b", "warning", "of C2"),
    ]


def test_what_is_accepted_of_a_cause_weighs_nothing() -> None:
    accepted = problem("C1", "error", cause="a", acknowledged=True, reason="So it is.")
    (cause,) = causes_of([accepted, problem("C2", "note", cause="a")])
    assert (cause.severity, cause.message, cause.acknowledged, cause.reason) == ("note", "of C2", False, None)
    (cause,) = causes_of([accepted, replace(accepted, subjects=("C2",), reason="So is this.")])
    assert (cause.severity, cause.acknowledged, cause.reason) == ("error", True, "So it is. So is this.")


def test_it_is_accepted_for_the_claims_of_an_article_and_for_whatever_rests_on_a_source() -> None:
    def cause(resource: str, *names: str) -> Cause:
        place = Place("x.csv", resource)
        (found,) = causes_of(problem(name, cause="a", place=place) for name in names)
        return found

    assert cause("claims", "C1", "C2").fingerprint == cause("claims", "C3").fingerprint
    assert cause("claims", "C1", "C2").pinned == ("C1", "C2")
    assert cause("sources", "C1", "C2").pinned == ()
    most = table_schema("acknowledgements").fields["subjects"].constraints["maxLength"]
    names = [f"C{number}" for number in range(most + 1)]
    assert cause("claims", *names).pinned == tuple(names[:most]), "as many as a row may name"


def test_what_a_problem_is_about_is_in_its_own_table_where_the_rule_names_no_other(tmp_path: Path) -> None:
    edit = Edit(csv={"concepts": "concept_id,broader\nheadache,headache\n"})
    (found,) = check(edit, tmp_path, choose_rules(["concept-cycle"])).problems
    assert (found.subjects, found.subject_tables) == (("headache",), ("concepts",))


@pytest.mark.parametrize("known", [(), ("C1",), ("C1", "C2")])
def test_what_was_there_before_fails_nothing(known: tuple[str, ...]) -> None:
    found = (problem("C1", cause="a"), problem("C2", cause="a"))
    report = Report("x", "1", "datapackage.json", failures=(), rules=(), problems=found, records={})
    report = report.against({("year-mismatch", each.fingerprint) for each in found if each.subjects[0] in known})
    new = [name for name in ("C1", "C2") if name not in known]
    assert [each.subjects[0] for each in report.failing()] == new
    assert [each.subjects[0] for each in report.causes[0].reported] == (new or ["C1", "C2"])
    assert report.conclusion == ("passed" if len(known) == 2 else "failed")
    told = counts(report)
    assert told.startswith("0 errors, 0 warnings" if len(known) == 2 else "0 errors, 1 warning, 0 notes")
    assert (f"{len(known)} known from the baseline" in told) == bool(known)
    (result,) = json.loads(sarif.render(report))["runs"][0]["results"]
    assert result["baselineState"] == ("unchanged" if len(known) == 2 else "new")
