"""The regularised incomplete beta function: the tails of Student's t and of exact binomial intervals come from it."""

from __future__ import annotations

import math

_TINY = 1e-300
_PRECISION = 1e-15
_MOST_STEPS = 10_000


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The share of a beta distribution with the shapes ``a`` and ``b`` that lies below ``x``, from 0 to 1.

    By its continued fraction, after Lentz: Numerical Recipes, chapter 6.4.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(logarithm) * _fraction(x, a, b) / a
    return 1 - math.exp(logarithm) * _fraction(1 - x, b, a) / b


def beta_quantile(share: float, a: float, b: float) -> float:
    """Below which number a share of a beta distribution lies; the inverse of ``incomplete_beta``, by halving."""
    low, high = 0.0, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        if incomplete_beta(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / _no_zero(1 - (a + b) * x / (a + 1))
    value = d
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d = 1 / _no_zero(1 + term * d)
            c = _no_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value


def _no_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
