"""Tells whether what a record is about became broader or narrower."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from validator.changes.records import ChangedCell
from validator.changes.sameness import items_of
from validator.evidence.hierarchy import Hierarchy
from validator.wording import listed

ScopeTurn = Literal["widened", "narrowed", "replaced"]


@dataclass(frozen=True)
class Tree:
    """The concepts of one version."""

    hierarchy: Hierarchy
    names: Collection[str]
    """The ids of all of them."""

    def has(self, *names: str) -> bool:
        """Whether it has all these concepts."""
        return all(name in self.names for name in names)


class Trees:
    """The hierarchies of the concepts of both versions, asked by the names of the new one."""

    def __init__(self, old: Tree | None, new: Tree | None, renamed: Mapping[str, str]) -> None:
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

        A change may have touched the hierarchy that it is judged by, so the two have to agree. Where only one version
        has both concepts, there is only that one to ask.
        """
        if self._old is None or self._new is None:
            return ""
        pair = (self._before.get(one, one), self._before.get(other, other))
        was, now = self._old.hierarchy.relation(*pair), self._new.hierarchy.relation(one, other)
        was_there, is_there = self._old.has(*pair), self._new.has(one, other)
        if was_there != is_there:
            return was if was_there else now
        return was if was == now else ""

    def was_below(self, one: str, other: str) -> bool:
        """Whether ``other`` was broader than ``one``, directly or not; False where that can't be told."""
        pair = (self._before.get(one, one), self._before.get(other, other))
        return self._old is not None and self._old.hierarchy.relation(*pair) == "narrower"

    def is_below(self, one: str, other: str) -> bool:
        """Whether ``other`` now is broader than ``one``, directly or not; False where that can't be told."""
        return self._new is not None and self._new.hierarchy.relation(one, other) == "narrower"


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
