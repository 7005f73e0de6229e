"""Makes two versions of the example package and compares them."""

from __future__ import annotations

from pathlib import Path

from claimpack.changes.change import Change, Comparison, Version
from claimpack.changes.compare import compare
from claimpack.changes.kinds import VERDICT_KINDS
from claimpack.package.load import load

from tests.edits import TODAY, Edit

NOTHING = Edit()
OLD, NEW = Version("old", "light-therapy", "1.0.0"), Version("new", "light-therapy", "1.0.0")


def compared(old: Edit, new: Edit, folder: Path) -> Comparison:
    """What changed from one edited copy of the example package to the other."""
    for name, edit in (("old", old), ("new", new)):
        edit.apply(folder / name)
    return of_folders(folder / "old", folder / "new")


def of_folders(old: Path, new: Path) -> Comparison:
    return compare(load(old, today=TODAY), load(new, today=TODAY), (OLD, NEW))


def line(change: Change) -> str:
    """A change in one line: what it is of, its kind, the message, and the claims that rest on it."""
    claims = f" | {', '.join(change.claims)}" if change.claims else ""
    return f"{change.subject} {change.kind}: {change.message}{claims}"


def lines(comparison: Comparison) -> list[str]:
    """The changes of what is written; what these come to for the verdicts has tests of its own."""
    return [line(change) for change in comparison.changes if not change.is_of_a_verdict]


def counts(comparison: Comparison) -> dict[str, int]:
    """How many there are of each kind, again without the verdicts."""
    return {kind: count for kind, count in comparison.counts().items() if kind not in VERDICT_KINDS}


def verdict_lines(comparison: Comparison) -> list[str]:
    """The changed verdicts."""
    return [line(change) for change in comparison.changes if change.is_of_a_verdict]


def csv(table: str, header: str, *rows: str) -> Edit:
    """An edit that lays rows over one table."""
    return Edit(csv={table: "\n".join([header, *rows]) + "\n"})
