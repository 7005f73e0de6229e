"""GitLab gets an issue for each problem that nobody has accepted, none twice, and is never fooled by an empty list."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from claimpack.formats import codequality
from claimpack.package.place import Place
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import Severity

from tests.formats.codehostreport import small_report
from tests.formats.hostilereport import hostile_report

# Of GitLab's documentation of the artifact, and of the form of an issue that the Code Climate specification has.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["type", "check_name", "description", "categories", "severity", "fingerprint", "location"],
        "properties": {
            "type": {"const": "issue"},
            "check_name": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
            "description": {"type": "string", "pattern": "^[^\\n\\r]+$"},
            "categories": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "enum": [
                        "Bug Risk",
                        "Clarity",
                        "Compatibility",
                        "Complexity",
                        "Duplication",
                        "Performance",
                        "Security",
                        "Style",
                    ]
                },
            },
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/).+$"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin", "end"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}

EMPTY = Report("light", "1.0.0", "datapackage.json", failures=(), rules=(), problems=(), records={})
PROBLEM = Problem("invalid-cell", "error", "it is wrong", "", Place("claims/claims.csv", "claims"), (), "0" * 16)


def issues_of(report: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(codequality.render(report).encode())
    jsonschema.Draft202012Validator(SCHEMA).validate(issues)
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints)
    return issues


def test_the_whole_document_of_a_small_report(tmp_path: Path) -> None:
    issues = issues_of(small_report(tmp_path))
    assert all(issue.pop("fingerprint") for issue in issues)
    assert issues == [
        {
            "type": "issue",
            "check_name": "unlisted-file",
            "description": "The file is in no resource of datapackage.json, so nothing in it is checked. List it there "
            "if it holds a table; else move its records into their table, or the file elsewhere.",
            "categories": ["Bug Risk"],
            "severity": "major",
            "location": {"path": "data/a folder/claims/extra.csv", "lines": {"begin": 1, "end": 1}},
        },
        {
            "type": "issue",
            "check_name": "direction-contradicts-estimate",
            "description": "C1, E1: effect_direction is increased, but E1 of S1 is OR 1.05 (95 % CI 0.90 to 1.22), "
            "which includes 1, so that it shows neither more nor less of the outcome. Compare both with the article "
            "and the source. If both records are right, the article misstates its source; acknowledge it with that "
            "reason.",
            "categories": ["Bug Risk"],
            "severity": "minor",
            "location": {"path": "data/a folder/claims/claims.csv", "lines": {"begin": 2, "end": 2}},
        },
    ]


def test_a_clean_check_is_an_empty_list() -> None:
    assert codequality.render(EMPTY) == "[]\n"


def test_what_is_acknowledged_is_left_out() -> None:
    assert issues_of(replace(EMPTY, problems=(replace(PROBLEM, acknowledged=True, reason="so"),))) == []


@pytest.mark.parametrize(("severity", "expected"), [("error", "major"), ("warning", "minor"), ("note", "info")])
def test_severities(severity: Severity, expected: str) -> None:
    (issue,) = issues_of(replace(EMPTY, problems=(replace(PROBLEM, severity=severity),)))
    assert issue["severity"] == expected


def test_an_incomplete_check_is_no_empty_list() -> None:
    report = replace(EMPTY, failures=("it ended", "it ended", "x\ny"), checkout_path="data/datapackage.json")
    issues = issues_of(report)
    assert [(issue["check_name"], issue["severity"], issue["description"], issue["location"]) for issue in issues] == [
        ("incomplete-check", "blocker", text, {"path": "data/datapackage.json", "lines": {"begin": 1, "end": 1}})
        for text in (
            "The check is not complete: it ended.",
            "The check is not complete: it ended.",
            "The check is not complete: x\\ny.",
        )
    ]


def test_the_hostile_report_is_text_in_valid_issues() -> None:
    report = hostile_report()
    issues = issues_of(report)
    assert len(issues) == report.unreviewed + len(report.failures)
    for issue in issues:
        assert issue["description"].isprintable()
        assert issue["location"]["path"].isprintable()
    assert codequality.render(report) == codequality.render(report)


def test_a_fingerprint_is_of_the_package_and_the_instance_and_of_nothing_else() -> None:
    def fingerprints(*problems: Problem, path: str = "a/datapackage.json") -> list[str]:
        return [each["fingerprint"] for each in issues_of(replace(EMPTY, problems=problems, checkout_path=path))]

    (one,) = fingerprints(PROBLEM)
    moved = replace(PROBLEM, place=Place("claims/claims.csv", line=9), message="in other words", severity="note")
    assert fingerprints(moved) == [one]
    assert fingerprints(replace(PROBLEM, fingerprint="1" * 16)) != [one]
    assert fingerprints(PROBLEM, path="b/datapackage.json") != [one]
    twice = fingerprints(PROBLEM, moved)
    assert twice[0] == one
    assert twice[1] != one


def test_more_problems_than_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codequality.MOST_ISSUES == 25_000, "what GitLab shows of at most 15 MB"
    monkeypatch.setattr(codequality, "MOST_ISSUES", 2)
    note = replace(PROBLEM, severity="note", message="a note")
    accepted = replace(PROBLEM, acknowledged=True)
    issues = issues_of(replace(EMPTY, problems=(note, note, accepted, PROBLEM, PROBLEM)))
    assert [(issue["check_name"], issue["severity"], issue["description"]) for issue in issues] == [
        (
            "problems-left-out",
            "info",
            "2 more causes, none more severe than those listed here; --format json lists them all.",
        ),
        ("invalid-cell", "major", "It is wrong."),
        ("invalid-cell", "major", "It is wrong."),
    ]


@pytest.mark.parametrize(
    ("checkout_path", "expected"),
    [(None, "light/datapackage.json"), ("a/b/other.json", "a/b/other.json"), ("datapackage.json", "datapackage.json")],
)
def test_a_failure_stands_on_the_descriptor(checkout_path: str | None, expected: str) -> None:
    report = replace(EMPTY, package_path="./light/datapackage.json", failures=("x",), checkout_path=checkout_path)
    assert [issue["location"]["path"] for issue in issues_of(report)] == [expected]
