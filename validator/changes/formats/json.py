"""The comparison as JSON, field by field; ``diff.schema.json`` is its schema."""

from __future__ import annotations

from typing import Any

from validator.changes.change import DIFF_VERSION, Change, Comparison, NotCompared, Version
from validator.jsontext import json_text
from validator.version import __version__


def render(comparison: Comparison) -> str:
    """The comparison as JSON text with a final line feed; the same comparison gives the same text."""
    return json_text(as_json(comparison), indent=2) + "\n"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "diff_version": DIFF_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "complete": comparison.complete,
        "compared": {
            name: {"old": each.old, "new": each.new, "matched": each.matched}
            for name, each in comparison.compared.items()
        },
        "not_compared": [_problem(each) for each in comparison.not_compared],
        "changes": [_change(each) for each in comparison.changes],
        "summary": {
            "changes": len(comparison.changes),
            "weakening": len(comparison.weakening),
            "by_kind": comparison.counts(),
        },
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "given": version.given,
        "revision": version.revision or None,
        "name": version.name,
        "version": version.version,
        "absent": version.absent or None,
    }


def _problem(problem: NotCompared) -> dict[str, Any]:
    return {
        "side": problem.side,
        "table": problem.table,
        "what": problem.what,
        "reason": problem.reason,
        "subject": problem.subject or None,
        "column": problem.column or None,
        "line": problem.line,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.name,
        "weakens": change.kind.weakens,
        "table": change.table,
        "subject": change.subject,
        "title": change.title or None,
        "column": change.column or None,
        "before": change.before,
        "after": change.after,
        "message": change.message,
        "claims": list(change.claims),
        "record": dict(change.record) if change.record else None,
    }
