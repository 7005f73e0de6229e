"""From a confidence interval to its p-value and back, for every true value that the printed digits leave open.

The method is that of Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304 and https://doi.org/10.1136/bmj.d2090,
with the normal distribution itself in place of their approximation to it. An estimate is taken to be normally
distributed around the truth, on the logarithmic scale for ratios, so that its interval is symmetric about it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from statistics import NormalDist

from claimpack.evidence.measures import RATIOS
from claimpack.evidence.printed import Printed, Range


@cache
def critical_value(level: float) -> float:
    """How many standard errors an interval of a confidence level (per cent) reaches to either side: 1.96 for 95."""
    return NormalDist().inv_cdf(0.5 + level / 200)


def p_of(z: float) -> float:
    """The two-sided p-value of an estimate that is ``z`` standard errors away from no effect."""
    return math.erfc(abs(z) / math.sqrt(2))


def z_of(p_value: float) -> float:
    """How many standard errors an estimate with a two-sided p-value is away from no effect; the inverse of ``p_of``."""
    if p_value <= 0:
        return math.inf
    return -NormalDist().inv_cdf(p_value / 2) if p_value < 1 else 0.0


def fits_its_interval(numbers: Printed) -> bool:
    """Whether an estimate can be the middle of its interval, as far as the digits of the three numbers tell.

    Also true where the estimate is not printed; false where a limit is not.
    """
    return next(_possible_limits(numbers), None) is not None


def implied_p(numbers: Printed) -> Range | None:
    """The least and the most that the p-value can be, given the interval and, where printed, the estimate.

    None where a limit or the level is not printed, or where the estimate does not fit its interval.
    """
    if numbers.level is None:
        return None
    halves = [(low + high) / (high - low) for low, high in _possible_limits(numbers)]
    halves += _without_width(numbers)  # how many half widths the middle is away from no effect
    if not halves:
        return None
    lowest, highest = min(halves), max(halves)
    farthest = max(abs(lowest), abs(highest))
    nearest = 0.0 if lowest * highest <= 0 else min(abs(lowest), abs(highest))
    reach = critical_value(numbers.level)
    return Range(p_of(farthest * reach), p_of(nearest * reach))


def interval_of(estimate: float, p_value: float, measure: str, level: float) -> tuple[float, float]:
    """The interval around an estimate that has this p-value, on the scale on which the estimate is printed.

    Raises:
        ValueError: if there is none: p is 0 or 1, or the estimate is no effect itself or no number of its measure.
    """
    if not 0 < p_value < 1:
        raise ValueError("only a p-value between 0 and 1 has an interval")
    middle = math.log(estimate) if measure in RATIOS else estimate
    if middle == 0:
        raise ValueError("an estimate of no effect has a p-value of 1, whatever its interval")
    reach = abs(middle) / z_of(p_value) * critical_value(level)
    limits = middle - reach, middle + reach
    if measure not in RATIOS:
        return limits
    try:
        return math.exp(limits[0]), math.exp(limits[1])
    except OverflowError:
        raise ValueError("the interval is wider than numbers reach") from None


def _without_width(numbers: Printed) -> list[float]:
    """How far from no effect both limits are where they may be one and the same: infinitely far, on either side."""
    low, high = numbers.low, numbers.high
    if low is None or high is None:
        return []
    printed = [number for number in (numbers.estimate, low, high) if number is not None]
    least, most = max(number.least for number in printed), min(number.most for number in printed)
    return [math.copysign(math.inf, least), math.copysign(math.inf, most)] if least <= most else []


def _possible_limits(numbers: Printed) -> Iterator[tuple[float, float]]:
    """The corners of what the limits of an interval may truly be.

    Each limit lies within its own rounding range, which makes a rectangle; their middle lies within that of the
    estimate, which cuts a strip out of it. What is extreme for a p-value lies in a corner of that polygon. Corners
    where the lower limit is not below the upper one are left out.
    """
    low, high = numbers.low, numbers.high
    if low is None or high is None:
        return
    least, most = (2 * end for end in numbers.estimate) if numbers.estimate else (-math.inf, math.inf)
    corners = [(one, other) for one in low for other in high if least <= one + other <= most]
    for total in (least, most) if numbers.estimate else ():
        corners += [(one, total - one) for one in low if high.least <= total - one <= high.most]
        corners += [(total - other, other) for other in high if low.least <= total - other <= low.most]
    yield from ((one, other) for one, other in corners if one < other)
