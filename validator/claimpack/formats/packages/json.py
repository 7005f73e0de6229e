"""The report on several packages as JSON; ``packagesreport.schema.json`` is its schema."""

from __future__ import annotations

from typing import Any

from claimpack.acrosspackages import across_as_json
from claimpack.formats.json import as_json
from claimpack.jsontext import json_text
from claimpack.package.registry import RegistryFault
from claimpack.packagesreport import PACKAGES_REPORT_VERSION, ChangedVerdict, CommonCause, PackagesReport
from claimpack.rules.catalogue import SEVERITIES
from claimpack.version import __version__


def render(report: PackagesReport) -> str:
    """The report as JSON text with a final line feed; the same report gives the same text."""
    return json_text(packages_as_json(report), indent=2) + "\n"


def packages_as_json(report: PackagesReport) -> dict[str, Any]:
    """The report as plain JSON values."""
    every = report.all_reports
    counts = {f"{severity}s": sum(each.count(severity) for each in every.values()) for severity in SEVERITIES}
    return {
        "packages_report_version": PACKAGES_REPORT_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "registry": {"path": report.registry, "title": report.title or None} if report.registry else None,
        "complete": report.complete,
        "conclusion": report.conclusion,
        "problems": [_fault(each) for each in report.faults],
        "packages": [
            {"package": name, "shares": name in report.shared, "conclusion": each.conclusion, "report": as_json(each)}
            for name, each in every.items()
        ],
        "common_causes": [_common(each) for each in report.common_causes],
        "changed_verdicts": [_changed(each) for each in report.changed_verdicts] if report.has_baseline else None,
        "across_packages": across_as_json(report.across) if report.across else None,
        "summary": {
            "packages": len(every),
            "passed": report.count("passed"),
            "failed": report.count("failed"),
            "incomplete": report.count("incomplete"),
            **counts,
            "acknowledged": sum(each.acknowledged for each in every.values()),
            "verdicts": report.verdicts,
            "unused_shared_records": report.unused,
        },
    }


def _fault(fault: RegistryFault) -> dict[str, Any]:
    return {
        "message": fault.message,
        "hint": fault.hint,
        "path": fault.path,
        "line": fault.line,
        "leaves_out": fault.leaves_out,
    }


def _common(cause: CommonCause) -> dict[str, Any]:
    return {**cause._asdict(), "packages": list(cause.packages)}


def _changed(each: ChangedVerdict) -> dict[str, Any]:
    return {
        "package": each.package,
        "claim_id": each.claim_id,
        "before": each.before,
        "now": each.now.verdict,
        "reason": each.now.reason,
    }
