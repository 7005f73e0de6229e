"""The report as JSON, field by field; ``report.schema.json`` is its schema."""

from __future__ import annotations

from typing import Any

from claimpack.jsontext import json_text
from claimpack.report import REPORT_VERSION, Cause, Problem, Report, RuleResult
from claimpack.rules.finding import Value
from claimpack.verdicts import ClaimVerdict, tally
from claimpack.version import __version__


def render(report: Report) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return json_text(as_json(report), indent=2) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    causes = report.causes
    return {
        "report_version": REPORT_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "package": {"name": report.package_name, "version": report.package_version, "path": report.package_path},
        "complete": report.complete,
        "rules": [_rule(result) for result in report.rules],
        "problems": [_problem(problem) for problem in report.problems],
        "causes": [_cause(cause) for cause in causes],
        "verdicts": [_verdict(each) for each in report.verdicts],
        "summary": {
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "notes": report.count("note"),
            "acknowledged": report.acknowledged,
            "causes": sum(not cause.acknowledged for cause in causes),
            "verdicts": tally(report.verdicts),
            "records": report.records,
        },
    }


def _rule(result: RuleResult) -> dict[str, Any]:
    return {
        "rule": result.rule,
        "severity": result.severity,
        "status": result.status,
        "examined": result.examined,
        "problems": result.problems,
        "reason": result.reason,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint or None,
        "data": {name: _value(value) for name, value in problem.data.items()},
        "resource": place.resource,
        "path": place.path,
        "row": place.row,
        "line": place.line,
        "column": place.column,
        "cell": place.cell,
        "subjects": list(problem.subjects),
        "cause": problem.cause or problem.fingerprint,
        "fingerprint": problem.fingerprint,
        "acknowledged": problem.acknowledged,
        "reason": problem.reason,
    }


def _verdict(each: ClaimVerdict) -> dict[str, Any]:
    return {
        "claim_id": each.claim_id,
        "verdict": each.verdict,
        "reason": each.reason,
        "because": {"estimates": list(each.estimates), "causes": list(each.causes)},
    }


def _value(value: Value) -> Value:
    return value if value is None or isinstance(value, str | int | float) else list(value)


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "cause": cause.cause,
        "rule": cause.rule,
        "severity": cause.severity,
        "message": cause.message,
        "subjects": list(cause.subjects),
        "problems": cause.problems,
        "acknowledged": cause.acknowledged,
        "reason": cause.reason,
    }
