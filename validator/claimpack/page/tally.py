"""The tally of verdicts as a bar: from where to where each part goes, in per cent of the width."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimpack.verdicts import VERDICTS, Verdict

_A_FIGURE, _PADDING = 10.0, 6.0
"""How wide a figure of a number is, and what is left beside the number, in pixels."""

_ON_A_PHONE, _ELSEWHERE = 328.0, 736.0
"""How wide the bar is on a phone, and the least that it is elsewhere, in pixels."""


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
        """Whether its sign and number fit into it; the list has them anyway."""
        return self._fits(_ELSEWHERE)

    @property
    def has_room_on_a_phone(self) -> bool:
        """Likewise on a narrow screen."""
        return self._fits(_ON_A_PHONE)

    def _fits(self, pixels: float) -> bool:
        return self.width * pixels / 100 >= _A_FIGURE * len(f"~ {self.count:,}") + _PADDING


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
