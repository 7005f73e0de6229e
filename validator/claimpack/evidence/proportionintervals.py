"""Confidence intervals of a proportion: the true rates that are compatible with a number of events among people.

The exact interval is that of Clopper and Pearson 1934, https://doi.org/10.1093/biomet/26.4.404. At the lower limit,
this many events or more have a probability of half the error that the level allows. At the upper limit, this many or
fewer have it. The interval covers the true rate at least as often as its level says, however rare the event is. The
others are Wald's interval and the score interval of Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from claimpack.evidence.betafunction import incomplete_beta, log_of_the_factor
from claimpack.evidence.printed import Range
from claimpack.evidence.significance import critical_value

MOST_COUNTED = 1_000_000
"""If more people than this had the outcome, and more did not, Wilson's limits are used: exact ones would take long, and
differ by less than a millionth."""

_KEPT = 65_536
_STEPS = 60
_EXACT = 1e-14


class Interval(NamedTuple):
    """A confidence interval, on the logarithmic scale for ratios."""

    method: str
    low: float
    high: float


def proportion_intervals(events: int, total: int, level: float) -> Iterator[Interval]:
    """The intervals of a proportion by the usual methods: Wald, Wilson and Clopper-Pearson.

    Args:
        events: how many people had the outcome.
        total: among how many.
        level: the confidence level in per cent.
    """
    share = events / total
    half = critical_value(level) * math.sqrt(share * (1 - share) / total)
    if half:
        yield Interval("Wald", share - half, share + half)
    yield wilson_interval(events, total, level)
    yield Interval("Clopper-Pearson", *exact_interval(events, total, level))


def wilson_interval(events: int, total: int, level: float) -> Interval:
    """The score interval of a proportion, with the arguments of ``proportion_intervals``."""
    share, reach = events / total, critical_value(level)
    middle = (share + reach**2 / (2 * total)) / (1 + reach**2 / total)
    half = reach / (1 + reach**2 / total) * math.sqrt(share * (1 - share) / total + reach**2 / (4 * total**2))
    return Interval("Wilson", max(0.0, middle - half), min(1.0, middle + half))


@lru_cache(maxsize=_KEPT)
def exact_interval(events: int, total: int, level: float = 95.0) -> Range:
    """The two-sided exact interval of a proportion.

    Args:
        events: how many people had the outcome.
        total: among how many.
        level: the confidence level in per cent.

    Returns:
        The limits as fractions of 1: 0 to 0.0362 for none of 100.

    Raises:
        ValueError: if there are fewer people than events, none at all, or the level is not between 0 and 100.
    """
    if not 0 <= events <= total or total < 1 or not 0 < level < 100:  # noqa: PLR2004 - per cent
        raise ValueError("an interval needs 0 <= events <= total, at least one person, and a level within 0 and 100")
    return Range(_lower(events, total, level), 1 - _lower(total - events, total, level))


def _lower(events: int, total: int, level: float) -> float:
    left_over = (1 - level / 100) / 2
    if events == 0:
        return 0.0
    if events == total:
        return float(left_over ** (1 / total))
    if min(events, total - events) > MOST_COUNTED:
        return wilson_interval(events, total, level).low
    return _where_the_tail_is(left_over, events, total, wilson_interval(events, total, level).low)


def _where_the_tail_is(probability: float, events: int, total: int, start: float) -> float:
    """The rate at which this many events or more have the given probability, by Halley's method from a start.

    If a step leaves the range of possible rates, that range is halved instead.
    """
    least, most, rate = 0.0, events / total, start
    others = total - events
    log_factor = log_of_the_factor(events, others + 1)
    for _ in range(_STEPS):
        missing = incomplete_beta(rate, events, others + 1) - probability
        if missing < 0:
            least = rate
        else:
            most = rate
        slope = math.exp(log_factor + (events - 1) * math.log(rate) + others * math.log1p(-rate))
        step = missing / slope if slope > 0 else math.inf
        curvature = (events - 1) / rate - others / (1 - rate)
        step /= 1 - 0.5 * min(1.0, step * curvature)
        if abs(step) <= _EXACT * rate:
            break
        rate -= step
        if not least < rate < most:
            rate = (least + most) / 2
    return rate
