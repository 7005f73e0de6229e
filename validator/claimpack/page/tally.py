"""The tally of verdicts as a bar: from where to where each part goes, in per cent of the width."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimpack.verdicts import VERDICTS, Verdict

_NARROWEST_WITH_NUMBER = 4.0
"""A part of the bar that is narrower, in per cent, has its number in the list alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One verdict in the bar."""

    verdict: Verdict
    count: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.start + self.width / 2, 3)

    @property
    def has_room(self) -> bool:
        """Whether its number can be in it."""
        return self.width >= _NARROWEST_WITH_NUMBER


def bar(counts: Mapping[Verdict, int]) -> tuple[Part, ...]:
    """The parts of the bar, in the usual order of verdicts; as wide as their counts."""
    total = sum(counts.values())
    parts, before = [], 0
    for verdict in VERDICTS:
        count = counts.get(verdict, 0)
        if count:
            parts.append(Part(verdict, count, round(100 * before / total, 3), round(100 * count / total, 3)))
            before += count
    return tuple(parts)
