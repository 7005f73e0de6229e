"""The exact confidence interval of a proportion: which true rates go together with so many events among so many people.

The method is that of Clopper and Pearson 1934, https://doi.org/10.1093/biomet/26.4.404: the lower limit is the rate at
which as many events or more have a probability of half of what the level leaves over, the upper limit the rate at which
as many or fewer have it. It covers the true rate at least as often as its level says, however rare the event is.
"""

from __future__ import annotations

import math
from functools import lru_cache

from claimpack.evidence.printed import Range
from claimpack.evidence.significance import critical_value

MOST_COUNTED = 1_000_000
"""Where more people than that had the outcome and more did not, the limits are those of Wilson's score interval, within
a millionth of the exact ones: adding up so many terms would take long."""

_KEPT = 65_536
_STEPS = 60
_EXACT = 1e-14
_TERMS = 20_000
_TINY = 1e-300
_LARGE = 10_000
"""From here on Stirling's formula with one term is exact to the last digit that counts."""


@lru_cache(maxsize=_KEPT)
def exact_interval(events: int, total: int, level: float = 95.0) -> Range:
    """The two-sided exact interval of a rate.

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


def binomial_tail(events: int, total: int, rate: float) -> float:
    """The probability of so many events or more among so many people, each of whom has one with probability ``rate``.

    Args:
        events: how many at least; all of the probability where it is 0.
        total: among how many.
        rate: a fraction of 1.
    """
    return 1.0 if events <= 0 else regularised_incomplete_beta(events, total - events + 1, rate)


def regularised_incomplete_beta(a: float, b: float, x: float) -> float:
    """The share of the beta distribution with parameters ``a`` and ``b`` that is at most ``x``.

    By the continued fraction of DLMF 8.17.22, https://dlmf.nist.gov/8.17, evaluated from the front (Lentz), on the side
    of the mean on which it converges quickly.

    Args:
        a: above 0.
        b: above 0.
        x: 0 to 1.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - regularised_incomplete_beta(b, a, 1 - x)
    front = _log_of_the_factor(a, b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) * _continued_fraction(a, b, x) / a


def _log_of_the_factor(a: float, b: float) -> float:
    """The logarithm of the gamma function of a + b, less those of a and of b.

    Two large ones cancel each other by Stirling's formula, and not after they were rounded.
    """
    small, large = sorted((a, b))
    if large < _LARGE:
        return math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    both = small + large
    of_the_large = (large - 0.5) * math.log1p(small / large) + small * math.log(both) - small
    return of_the_large + 1 / (12 * both) - 1 / (12 * large) - math.lgamma(small)


def _continued_fraction(a: float, b: float, x: float) -> float:
    numerator, denominator = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or _TINY)
    found = denominator
    for term in range(1, _TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        for coefficient in (even, odd):
            denominator = 1 / ((1 + coefficient * denominator) or _TINY)
            numerator = (1 + coefficient / numerator) or _TINY
            found *= numerator * denominator
        if abs(numerator * denominator - 1) < 1e-15:  # noqa: PLR2004 - as exact as the arithmetic
            break
    return found


def _lower(events: int, total: int, level: float) -> float:
    """The lower limit."""
    left_over = (1 - level / 100) / 2
    if events == 0:
        return 0.0
    if events == total:
        return float(left_over ** (1 / total))
    if min(events, total - events) > MOST_COUNTED:
        return _lower_of_many(events, total, level)
    return _where_the_tail_is(left_over, events, total, _lower_of_many(events, total, level))


def _where_the_tail_is(probability: float, events: int, total: int, start: float) -> float:
    """The rate at which so many events or more have a probability, by Halley's steps from a rate that is near it.

    A step that leads out of what is still possible is replaced by halving that.
    """
    least, most, rate = 0.0, events / total, start
    others = total - events
    log_factor = _log_of_the_factor(events, others + 1)
    for _ in range(_STEPS):
        missing = binomial_tail(events, total, rate) - probability
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


def _lower_of_many(events: int, total: int, level: float) -> float:
    """The lower limit by the score interval of Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953."""
    share = critical_value(level) ** 2 / total
    rate = events / total
    return (rate + share / 2 - math.sqrt(share * (rate * (1 - rate) + share / 4))) / (1 + share)
