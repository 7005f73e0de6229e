"""The report as GitLab reads it for Code Quality: an array of issues, one a cause, each of the Code Climate form.

Errors are ``major``, warnings ``minor`` and notes ``info``, as other linters have it. What people have acknowledged is
left out. ``blocker`` is for a check that did not finish, which would look as if all were well without an issue.

GitLab shows the issues that one branch has and the other has not. It takes those with the same fingerprint for one,
also across the jobs of a pipeline, so fingerprints are made unique for the package and for each instance. A single
issue that is not of the form makes it drop all that come after.
"""

from __future__ import annotations

import hashlib
from typing import Any

from claimpack.formats.causetext import paragraph
from claimpack.formats.mostsevere import gravest, untold
from claimpack.formats.repositorypath import descriptor_path, repository_path
from claimpack.formats.summary import failing_verdict
from claimpack.jsontext import json_text
from claimpack.report import Cause, Report
from claimpack.wording import printable

MOST_ISSUES = 25_000
"""At most this many causes are reported: some 15 MB. GitLab takes 100 MB for an artifact by default."""

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """The issues as JSON text with a final line feed; the same report gives the same text."""
    return json_text(_issues(report), indent=2) + "\n"


def _issues(report: Report) -> list[dict[str, Any]]:
    unreviewed = [cause for cause in report.causes if not cause.acknowledged]
    told = gravest(unreviewed, MOST_ISSUES)
    issues = [
        _on_descriptor(report, "incomplete-check", "blocker", f"The check is not complete: {failure}.", number)
        for number, failure in enumerate(report.failures, 1)
    ]
    issues += [
        _on_descriptor(report, "failing-verdict", "major", f"{failing_verdict(each)}.", each.claim_id)
        for each in report.failing_verdicts[:MOST_ISSUES]
    ]
    left_out = len(unreviewed) - len(told)
    if left_out:
        issues.append(_on_descriptor(report, "problems-left-out", "info", untold(left_out), 1))
    return issues + [_issue(report, cause, number) for cause, number in told]


def _issue(report: Report, cause: Cause, number: int) -> dict[str, Any]:
    place = cause.first.place
    return {
        "type": "issue",
        "check_name": cause.rule,
        "description": printable(paragraph(cause)),
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[cause.severity],
        "fingerprint": _fingerprint(report, cause.identity, number),
        "location": _location(repository_path(report, place), place.line),
    }


def _on_descriptor(report: Report, name: str, severity: str, description: str, number: int | str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": name,
        "description": printable(description),
        "categories": ["Bug Risk"],
        "severity": severity,
        "fingerprint": _fingerprint(report, name, number),
        "location": _location(descriptor_path(report), None),
    }


def _location(path: str, line: int | None) -> dict[str, Any]:
    """A line; the first stands for the whole file, since each issue has to have one."""
    return {"path": printable(path), "lines": {"begin": line or 1, "end": line or 1}}


def _fingerprint(report: Report, fingerprint: str, number: int | str) -> str:
    """32 hexadecimal digits made of the package's place in the repository, and of what and which instance it is."""
    made_of = json_text([descriptor_path(report), fingerprint, number])
    return hashlib.sha256(made_of.encode()).hexdigest()[:32]
