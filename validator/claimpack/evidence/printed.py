"""Reads the numbers of an estimate: each as the range of values that round to it, on the scale of its measure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from claimpack.evidence.measures import ESTIMATE_AND_LIMITS, RATIOS, Row
from claimpack.evidence.notes import p_against_no_effect
from claimpack.evidence.percentages import as_fraction

SLACK = 1e-9
"""Tolerance for floating-point arithmetic, far below the last digit that anybody prints."""

_SMALLEST = 1e-300
"""Used for zero on the logarithmic scale: a lower limit printed as 0.00 may be arbitrarily small."""

PRINTED = ("measure", "unit", *ESTIMATE_AND_LIMITS, "ci_level", "p_value", "note")
"""The columns that ``printed_numbers`` reads."""

_KEPT = 65_536
"""How many different numbers are cached, since printed numbers repeat."""

POSSIBLE: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(RATIOS, (0.0, math.inf)),
    "proportion": (0.0, 1.0),
    "rate": (0.0, math.inf),
    "RD": (-1.0, 1.0),
}
"""The lowest and the highest possible value, as fractions of 1 for shares. Other measures can have any value."""


class Range(NamedTuple):
    """The values that round to a printed number, including both ends."""

    least: float
    most: float

    @classmethod
    def exactly(cls, number: float) -> Range:
        """The range of a number that was not rounded."""
        return cls(number, number)

    @property
    def middle(self) -> float:
        """The value in its middle."""
        return (self.least + self.most) / 2

    @property
    def negated(self) -> Range:
        """The range of the number with the opposite sign."""
        return Range(-self.most, -self.least)

    @property
    def size(self) -> Range:
        """How far the number may be from 0."""
        ends = abs(self.least), abs(self.most)
        return Range(0.0 if self.least <= 0 <= self.most else min(ends), max(ends))

    def scaled(self, factor: float) -> Range:
        """The range multiplied by a factor above 0."""
        return Range(factor * self.least, factor * self.most)

    def mirrored(self, middle: Range) -> Range:
        """The range at the same distance on the other side of a middle."""
        return Range(2 * middle.least - self.most, 2 * middle.most - self.least)

    def holds(self, number: float) -> bool:
        """Whether another number is in the range."""
        return self.least <= number <= self.most

    def meets(self, other: Range) -> bool:
        """Whether the two ranges have a value in common."""
        return self.least <= other.most and other.least <= self.most


@lru_cache(maxsize=_KEPT)
def rounding_range(printed: str) -> Range | None:
    """The range of values that round to a printed number; None for a blank cell.

    It extends half a unit of the last digit to either side: ``1.10`` is 1.095 to 1.105, and ``1.1`` is 1.05 to 1.15.
    Both ends are included, since some programs round a half up and others to the even digit.

    Args:
        printed: a plain decimal number as text, such as ``-0.50``, or blank.
    """
    if not printed:
        return None
    value, half = float(printed), half_unit(printed)
    return Range(value - half - SLACK, value + half + SLACK)


@lru_cache(maxsize=_KEPT)
def half_unit(printed: str) -> float:
    """Half a unit of the last digit of a printed number: 0.005 for ``1.10``, 0.5 for ``12``."""
    _, _, decimals = printed.partition(".")
    return float(f"5e-{len(decimals) + 1}")


def is_below(printed: str, other: str) -> bool:
    """Whether a printed number is below another one before rounding too, or could equal it at a single point only.

    ``1.19`` and ``1.20`` could both be 1.195, but an interval between them would then have no width.
    """
    return float(printed) + half_unit(printed) <= float(other) - half_unit(other) + SLACK


class Printed(NamedTuple):
    """The numbers of an estimate: None if nothing is printed, or a ratio is printed as negative."""

    estimate: Range | None
    """On the scale of the measure: logarithmic for ratios, a fraction of 1 for proportions and risk differences."""
    low: Range | None
    """The lower limit of the interval, in the same way."""
    high: Range | None
    p: Range | None
    level: float | None
    """The confidence level in per cent."""
    contradictory: bool
    """Whether the limits are reversed, the estimate lies outside them, or a number is impossible for its measure."""
    may_be_zero: bool
    """Whether a ratio is printed as 0.00, so that it may have no logarithm. Its interval is then an exact one."""
    lost: float = 0.0
    """By how much more than half a unit a mean difference and its limits may be rounded."""

    @property
    def with_all_lost(self) -> Printed:
        """The same with all values that may have been rounded to these numbers: for how they fit each other."""
        if not self.lost or self.estimate is None or self.low is None or self.high is None:
            return self
        estimate, low, high = (
            Range(each.least - self.lost, each.most + self.lost) for each in (self.estimate, self.low, self.high)
        )
        return self._replace(estimate=estimate, low=low, high=high, lost=0.0)


def printed_numbers(estimate: Row) -> Printed:
    """The numbers of a record of ``estimates``; shares in per cent are converted to fractions of 1."""
    read = as_fraction(estimate)
    numbers = read["estimate"], read["ci_low"], read["ci_high"]
    return _read(estimate["measure"], *numbers, estimate["ci_level"], p_against_no_effect(estimate))


@lru_cache(maxsize=_KEPT)
def _read(measure: str, estimate: str, ci_low: str, ci_high: str, ci_level: str, p_value: str) -> Printed:
    is_ratio = measure in RATIOS
    middle, low, high = (_scaled(cell, is_ratio=is_ratio) for cell in (estimate, ci_low, ci_high))
    contradictory = any(
        cell and number is None for cell, number in ((estimate, middle), (ci_low, low), (ci_high, high))
    )
    contradictory |= low is not None and high is not None and low.least > high.most
    contradictory |= middle is not None and low is not None and is_below(estimate, ci_low)
    contradictory |= middle is not None and high is not None and is_below(ci_high, estimate)
    may_be_zero = is_ratio and ratio_may_be_zero(middle)
    level = float(ci_level) if ci_level else None
    lost = _lost_in_rounding(estimate, ci_low, ci_high) if measure == "MD" else 0.0
    return Printed(middle, low, high, rounding_range(p_value), level, contradictory, may_be_zero, lost)


def _lost_in_rounding(*printed: str) -> float:
    """By how much more whole numbers may be rounded than by half a unit: 4.5 for 120, 40 and 190, all full tens."""
    digits = [cell.lstrip("-") for cell in printed]
    if not all(cell.isdigit() for cell in digits):
        return 0.0
    zeros = min((len(cell) - len(cell.rstrip("0")) for cell in digits if cell.strip("0")), default=0)
    return (10.0**zeros - 1) / 2


def ratio_may_be_zero(number: Range | None) -> bool:
    """Whether a ratio, or a limit of one, is printed as 0.00, so that it may have no logarithm."""
    return number is not None and number.least <= math.log(_SMALLEST)


@lru_cache(maxsize=_KEPT)
def _scaled(cell: str, *, is_ratio: bool) -> Range | None:
    found = rounding_range(cell)
    if found is None or not is_ratio:
        return found
    if found.most <= 0:
        return None
    return Range(math.log(max(found.least, _SMALLEST)), math.log(max(found.most, _SMALLEST)))


def is_impossible(estimate: Row, column: str) -> bool:
    """Whether the number in a column is impossible for the measure of the estimate, even before rounding.

    Args:
        estimate: a row of estimates.csv whose measure is in ``POSSIBLE``.
        column: ``estimate``, ``ci_low`` or ``ci_high``.
    """
    lowest, highest = POSSIBLE[estimate["measure"]]
    printed = rounding_range(as_fraction(estimate)[column])
    return printed is not None and (lowest > printed.most or highest < printed.least)


def is_impossible_p(estimate: Row) -> bool:
    """Whether a p-value is said to be what none can be: below 0 or above 1."""
    relation, printed = estimate["p_relation"], estimate["p_value"]
    if not printed:
        return False
    return (relation in ("<", "<=") and float(printed) <= 0) or (relation == ">" and float(printed) >= 1)
