"""The comparison of a registry as JSON: that of each package, and what they come to; ``registrydiff.schema.json``."""

from __future__ import annotations

from claimpack.changes.formats.json import as_json
from claimpack.changes.registries import RegistryComparison
from claimpack.jsontext import json_text
from claimpack.version import __version__

REGISTRY_DIFF_VERSION = "1"
"""The version of this form."""


def render(comparison: RegistryComparison) -> str:
    """The comparison as JSON text with a final line feed; the same comparison gives the same text."""
    content = {
        "registry_diff_version": REGISTRY_DIFF_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
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
