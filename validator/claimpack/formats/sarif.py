"""The report as SARIF 2.1.0 for code scanning: one run, whose rules include their manuals, and one result per cause.

Further problems of a cause are its related locations. An acknowledged cause is a suppressed result; GitHub ignores
suppressions, so the format ``codescanning`` is for GitHub. Rules that did not run, or ran in part, are reported in
notifications and in the properties of the run, not as results, since code hosts show every result as an alert. Code
hosts ignore notifications. So the failures of an incomplete check are results as well: without results, a code host
would close every alert.

GitHub tracks an alert from run to run by its rule, file and ``primaryLocationLineHash``. Without the hash it uses the
first hundred characters of the line, which may not include the judged value. With the fingerprint of the cause as the
hash, a dismissed alert comes back if and only if a judged value has changed.

Clause numbers are those of the OASIS standard with errata 01, https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from claimpack.claimverdict import ClaimVerdict
from claimpack.formats.causetext import paragraph, sentence
from claimpack.formats.mostsevere import left_out_sentence, most_severe
from claimpack.formats.repositorypath import descriptor_path, repository_path
from claimpack.formats.summary import failing_verdict
from claimpack.jsontext import json_text
from claimpack.report import Cause, Problem, Report, RuleResult
from claimpack.rules.catalogue import SEVERITIES, Rule, all_rules
from claimpack.version import __version__
from claimpack.wording import joined, printable

MOST_RESULTS = 25_000
"""GitHub refuses a run with more results, including the failures of an incomplete check."""
_MOST_VERDICTS = 1_000
_MOST_RELATED = 100
"""At most this many of a cause's other problems are reported; GitHub shows up to a thousand locations of a result."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_INCOMPLETE, _FAILING_VERDICT = "incomplete-check", "failing-verdict"
_OWN_RULES = {
    _INCOMPLETE: (
        "IncompleteCheck",
        "The check did not finish.",
        "The check did not finish. What it did not check may have any problem.",
        "Remove what prevents it, and check again. Until then, nothing is known to be right.",
        "incomplete",
    ),
    _FAILING_VERDICT: (
        "FailingVerdict",
        "The verdict on a claim is one that fails the check.",
        "The verdict of the recorded evidence on a claim is one that --fail-on-verdict names.",
        "Correct the claim or its evidence: a verdict can't be accepted. claimpack verdicts lists all verdicts.",
        "verdict",
    ),
}
"""Rules for the check itself: name, short and full description, help, and tag."""


def render(report: Report) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return render_only(report, report.causes)


def render_only(report: Report, causes: Sequence[Cause]) -> str:
    """The report with some of its causes as results; the counts are of all causes."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, causes)]}
    return json_text(log, indent=2) + "\n"


def _run(report: Report, causes: Sequence[Cause]) -> dict[str, Any]:
    failing = report.failing_verdicts[:_MOST_VERDICTS]
    picked = most_severe(causes, MOST_RESULTS - len(report.failures) - len(failing))
    left_out = len(causes) - len(picked)
    rules = _rules(report)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = []
    for number, failure in enumerate(report.failures, 1):
        text = f"The check is not complete: {failure}."
        results.append(_own_result(report, _INCOMPLETE, index, text, _fingerprints(_INCOMPLETE, number)))
    for each in failing:
        text, fingerprints = f"{failing_verdict(each)}.", _fingerprints(_fingerprint_of(each), 1)
        result = _own_result(report, _FAILING_VERDICT, index, text, fingerprints)
        result["locations"][0]["logicalLocations"] = [{"name": printable(each.claim_id), "kind": "record"}]
        results.append(result)
    results += [_result(report, cause, number, index) for cause, number in picked]
    is_known = report.checkout_path is not None
    root = "The root of the repository." if is_known else "The folder from which the package was named."
    return {
        "tool": {
            "driver": {
                "name": "claimpack",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": list(_notifications(report, index, left_out)),
            }
        ],
        **_automation(report),
        "originalUriBaseIds": {_ROOT: {"description": {"text": root}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": _properties(report),
    }


def _automation(report: Report) -> dict[str, Any]:
    """The id of the check, one for each package: on GitHub, a run replaces the last run with the same id."""
    if report.checkout_path is None:
        return {}
    folder = posixpath.dirname(report.checkout_path)
    return {"automationDetails": {"id": printable(posixpath.join("claimpack", folder, ""))}}


def _properties(report: Report) -> dict[str, Any]:
    """Members that SARIF has no place for: the counts, and how much each rule checked."""
    return {
        "package": {"name": printable(report.package_name), "version": printable(report.package_version)},
        "verdict": report.conclusion,
        "summary": {
            **{f"{severity}s": report.count(severity) for severity in SEVERITIES},
            "acknowledged": report.acknowledged,
            "causes": sum(not cause.acknowledged for cause in report.causes),
            "records": report.records,
        },
        "rules": [
            {"rule": result.rule, "status": result.status, "examined": result.examined, "problems": result.problems}
            for result in report.rules
        ],
    }


def _rules(report: Report) -> list[dict[str, Any]]:
    """Every selected rule, in the order of the report, and then the rules for the check itself."""
    known = {rule.name: rule for rule in all_rules()}
    rules = [_rule(result, known.get(result.rule)) for result in report.rules]
    own = [_INCOMPLETE] * (not report.complete) + [_FAILING_VERDICT] * bool(report.failing_verdicts)
    for rule in own:
        name, short, full, help_, tag = _OWN_RULES[rule]
        described = {"shortDescription": {"text": short}, "fullDescription": {"text": full}, "help": {"text": help_}}
        level = {"defaultConfiguration": {"level": "error"}, "properties": {"problem.severity": "error", "tags": [tag]}}
        rules.append({"id": rule, "name": name, **described, **level})
    return rules


def _rule(result: RuleResult, rule: Rule | None) -> dict[str, Any]:
    severity = "recommendation" if result.severity == "note" else result.severity
    described: dict[str, Any] = {
        "id": result.rule,
        "name": "".join(word.capitalize() for word in result.rule.split("-")),
    }
    if rule is not None:
        manual = rule.manual
        described |= {
            "shortDescription": {"text": manual.summary},
            "fullDescription": {"text": joined(manual.summary, " ".join(manual.sections["Why it matters"].split()))},
            "help": {
                "text": "\n\n".join([manual.summary, *(f"{head}\n\n{text}" for head, text in manual.sections.items())]),
                "markdown": manual.markdown(rule.name),
            },
        }
    tags = [] if rule is None else [rule.family]
    return described | {
        "defaultConfiguration": {"level": result.severity},
        "properties": {"problem.severity": severity, "tags": tags},
    }


def _result(report: Report, cause: Cause, number: int, index: dict[str, int]) -> dict[str, Any]:
    problem = cause.first
    result: dict[str, Any] = {
        "ruleId": cause.rule,
        **({"ruleIndex": index[cause.rule]} if cause.rule in index else {}),
        "level": cause.severity,
        "message": {"text": _message(paragraph(cause))},
        "locations": [_location(report, problem)],
        "partialFingerprints": _fingerprints(cause.identity, number),
    }
    others = [each for each in cause.reported if each is not problem][:_MOST_RELATED]
    if others:
        result["relatedLocations"] = [
            {"id": id_, "message": {"text": _message(sentence(each))}} | _location(report, each)
            for id_, each in enumerate(others, 1)
        ]
    if report.has_baseline:
        result["baselineState"] = "unchanged" if all(each.known for each in cause.members) else "new"
    if cause.acknowledged:
        suppression = {"kind": "external", "status": "accepted"}
        if cause.reason:
            suppression["justification"] = printable(cause.reason)
        result["suppressions"] = [suppression]
    return result


def _location(report: Report, problem: Problem) -> dict[str, Any]:
    place = problem.place
    physical: dict[str, Any] = {"artifactLocation": _artifact(repository_path(report, place))}
    if place.line:
        # without a region it is the whole file (3.29.4); the column is left out, since only that of the field is known
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    logical = list(_logical_locations(problem))
    if logical:
        location["logicalLocations"] = logical
    return location


def _own_result(
    report: Report, rule: str, index: dict[str, int], text: str, fingerprints: dict[str, str]
) -> dict[str, Any]:
    """A result for the check itself."""
    return {
        "ruleId": rule,
        "ruleIndex": index[rule],
        "level": "error",
        "message": {"text": _message(text)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(descriptor_path(report))}}],
        "partialFingerprints": fingerprints,
    }


def _fingerprint_of(verdict: ClaimVerdict) -> str:
    made_of = f"{_FAILING_VERDICT}:{verdict.verdict}:{verdict.claim_id}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(made_of).hexdigest()[:16]


def _fingerprints(fingerprint: str, number: int) -> dict[str, str]:
    """The fingerprint of the cause, as in acknowledgements, and that of the instance, in the form of GitHub's own."""
    return {"claimpackFingerprint/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint}:{number}"}


def _logical_locations(problem: Problem) -> Iterator[dict[str, str]]:
    """The records concerned, and the cell."""
    tables: Iterable[str | None] = problem.subject_tables or [None] * len(problem.subjects)
    for subject, table in zip(problem.subjects, tables, strict=True):
        location = {"name": printable(subject), "kind": "record"}
        if table is not None:
            location["fullyQualifiedName"] = printable(f"{table}/{subject}")
        yield location
    place = problem.place
    if place.cell and place.column:
        yield {
            "name": place.cell,
            "kind": "cell",
            "fullyQualifiedName": printable(f"{place.resource or place.path}/{place.column}/{place.cell}"),
        }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is, as a URI: relative to the root, or absolute if the path is."""
    # a path need not be Unicode, a URI must; a colon is escaped too, else what is before it could be taken for a scheme
    uri = quote(re.sub("[\ud800-\udfff]", "\ufffd", path), safe="/")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri} if path.startswith("../") else {"uri": uri, "uriBaseId": _ROOT}


def _notifications(report: Report, index: dict[str, int], left_out: int) -> Iterator[dict[str, Any]]:
    """The failures of the check, and the rules that did not run or ran in part, the most severe first."""
    crashes = {f"{result.rule} crashed: {result.reason}" for result in report.rules}
    for failure in report.failures:
        if failure not in crashes:
            yield _notification("check-incomplete", "error", f"The check is not complete: {failure}.")
    for result in report.rules:
        if result.status == "crashed":
            yield _notification("rule-crashed", "error", f"{result.rule} crashed: {result.reason}.", result, index)
    if left_out:
        yield _notification("results-left-out", "warning", left_out_sentence(left_out))
    for result in report.in_part:
        what = f"{result.rule} was run on a part only: {result.reason}."
        yield _notification("rule-run-in-part", "warning", what, result, index)
    for result in report.idle:
        level = "note" if result.settled else "warning"
        yield _notification("rule-not-run", level, f"{result.rule} was not run: {result.reason}.", result, index)


def _notification(
    id_: str, level: str, text: str, result: RuleResult | None = None, index: dict[str, int] | None = None
) -> dict[str, Any]:
    notification: dict[str, Any] = {"descriptor": {"id": id_}, "level": level, "message": {"text": _message(text)}}
    if result is not None and index is not None:
        notification["associatedRule"] = {"id": result.rule, "index": index[result.rule]}
    return notification


def _message(text: str) -> str:
    """The text as a plain text message in one line, without placeholders (3.11.5) and links (3.11.6)."""
    return printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
