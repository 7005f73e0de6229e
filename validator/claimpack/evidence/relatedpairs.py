"""Finds what is related in several respects, one respect after the other: what many have in common is compared once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import Comparisons, Scope, inclusions_in_scope

Related = Mapping[str, dict[str, Any]]
"""For each word on the left the words on the right that it is related to, each with how it relates to it."""

Thing = tuple[Any, ...]
"""Begins with its word in each respect; whatever else it is made of comes after them."""

Pair = tuple[Any, Any, tuple[Any, ...]]
"""A thing on the left and one on the right, and how the former relates to the latter in each respect."""

_FEW = 2_000
"""Up to this many pairs are compared one by one: sorting them by their words would take longer."""

_PART = 64
"""A part of at most this many things is compared one by one: many parts are compared with the same one."""


class RelatedInAll:
    """Gives the pairs of a left and a right thing that are related in every respect."""

    def __init__(self, respects: Sequence[Related], records: int) -> None:
        """Gets ready.

        Args:
            respects: what is related in each respect.
            records: how many records all things are of, which limits what is compared in each respect.
        """
        self._respects = respects
        self._compared = [Comparisons(records) for _ in respects]
        self._found = Comparisons(records)

    def pairs(self, left: Collection[Thing], right: Collection[Thing]) -> Iterable[Pair]:
        """The pairs of things, and how the left one relates to the right one in each respect.

        Raises:
            TooMuch: if with what was compared before more is compared in a respect than may be.
        """
        left, right = list(left), list(right)
        if len(left) * len(right) <= _FEW:
            return self._one_by_one(left, right, ())
        return self._part_by_part(left, right, (), [{} for _ in self._respects])

    def _part_by_part(
        self, left: Sequence[Thing], right: Sequence[Thing], standing: tuple[Any, ...], known: list[_Sorted]
    ) -> Iterator[Pair]:
        """Sorts what is related in the first respects by its words in the next, and goes on with related parts.

        ``known`` is what was sorted by its words in each respect: much of it is related to several others.
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
"""Things, kept so that no others come to have their id, and the same by their words; under that id."""


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
    """Gives the pairs of scopes that meet: in every respect equal, or one broader than the other.

    Args:
        left: what may be on the left: some scopes, and others.
        right: and on the right.
        tree: the hierarchy of the concepts in them.
        records: how many records they are of, which limits what is compared.
    """
    here, there = (set().union(*scopes) for scopes in (left, right))
    return RelatedInAll(inclusions_in_scope(tree, here, there), records)
