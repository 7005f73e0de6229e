"""Finds what is related in several respects, one respect after the other: what many have in common is compared once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from validator.evidence.scope import Comparisons

Related = Mapping[str, Mapping[str, str]]
"""For each word on the left the words on the right that it is related to, each with how it stands to it."""

Thing = tuple[Any, ...]
"""Begins with its word in each respect; whatever else it is made of comes after them."""

Pair = tuple[Sequence[Any], Sequence[Any], tuple[Any, ...]]
"""Things on the left that are alike so far, and such on the right, and how the former stand to the latter."""


class RelatedInAll:
    """Gives the pairs of a left and a right thing that are related in every respect."""

    def __init__(self, respects: Iterable[Related], records: int) -> None:
        """Gets ready.

        Args:
            respects: what is related in each respect.
            records: how many records all things are of, which limits what is compared in each respect.
        """
        self._respects = [(related, Comparisons(records)) for related in respects]

    def pairs(self, left: Sequence[Thing], right: Sequence[Thing]) -> Iterator[Pair]:
        """The pairs of things, those that are alike in every respect together, with how the left ones stand in each.

        Raises:
            TooMuch: if with what was compared before more is compared in a respect than may be.
        """
        found: Iterator[Pair] = iter([(left, right, ())])
        for place, (related, compared) in enumerate(self._respects):
            found = _parts(found, place, related, compared)
        return found


def _parts(pairs: Iterable[Pair], place: int, related: Related, compared: Comparisons) -> Iterator[Pair]:
    """The pairs of those parts of related things that are related in the next respect, too."""
    known: dict[int, tuple[Sequence[Thing], dict[str, Sequence[Thing]]]] = {}

    def by_word(things: Sequence[Thing]) -> dict[str, Sequence[Thing]]:
        if len(things) == 1:
            return {things[0][place]: things}
        if id(things) not in known:  # kept, so that no others come to have its id
            known[id(things)] = things, _by_word(things, place)
        return known[id(things)][1]

    for left, right, standing in pairs:
        here, there = by_word(left), by_word(right)
        compared.looked(len(here))
        for word, some in here.items():
            near = related.get(word)
            if not near:
                continue
            fewer: Collection[str] = near if len(near) < len(there) else there
            compared.found(len(fewer))
            for other in fewer:
                if other in near and other in there:
                    yield some, there[other], (*standing, near[other])


def _by_word(things: Iterable[Thing], place: int) -> dict[str, Sequence[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing[place], []).append(thing)
    return {**found}
