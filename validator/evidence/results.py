"""What estimates report: every number as the range that its digits leave open, on the scale of its measure."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from validator.evidence.measures import RATIOS
from validator.evidence.perpackage import once_per_table
from validator.evidence.rounding import rounding_bounds
from validator.evidence.sound import sound_estimates
from validator.package.columns import numbers_of
from validator.package.package import Package

_SMALLEST = 1e-300
"""Stands for zero on the logarithmic scale: a lower limit printed as 0.00 may be as small as one likes."""


def read_results(estimates: pd.DataFrame) -> pd.DataFrame:
    """The numbers of estimates as ranges.

    Args:
        estimates: columns of estimates.csv as text, each row under the number of its record.

    Returns:
        under the same index: ``estimate_least`` and ``estimate_most``, and likewise for the limits of the interval,
        ``low`` and ``high``, all on the scale of the measure (logarithmic for ratios); ``p_least`` and ``p_most``. NaN
        where nothing is printed, or where a ratio is printed as negative. ``level`` is the confidence level in per
        cent.
    """
    is_ratio = estimates["measure"].isin(RATIOS).to_numpy()
    results = pd.DataFrame(index=estimates.index)
    for column, name in {"estimate": "estimate", "ci_low": "low", "ci_high": "high"}.items():
        least, most = rounding_bounds(estimates[column])
        impossible = is_ratio & (most <= 0)
        for bound, values in {"least": least, "most": most}.items():
            scaled = np.where(is_ratio, np.log(np.maximum(values, _SMALLEST)), values)
            results[f"{name}_{bound}"] = np.where(impossible, np.nan, scaled)
    results["p_least"], results["p_most"] = rounding_bounds(estimates["p_value"])
    results["level"] = numbers_of(estimates["ci_level"])
    return results


def may_be_zero(estimates: pd.DataFrame, results: pd.DataFrame) -> pd.Series[bool]:
    """Where a ratio is printed as 0.00, so that it may have no logarithm: its interval was made in some exact way."""
    return estimates["measure"].isin(RATIOS) & (results["estimate_least"] <= math.log(_SMALLEST))


@once_per_table("estimates")
def package_results(package: Package) -> pd.DataFrame:
    """The numbers of the package's sound estimates as ranges.

    Raises:
        Unavailable: if a table that this rests on could not be read.
    """
    return read_results(sound_estimates(package).rows)
