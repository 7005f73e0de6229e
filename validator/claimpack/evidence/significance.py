"""Computes p-values from confidence intervals and back, for all values that round to the printed digits.

Method: Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304 and https://doi.org/10.1136/bmj.d2090, but with the
normal distribution itself in place of their approximation. It assumes that an estimate is normally distributed around
the truth, on the logarithmic scale for ratios, so that its interval is symmetric.
"""

import math
from collections.abc import Iterator
from functools import cache
from statistics import NormalDist

from claimpack.evidence.measures import RATIOS, Row
from claimpack.evidence.printed import Printed, Range

_HALF = 0.5


@cache
def critical_value(level: float) -> float:
    """How many standard errors an interval extends to either side at a confidence level in per cent: 1.96 for 95."""
    return NormalDist().inv_cdf(0.5 + level / 200)


def p_of(z: float) -> float:
    """The two-sided p-value of an estimate that is ``z`` standard errors away from no effect."""
    return math.erfc(abs(z) / math.sqrt(2))


def z_of(p_value: float) -> float:
    """How many standard errors an estimate with a two-sided p-value is away from no effect; the inverse of ``p_of``."""
    if p_value <= 0:
        return math.inf
    return -NormalDist().inv_cdf(p_value / 2) if p_value < 1 else 0.0


def printed_p(numbers: Printed, relation: str, sides: str = "two", *, of_counts: bool = False) -> Range | None:
    """The range of two-sided p-values that a printed p-value allows; None if none is printed or possible.

    Args:
        numbers: the printed numbers.
        relation: =, <, <=, > or >=; blank counts as =.
        sides: ``one`` where the printed one is one-sided: the two-sided one is then twice as large, or twice what is
            missing to 1 where the estimate lies on the other side. The side is not recorded, so that up to 0.5 it is
            taken for the first.
        of_counts: whether it may be of a test of counts. The two sides of such a test overlap: nobody of 100 against 3
            of 100 has a one-sided p-value of 1.00 and a two-sided one of 0.25. So one above 0.5 allows up to 1.
    """
    rounded = numbers.p
    if rounded is None:
        return None
    value = rounded.middle
    found: Range | None = rounded
    if relation in ("<", "<="):
        found = Range(0.0, value or rounded.most)  # "< 0.000" is printed by programs that round
    elif relation in (">", ">="):
        least = rounded.least if relation == ">=" and value == 1 else value
        found = Range(least, 1.0) if 0 < least < 1 else None
    if found is None or sides != "one":
        return found
    if found.least >= _HALF:
        return Range(max(0.0, 2 * (1 - found.most)), 1.0 if of_counts else 2 * (1 - found.least))
    return Range(2 * found.least, min(1.0, 2 * found.most) if found.most <= _HALF else 1.0)


def standard_errors_apart(one: Range, other: Range) -> float:
    """The distance between two ranges of two-sided p-values, in standard errors; 0 if they overlap."""
    if one.meets(other):
        return 0.0
    lower, upper = sorted((one, other))
    far = z_of(lower.most)
    return far if math.isinf(far) else far - z_of(upper.least)


def fits_its_interval(numbers: Printed) -> bool:
    """Whether an estimate can be the middle of its interval, given the digits of the three numbers.

    True if the estimate is not printed; false if a limit is not.
    """
    return bool(_possible_limits(numbers.with_all_lost))


def half_widths_away(numbers: Printed) -> Range | None:
    """The distance of an estimate from no effect, in half widths of its interval, as a range.

    If the estimate is not in the middle, three ways are tried: the half between it and no effect, the whole width, and
    the middle of the interval. The range includes all of them. None if a limit is not printed.
    """
    numbers = numbers.with_all_lost
    halves = [(low + high) / (high - low) for low, high in _possible_limits(numbers)]
    halves += _without_width(numbers)
    halves = halves or list(_of_a_lopsided_interval(numbers))
    if not halves:
        return None
    lowest, highest = min(halves), max(halves)
    nearest = 0.0 if lowest * highest <= 0 else min(abs(lowest), abs(highest))
    return Range(nearest, max(abs(lowest), abs(highest)))


def implied_p(numbers: Printed) -> Range | None:
    """The range of possible p-values, given the interval and the estimate, if it is printed.

    None if a limit or the level is not printed.
    """
    away = half_widths_away(numbers) if numbers.level is not None else None
    if away is None or numbers.level is None:
        return None
    reach = critical_value(numbers.level)
    return Range(p_of(away.most * reach), p_of(away.least * reach))


def fits_its_p(estimate: Row, numbers: Printed) -> bool | None:
    """Whether the p-value of an estimate fits its interval; None if one of the two is not printed.

    Args:
        estimate: how the p-value is printed, by ``p_relation`` and ``p_sides``.
        numbers: the numbers, as printed or corrected.
    """
    printed, implied = printed_p(numbers, estimate["p_relation"], estimate["p_sides"]), implied_p(numbers)
    return None if printed is None or implied is None else not standard_errors_apart(printed, implied)


def asymmetry(numbers: Printed) -> float:
    """How far an estimate is from the middle of its interval, in half widths: 0 in the middle, 1 at a limit.

    The smallest value that the digits of the three numbers allow; 0 if one of them is not printed.
    """
    numbers = numbers.with_all_lost
    estimate, low, high = numbers.estimate, numbers.low, numbers.high
    if estimate is None or low is None or high is None or fits_its_interval(numbers):
        return 0.0
    corners = ((middle, one, other) for middle in estimate for one in low for other in high if one < other)
    return min((abs(2 * middle - one - other) / (other - one) for middle, one, other in corners), default=0.0)


def interval_of(estimate: float, p_value: float, measure: str, level: float) -> tuple[float, float]:
    """The interval of an estimate with this p-value, on the scale on which the estimate is printed.

    Raises:
        ValueError: if there is none: p is 0 or 1, or the estimate is no effect or impossible for its measure.
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


def _of_a_lopsided_interval(numbers: Printed) -> Iterator[float]:
    """The distance from no effect, in half widths, of an estimate that is not in the middle, in three ways."""
    estimate, low, high = numbers.estimate, numbers.low, numbers.high
    if estimate is None or low is None or high is None:
        return
    for middle in estimate:
        for one in low:
            for other in high:
                if one < middle < other:
                    yield middle / (middle - one if middle > 0 else other - middle)
                    yield 2 * middle / (other - one)
                    yield (one + other) / (other - one)


def _without_width(numbers: Printed) -> list[float]:
    """The distance from no effect if both limits may be equal: infinite, with the signs that are possible."""
    low, high = numbers.low, numbers.high
    if low is None or high is None:
        return []
    printed = [number for number in (numbers.estimate, low, high) if number is not None]
    least, most = max(number.least for number in printed), min(number.most for number in printed)
    return [math.copysign(math.inf, least), math.copysign(math.inf, most)] if least <= most else []


def _possible_limits(numbers: Printed) -> list[tuple[float, float]]:
    """The corners of the polygon of possible limits before rounding.

    Each limit lies within its own rounding range, which gives a rectangle. Their middle lies within the range of the
    estimate, which cuts a strip out of it. The extreme p-values lie in corners of that polygon. Corners where the lower
    limit is not below the upper one are left out.
    """
    low, high = numbers.low, numbers.high
    if low is None or high is None:
        return []
    least, most = (2 * end for end in numbers.estimate) if numbers.estimate else (-math.inf, math.inf)
    corners = [(one, other) for one in low for other in high if least <= one + other <= most]
    for total in (least, most) if numbers.estimate else ():
        corners += [(one, total - one) for one in low if high.least <= total - one <= high.most]
        corners += [(total - other, other) for other in high if low.least <= total - other <= low.most]
    return [(one, other) for one, other in corners if one < other]
