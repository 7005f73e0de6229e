"""From a confidence interval to its p-value and back, for every true value that the printed digits leave open.

The method is that of Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304 and https://doi.org/10.1136/bmj.d2090,
with the normal distribution itself in place of their approximation to it. An estimate is taken to be normally
distributed around the truth, on the logarithmic scale for ratios, so that its interval is symmetric about it.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.measures import RATIOS

Floats = NDArray[np.float64]


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


def fits_its_interval(results: pd.DataFrame) -> pd.Series[bool]:
    """Whether each estimate can be the middle of its interval, as far as the digits of the three numbers tell.

    Also true where the estimate is not printed; false where a limit is not.
    """
    low, _ = _possible_limits(results)
    return pd.Series(~np.isnan(low).all(axis=0), index=results.index)


def implied_p(results: pd.DataFrame) -> pd.DataFrame:
    """The least and the most that the p-value can be, given each interval and, where printed, its estimate.

    Args:
        results: as ``read_results`` gives them.

    Returns:
        ``least`` and ``most`` under the same index; NaN where a limit or the level is not printed, or where the
        estimate does not fit its interval.
    """
    low, high = _possible_limits(results)
    with np.errstate(divide="ignore", invalid="ignore"):
        halves = (low + high) / (high - low)  # how many half widths the middle is away from no effect
    halves = np.vstack([halves, _without_width(results)])
    lowest, highest = np.fmin.reduce(halves, axis=0), np.fmax.reduce(halves, axis=0)
    farthest = np.maximum(np.abs(lowest), np.abs(highest))
    nearest = np.where(lowest * highest <= 0, 0.0, np.minimum(np.abs(lowest), np.abs(highest)))
    return pd.DataFrame(
        {"least": _p_of_all(farthest, results["level"]), "most": _p_of_all(nearest, results["level"])},
        index=results.index,
    )


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


def _p_of_all(halves: Floats, levels: pd.Series[float]) -> list[float]:
    return [
        p_of(half * critical_value(level)) if half == half and level == level else math.nan  # noqa: PLR0124 - not NaN
        for half, level in zip(halves, levels, strict=True)
    ]


def _without_width(results: pd.DataFrame) -> Floats:
    """How far from no effect both limits are where they may be one and the same: infinitely far, on either side."""
    names = ("estimate", "low", "high")
    least = np.fmax.reduce([results[f"{name}_least"].to_numpy() for name in names])
    most = np.fmin.reduce([results[f"{name}_most"].to_numpy() for name in names])
    found = (least <= most) & results[["low_least", "high_least"]].notna().all(axis=1).to_numpy()
    return np.array([np.where(found, np.copysign(np.inf, end), np.nan) for end in (least, most)])


def _possible_limits(results: pd.DataFrame) -> tuple[Floats, Floats]:
    """The corners of what the limits of each interval may truly be: two arrays of twelve rows, NaN where there is none.

    Each limit lies within its own rounding range, which makes a rectangle; their middle lies within that of the
    estimate, which cuts a strip out of it. What is extreme for a p-value lies in a corner of that polygon. Corners
    where the lower limit is not below the upper one are left out.
    """
    low = results["low_least"].to_numpy(), results["low_most"].to_numpy()
    high = results["high_least"].to_numpy(), results["high_most"].to_numpy()
    least = np.nan_to_num(2 * results["estimate_least"].to_numpy(), nan=-np.inf)
    most = np.nan_to_num(2 * results["estimate_most"].to_numpy(), nan=np.inf)
    corners: list[tuple[Floats, Floats]] = []
    for one in low:
        for other in high:
            inside = (least <= one + other) & (one + other <= most)
            corners.append((np.where(inside, one, np.nan), np.where(inside, other, np.nan)))
    for total in least, most:
        for one in low:
            other = total - one
            inside = (high[0] <= other) & (other <= high[1])
            corners.append((np.where(inside, one, np.nan), np.where(inside, other, np.nan)))
        for other in high:
            one = total - other
            inside = (low[0] <= one) & (one <= low[1])
            corners.append((np.where(inside, one, np.nan), np.where(inside, other, np.nan)))
    lows, highs = np.array([one for one, _ in corners]), np.array([other for _, other in corners])
    in_order = lows < highs
    return np.where(in_order, lows, np.nan), np.where(in_order, highs, np.nan)
