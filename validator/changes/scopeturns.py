"""Tells whether what a record is about became broader or narrower."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from validator.changes.records import ChangedCell
from validator.changes.sameness import items_of
from validator.evidence.hierarchy import Hierarchy
from validator.wording import listed

ScopeTurn = Literal["widened", "narrowed", "replaced"]


class Trees:
    """The hierarchies of the concepts of both versions, asked by the names of the new one."""

    def __init__(self, old: Hierarchy | None, new: Hierarchy | None, renamed: Mapping[str, str]) -> None:
        """Takes the hierarchies; None where it can't be told which is broader.

        Args:
            old: of the old version.
            new: of the new one.
            renamed: the new ids of concepts by the old ones.
        """
        self._old, self._new = old, new
        self._before = {after: before for before, after in renamed.items()}

    def relation(self, one: str, other: str) -> str:
        """How one concept stands to the other; blank where neither includes the other, or not in both versions.

        A change may have touched the hierarchy that it is judged by, so the two have to agree.
        """
        if self._old is None or self._new is None:
            return ""
        before = self._old.relation(self._before.get(one, one), self._before.get(other, other))
        return before if before == self._new.relation(one, other) else ""


def scope_turn(cell: ChangedCell, trees: Trees) -> tuple[ScopeTurn, str]:
    """What became of a cell with a concept or several, blank being no restriction, and a clause with the reason."""
    old, new = items_of(cell.before_now), items_of(cell.after)
    if not new:
        return "widened", "it is no longer restricted"
    if not old:
        return "narrowed", ""
    if all(any(trees.relation(now, was) in ("equal", "narrower") for was in old) for now in new):
        return "narrowed", f"which is a part of {listed(items_of(cell.before))}"
    if all(any(trees.relation(now, was) in ("equal", "broader") for now in new) for was in old):
        return "widened", f"which includes {listed(items_of(cell.before))}"
    return "replaced", "neither includes the other, or not in both versions"
