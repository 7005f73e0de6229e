"""The report for GitLab Code Quality: an array of issues in the Code Climate format, one per cause.

Errors are ``major``, warnings ``minor`` and notes ``info``, as in other linters. Acknowledged causes are left out. A
check that did not finish is a ``blocker``: without an issue, it would look as if all were well.

GitLab shows the issues in which two branches differ. It treats issues with the same fingerprint as one, even from
different jobs of a pipeline, so fingerprints are unique for each package and each instance. After an issue in another
format, GitLab drops all that follow.
"""

from __future__ import annotations

import hashlib
from typing import Any

from claimpack.formats.causetext import paragraph
from claimpack.formats.mostsevere import left_out_sentence, most_severe
from claimpack.formats.repositorypath import descriptor_path, repository_path
from claimpack.formats.summary import failing_verdict
from claimpack.jsontext import json_text
from claimpack.report import Report
from claimpack.wording import printable

MOST_ISSUES = 25_000
"""At most this many causes are reported: some 15 MB. GitLab accepts artifacts of 100 MB by default."""

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """The issues as JSON text with a final line feed; the same report gives the same text."""
    return json_text(_issues(report), indent=2) + "\n"


def _issues(report: Report) -> list[dict[str, Any]]:
    unreviewed = [cause for cause in report.causes if not cause.acknowledged]
    picked = most_severe(unreviewed, MOST_ISSUES)
    descriptor = descriptor_path(report)
    issues = [
        _issue(report, ("incomplete-check", number), "blocker", f"The check is not complete: {failure}.", descriptor)
        for number, failure in enumerate(report.failures, 1)
    ]
    issues += [
        _issue(report, ("failing-verdict", each.claim_id), "major", f"{failing_verdict(each)}.", descriptor)
        for each in report.failing_verdicts[:MOST_ISSUES]
    ]
    left_out = len(unreviewed) - len(picked)
    if left_out:
        issues.append(_issue(report, ("problems-left-out", 1), "info", left_out_sentence(left_out), descriptor))
    for cause, number in picked:
        place, severity = cause.first.place, _SEVERITIES[cause.severity]
        path = repository_path(report, place)
        issue = _issue(report, (cause.identity, number), severity, paragraph(cause), path, place.line)
        issues.append(issue | {"check_name": cause.rule})
    return issues


def _issue(
    report: Report, instance: tuple[str, int | str], severity: str, description: str, path: str, line: int | None = None
) -> dict[str, Any]:
    """An issue; the first part of ``instance`` names its check. Without a line it is on line 1: GitLab needs one."""
    return {
        "type": "issue",
        "check_name": instance[0],
        "description": printable(description),
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": _fingerprint(report, *instance),
        "location": {"path": printable(path), "lines": {"begin": line or 1, "end": line or 1}},
    }


def _fingerprint(report: Report, fingerprint: str, number: int | str) -> str:
    """32 hexadecimal digits made from the package's path in the repository, the fingerprint and the instance."""
    made_of = json_text([descriptor_path(report), fingerprint, number])
    return hashlib.sha256(made_of.encode()).hexdigest()[:32]
