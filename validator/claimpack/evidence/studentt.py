"""Student's t distribution, for intervals and p-values from few studies or few people."""

import math
from functools import cache, lru_cache

from claimpack.evidence.betafunction import incomplete_beta


@lru_cache(maxsize=65_536)
def t_p(t: float, df: int) -> float:
    """The two-sided p-value of a t statistic with ``df`` degrees of freedom, at least 1."""
    if math.isinf(t):
        return 0.0
    if t * t < 1:  # avoids the loss of digits near 1
        return 1 - incomplete_beta(t * t / (df + t * t), 0.5, df / 2)
    return incomplete_beta(df / (df + t * t), df / 2, 0.5)


@cache
def t_critical_value(level: float, df: int) -> float:
    """How many standard errors an interval extends to either side at a level in per cent: 4.30 for 95 and 2."""
    wanted = 1 - level / 100
    low, high = 0.0, 1.0
    while t_p(high, df) > wanted:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if t_p(middle, df) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
