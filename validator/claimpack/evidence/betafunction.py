"""The regularised incomplete beta function, for the tails of Student's t and for exact binomial intervals."""

import math

_TINY = 1e-300
_PRECISION = 1e-15
_MOST_STEPS = 20_000
_LARGE = 10_000
"""From here on Stirling's formula with one term is exact to the last relevant digit."""


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The share of a beta distribution with the shapes ``a`` and ``b`` that lies below ``x``, from 0 to 1.

    Method: the continued fraction of DLMF 8.17.22, https://dlmf.nist.gov/8.17, evaluated from the front (Lentz), on the
    side of the mean where it converges quickly.

    Args:
        x: 0 to 1.
        a: above 0.
        b: above 0.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = log_of_the_factor(a, b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) * _continued_fraction(x, a, b) / a


def log_of_the_factor(a: float, b: float) -> float:
    """The logarithm of the gamma function of a + b, less those of a and of b.

    For large numbers Stirling's formula cancels the large terms before they are rounded.
    """
    small, large = sorted((a, b))
    if large < _LARGE:
        return math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    both = small + large
    of_the_large = (large - 0.5) * math.log1p(small / large) + small * math.log(both) - small
    return of_the_large + 1 / (12 * both) - 1 / (12 * large) - math.lgamma(small)


def _continued_fraction(x: float, a: float, b: float) -> float:
    numerator, denominator = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or _TINY)
    found = denominator
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for coefficient in (even, odd):
            denominator = 1 / ((1 + coefficient * denominator) or _TINY)
            numerator = (1 + coefficient / numerator) or _TINY
            found *= numerator * denominator
        if abs(numerator * denominator - 1) < _PRECISION:
            break
    return found
