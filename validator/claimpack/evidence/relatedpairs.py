"""Finds pairs that are related in several respects. Common words are compared once, one respect after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import Comparisons, Scope, inclusions_in_scope

Related = Mapping[str, dict[str, Any]]
"""For each word on the left, the related words on the right, each with the relation."""

Thing = tuple[Any, ...]
"""A tuple that begins with a word for each respect; anything may follow."""

Pair = tuple[Any, Any, tuple[Any, ...]]
"""A thing on the left, a thing on the right, and the relation of the left to the right in each respect."""

_FEW = 2_000
"""Up to this many pairs are compared one by one: grouping them by words would take longer."""

_PART = 64
"""A part of at most this many things is compared one by one."""


class RelatedInAll:
    """Gives the pairs of a left and a right thing that are related in every respect."""

    def __init__(self, respects: Sequence[Related], records: int) -> None:
        """Gets ready.

        Args:
            respects: the related words in each respect.
            records: how many records the things come from, which limits the number of comparisons.
        """
        self._respects = respects
        self._compared = [Comparisons(records) for _ in respects]
        self._found = Comparisons(records)

    def pairs(self, left: Collection[Thing], right: Collection[Thing]) -> Iterable[Pair]:
        """The pairs of things that are related in every respect.

        Raises:
            TooMuch: if there are too many comparisons, counting those of earlier calls.
        """
        left, right = list(left), list(right)
        if len(left) * len(right) <= _FEW:
            return self._one_by_one(left, right, ())
        return self._part_by_part(left, right, (), [{} for _ in self._respects])

    def _part_by_part(
        self, left: Sequence[Thing], right: Sequence[Thing], standing: tuple[Any, ...], known: list[_Sorted]
    ) -> Iterator[Pair]:
        """Groups things that are related in the first respects by their words in the next, and compares related groups.

        ``known`` caches the groups for each respect: many are compared with several others.
        """
        place = len(standing)
        if place == len(self._respects):
            self._found.found(len(left) * len(right))
            yield from ((one, other, standing) for one in left for other in right)
            return
        related, compared = self._respects[place], self._compared[place]
        if len(right) <= _PART:
            compared.looked(len(left))
            yield from self._one_by_one(left, right, standing)
            return
        here, there = (_by_word(things, place, known[place]) for things in (left, right))
        compared.looked(len(here))
        for word, some in here.items():
            near = related.get(word, {})
            fewer: Collection[str] = near if len(near) < len(there) else there
            compared.looked(len(fewer))
            for other in fewer:
                if other in near and other in there:
                    compared.found(1)
                    yield from self._part_by_part(some, there[other], (*standing, near[other]), known)

    def _one_by_one(self, left: Sequence[Thing], right: Sequence[Thing], standing: tuple[Any, ...]) -> Iterator[Pair]:
        place = len(standing)
        rest = list(enumerate(self._respects[place:], place))
        count = 0
        for one in left:
            others, nears = right, []
            for each, related in rest:
                near = related.get(one[each], {})
                others = [other for other in others if other[each] in near]
                if not others:  # as nearly always
                    break
                nears.append((each, near))
            for other in others:
                yield one, other, (*standing, *[near[other[each]] for each, near in nears])
            count += len(others)
        self._found.found(count)


_Sorted = dict[int, tuple[Sequence[Thing], dict[str, Sequence[Thing]]]]
"""By ``id`` of a list of things: the list, which is kept so that its id stays unique, and its things by word."""


def _by_word(things: Sequence[Thing], place: int, known: _Sorted) -> dict[str, Sequence[Thing]]:
    if len(things) == 1:
        return {things[0][place]: things}
    if id(things) not in known:
        found: dict[str, list[Thing]] = {}
        for thing in things:
            found.setdefault(thing[place], []).append(thing)
        known[id(things)] = things, {**found}
    return known[id(things)][1]


def meeting_scopes(
    left: Iterable[Iterable[Scope]], right: Iterable[Iterable[Scope]], tree: Hierarchy, records: int
) -> RelatedInAll:
    """Gives the pairs of scopes that meet: in every respect they are equal, or one is broader than the other.

    Args:
        left: collections of the scopes that may be on the left.
        right: collections of the scopes that may be on the right.
        tree: the hierarchy of their concepts.
        records: how many records they come from, which limits the number of comparisons.
    """
    here, there = (set().union(*scopes) for scopes in (left, right))
    return RelatedInAll(inclusions_in_scope(tree, here, there), records)
