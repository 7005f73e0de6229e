"""The comparison as JSON, field by field; ``diff.schema.json`` and ``registrydiff.schema.json`` are the schemas."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from claimpack.changes.change import DIFF_VERSION, Change, Comparison, RegistryComparison
from claimpack.jsontext import json_text
from claimpack.version import __version__

REGISTRY_DIFF_VERSION = "1"
_TOOL = {"name": "claimpack", "version": __version__}


def render(comparison: Comparison) -> str:
    """The comparison as JSON text with a final line feed; the same comparison gives the same text."""
    return json_text(as_json(comparison), indent=2) + "\n"


def render_registry(comparison: RegistryComparison) -> str:
    """The comparisons of the packages of a registry, and all changed verdicts, as JSON text."""
    content = {
        "registry_diff_version": REGISTRY_DIFF_VERSION,
        "tool": _TOOL,
        "complete": comparison.complete,
        "problems": list(comparison.problems),
        "changed_verdicts": [
            {
                "package": name,
                "claim_id": each.subject,
                "before": each.before,
                "now": each.after,
                "weakens": each.weakens,
                "message": each.message,
            }
            for name, each in comparison.verdicts
        ],
        "packages": [{"package": name, "diff": as_json(each)} for name, each in comparison.packages.items()],
    }
    return json_text(content, indent=2) + "\n"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "diff_version": DIFF_VERSION,
        "tool": _TOOL,
        "old": _with_nulls(comparison.old, "revision", "absent"),
        "new": _with_nulls(comparison.new, "revision", "absent"),
        "complete": comparison.complete,
        "compared": {name: asdict(each) for name, each in comparison.compared.items()},
        "not_compared": [_with_nulls(each, "subject", "column") for each in comparison.not_compared],
        "changes": [_change(each) for each in comparison.changes],
        "summary": {
            "changes": len(comparison.changes),
            "weakening": len(comparison.weakening),
            "by_kind": comparison.counts(),
        },
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "weakens": change.weakens,
        "table": change.table,
        "subject": change.subject,
        "title": change.title or None,
        "column": change.column or None,
        "before": change.before,
        "after": change.after,
        "message": change.message,
        "claims": list(change.claims),
        "record": dict(change.record) or None,
    }


def _with_nulls(value: Any, *names: str) -> dict[str, Any]:
    """The fields of a dataclass; those with these names are null if blank."""
    return {name: each or None if name in names else each for name, each in asdict(value).items()}
