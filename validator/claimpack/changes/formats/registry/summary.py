"""What the formats for people say of the comparison of a registry, in sentences."""

from __future__ import annotations

from claimpack.changes.change import Change
from claimpack.changes.formats.figures import absence, message, shown
from claimpack.changes.registries import RegistryComparison
from claimpack.wording import counted, joined


def of_verdict(package: str, change: Change) -> str:
    """A changed verdict with its package."""
    return f"{package}: {change.subject}: {change.kind}: {message(change)}"


def closing(comparison: RegistryComparison) -> str:
    """How many packages were compared, and what it came to."""
    changes = sum(len(each.changes) for each in comparison.packages.values())
    weakening = sum(len(each.weakening) for each in comparison.packages.values())
    changed = sum(bool(each.changes) for each in comparison.packages.values())
    what = (
        f"{changed:,} changed, with {counted(changes, 'change')} in meaning, of which {weakening:,} weaken the evidence"
        if changes
        else "no change in what was compared"
    )
    between = f"{shown(comparison.old)} -> {shown(comparison.new)}"
    told = f"{between}: {counted(len(comparison.packages), 'package')} compared, {what}."
    return joined(told, absence(comparison.old))
