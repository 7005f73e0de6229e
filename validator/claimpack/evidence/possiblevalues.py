"""Which numbers a measure can take."""

import math
from collections.abc import Mapping

from claimpack.evidence.measures import RATIOS
from claimpack.evidence.percentages import fraction_of
from claimpack.evidence.printed import rounding_range
from claimpack.evidence.row import Row

POSSIBLE: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(RATIOS, (0.0, math.inf)),
    "proportion": (0.0, 1.0),
    "rate": (0.0, math.inf),
    "RD": (-1.0, 1.0),
}
"""The least and the most, as fractions of 1 where there is a share; other measures can be any number."""


def is_impossible(estimate: Row, column: str) -> bool:
    """Whether the number in a column is none that the measure of the estimate can take, whatever its digits stand for.

    Args:
        estimate: a row of estimates.csv whose measure is in ``POSSIBLE``.
        column: ``estimate``, ``ci_low`` or ``ci_high``.
    """
    lowest, highest = POSSIBLE[estimate["measure"]]
    printed = rounding_range(fraction_of(estimate, column))
    return printed is not None and (lowest > printed.most or highest < printed.least)
