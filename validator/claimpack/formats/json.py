"""The report as JSON, field by field; ``report.schema.json`` and ``packagesreport.schema.json`` are the schemas."""

from __future__ import annotations

from typing import Any

from claimpack.acrosspackages import cross_package_as_json
from claimpack.claimverdict import tally
from claimpack.jsontext import json_text
from claimpack.packagesreport import PACKAGES_REPORT_VERSION, PackagesReport
from claimpack.report import REPORT_VERSION, Cause, Problem, Report
from claimpack.rules.catalogue import SEVERITIES
from claimpack.version import __version__

_TOOL = {"name": "claimpack", "version": __version__}


def render(report: Report) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return json_text(as_json(report), indent=2) + "\n"


def render_packages(report: PackagesReport) -> str:
    """The report on several packages in the same way."""
    return json_text(packages_as_json(report), indent=2) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    causes = report.causes
    return {
        "report_version": REPORT_VERSION,
        "tool": _TOOL,
        "package": {"name": report.package_name, "version": report.package_version, "path": report.package_path},
        "complete": report.complete,
        "rules": [
            _members(each, "rule", "severity", "status", "examined", "problems", "reason") for each in report.rules
        ],
        "problems": [_problem(problem) for problem in report.problems],
        "causes": [_cause(cause) for cause in causes],
        "verdicts": [
            _members(each, "claim_id", "verdict", "reason") | {"because": _members(each, "estimates", "causes")}
            for each in report.verdicts
        ],
        "summary": {
            **{f"{severity}s": report.count(severity) for severity in SEVERITIES},
            "acknowledged": report.acknowledged,
            "causes": sum(not cause.acknowledged for cause in causes),
            "verdicts": tally(report.verdicts),
            "records": report.records,
        },
    }


def packages_as_json(report: PackagesReport) -> dict[str, Any]:
    """The report on several packages as plain JSON values."""
    every = report.all_reports
    return {
        "packages_report_version": PACKAGES_REPORT_VERSION,
        "tool": _TOOL,
        "registry": {"path": report.registry, "title": report.title or None} if report.registry else None,
        "complete": report.complete,
        "conclusion": report.conclusion,
        "problems": [_members(each, "message", "hint", "path", "line", "leaves_out") for each in report.faults],
        "packages": [
            {"package": name, "shares": name in report.shared, "conclusion": each.conclusion, "report": as_json(each)}
            for name, each in every.items()
        ],
        "common_causes": [
            _members(each, "rule", "cause", "severity", "message", "packages") for each in report.common_causes
        ],
        "changed_verdicts": [
            _members(each, "package", "claim_id", "before") | {"now": each.now.verdict, "reason": each.now.reason}
            for each in report.changed_verdicts
        ]
        if report.has_baseline
        else None,
        "across_packages": cross_package_as_json(report.across) if report.across else None,
        "summary": {
            "packages": len(every),
            **{each: report.count(each) for each in ("passed", "failed", "incomplete")},
            **{f"{severity}s": sum(each.count(severity) for each in every.values()) for severity in SEVERITIES},
            "acknowledged": sum(each.acknowledged for each in every.values()),
            "verdicts": report.verdicts,
            "unused_shared_records": report.unused,
        },
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        **_members(problem, "rule", "severity", "message"),
        "hint": problem.hint or None,
        "data": {name: _as_list(value) for name, value in problem.data.items()},
        **_members(problem.place, "resource", "path", "row", "line", "column", "cell"),
        "subjects": list(problem.subjects),
        "cause": problem.cause or problem.fingerprint,
        **_members(problem, "fingerprint", "acknowledged", "reason"),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return _members(cause, "cause", "rule", "severity", "message", "subjects", "problems", "acknowledged", "reason")


def _members(value: object, *names: str) -> dict[str, Any]:
    """The attributes of these names, tuples as lists."""
    return {name: _as_list(getattr(value, name)) for name in names}


def _as_list(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
