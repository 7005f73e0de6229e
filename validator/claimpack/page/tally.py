"""The tally of verdicts as a bar: where each part begins and how wide it is, in per cent of the width."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimpack.claimverdict import VERDICTS, Verdict

_A_FIGURE, _PADDING = 10.0, 6.0
"""The width of a digit, and the space beside a number, in pixels."""

_ON_A_PHONE, _ELSEWHERE = 328.0, 736.0
"""The width of the bar on a phone, and its least width elsewhere, in pixels."""


@dataclass(frozen=True, slots=True)
class Part:
    """One verdict in the bar."""

    verdict: Verdict
    count: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number is."""
        return round(self.start + self.width / 2, 3)

    @property
    def has_room(self) -> bool:
        """Whether its sign and number fit into it."""
        return self._fits(_ELSEWHERE)

    @property
    def has_room_on_a_phone(self) -> bool:
        """Likewise on a narrow screen."""
        return self._fits(_ON_A_PHONE)

    def _fits(self, pixels: float) -> bool:
        return self.width * pixels / 100 >= _A_FIGURE * len(f"~ {self.count:,}") + _PADDING


def bar(counts: Mapping[Verdict, int]) -> tuple[Part, ...]:
    """The parts of the bar in the usual order of verdicts, each as wide as its share."""
    total = sum(counts.values())
    parts, before = [], 0
    for verdict in VERDICTS:
        count = counts.get(verdict, 0)
        if count:
            parts.append(Part(verdict, count, round(100 * before / total, 3), round(100 * count / total, 3)))
            before += count
    return tuple(parts)
