"""The hierarchy of concepts: which of two is broader, and which concepts cover another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from claimpack.package.limits import BROADER_A_CONCEPT, MOST_BROADER
from claimpack.package.package import Package
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import TooMuch, Unavailable

Relation = Literal["equal", "broader", "narrower", ""]


class Hierarchy:
    """Concepts and their broader ones. A blank means no restriction, so it is broader than every concept."""

    def __init__(self, broader: Mapping[str, Collection[str]]) -> None:
        self._broader = broader
        self._narrower: dict[str, list[str]] = {}
        for name, parents in broader.items():
            for parent in parents:
                self._narrower.setdefault(parent, []).append(name)
        self._ancestors: dict[str, frozenset[str]] = {}
        self._descendants: dict[str, frozenset[str]] = {}

    def including(self, name: str) -> frozenset[str]:
        """The concept, every broader one, and the blank."""
        if name not in self._ancestors:
            self._ancestors[name] = _reached(name, self._broader) | {""}
        return self._ancestors[name]

    def levels(self, name: str) -> Iterator[set[str]]:
        """The concept, then its next broader ones, and so on; each concept once, in the first level that has it."""
        found: set[str] = set()
        level = {name}
        while level:
            yield level
            found |= level
            level = {parent for each in level for parent in self._broader.get(each, ())} - found

    def included_in(self, name: str) -> frozenset[str]:
        """The concept and every narrower one."""
        if name not in self._descendants:
            self._descendants[name] = _reached(name, self._narrower)
        return self._descendants[name]

    def is_next_to(self, one: str, other: str) -> bool:
        """Whether two concepts are the same, or one is directly broader than the other."""
        return one == other or other in self._broader.get(one, ()) or one in self._broader.get(other, ())

    def is_root(self, name: str) -> bool:
        """Whether no concept is broader."""
        return not self._broader.get(name)

    def relation(self, one: str, other: str) -> Relation:
        """How ``one`` relates to ``other``; blank where neither includes the other."""
        if one == other:
            return "equal"
        if one in self.including(other):
            return "broader"
        return "narrower" if other in self.including(one) else ""

    def covers(self, names: Iterable[str], name: str) -> bool:
        """Whether ``name`` is one of ``names``, narrower than one, or has several parts that are all covered.

        A single part never makes up the whole: other parts may exist that nobody has recorded.
        """
        covering = set(names)
        known: dict[str, bool] = {}
        waiting = [name]
        while waiting:
            whole = waiting[-1]
            parts = self._narrower.get(whole, [])
            if whole not in known and covering & self.including(whole):
                known[whole] = True
            elif whole not in known and len(parts) < 2:  # noqa: PLR2004 - several
                known[whole] = False
            if whole in known:
                waiting.pop()
            elif any(known.get(part) is False for part in parts):
                known[whole] = False
            elif all(part in known for part in parts):
                known[whole] = True
            else:
                waiting.append(next(part for part in parts if part not in known))
        return known[name]


def _reached(name: str, following: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The concept and all that it leads to."""
    found, waiting = {name}, [name]
    while waiting:
        new = set(following.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def read_hierarchy(package: Package) -> Hierarchy:
    """The hierarchy of the package's concepts.

    Raises:
        Unavailable: if the concepts could not be read, or one is broader than itself.
        TooMuch: if they have more broader concepts than the limit.
    """
    concepts = package.table("concepts")
    broader: dict[str, list[str]] = {}
    for name, cell in concepts.rows("concept_id", "broader"):
        if cell:
            broader.setdefault(name, []).extend(split_items(cell))
    try:
        parents_first = list(TopologicalSorter(broader).static_order())
    except CycleError:
        raise Unavailable("broader leads in a circle, so nothing can be compared by it") from None
    tree = Hierarchy(broader)
    most = max(MOST_BROADER, BROADER_A_CONCEPT * len(concepts))
    if _at_most(broader, parents_first, most) > most and _has_more(tree, parents_first, most):
        raise TooMuch(
            f"the concepts have more than {most:,} broader ones, each counted with all that it leads up to, and that "
            "is the limit: leave out levels of the hierarchy that no claim needs"
        )
    return tree


def _at_most(broader: Mapping[str, Collection[str]], parents_first: Iterable[str], most: int) -> int:
    """An upper bound for the number of broader concepts: those on several paths are counted for each path."""
    above: dict[str, int] = {}
    for name in parents_first:
        above[name] = min(sum(above[parent] + 1 for parent in broader.get(name, ())), most + 1)
    return sum(above.values())


def _has_more(tree: Hierarchy, names: Iterable[str], most: int) -> bool:
    found = 0
    for name in names:
        found += len(tree.including(name)) - len(("", name))
        if found > most:
            return True
    return False
