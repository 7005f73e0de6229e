"""What an estimate says of its outcome: more of it with the intervention, less, or that neither is shown."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from validator.evidence.intervals import critical_value
from validator.evidence.measures import COMPARING
from validator.evidence.perpackage import once_per_table
from validator.evidence.results import package_results
from validator.evidence.sound import sound_estimates
from validator.package.package import Package

Verdict = Literal["more", "less", "not_shown", ""]
"""``more``: the interval excludes no effect, the outcome is more frequent or higher with the intervention. ``less``:
likewise, the other way. ``not_shown``: the interval includes no effect. Blank where the digits don't tell."""

USUAL_LEVEL = 95.0
"""The confidence level, in per cent, by which results are called significant."""

USUAL_ALPHA = 0.05


def verdicts(estimates: pd.DataFrame, results: pd.DataFrame) -> pd.Series[str]:
    """The verdict of each estimate; blank where it compares nothing or can't tell.

    The interval decides, not the point; where the numbers contradict each other, nothing does. An interval of another
    level than 95 % decides only where it does so at 95 % as well. Where no interval is printed, the p-value decides,
    and the estimate says which way.

    Args:
        estimates: columns of estimates.csv as text.
        results: as ``read_results`` gives them for these estimates.
    """
    above, includes, below = _from_interval(results)
    above_95, includes_95, below_95 = _from_interval(_at_the_usual_level(results))
    other_level = (results["level"] != USUAL_LEVEL) & results["level"].notna()
    above, below = above & (above_95 | ~other_level), below & (below_95 | ~other_level)
    includes &= includes_95 | ~other_level
    no_interval = results["low_least"].isna() & results["high_least"].isna()
    significant, not_significant = _from_p(estimates["p_relation"], results)
    above |= no_interval & significant & (results["estimate_least"] > 0)
    below |= no_interval & significant & (results["estimate_most"] < 0)
    includes |= no_interval & not_significant
    impossible = contradictory(estimates, results)
    above, below, includes = above & ~impossible, below & ~impossible, includes & ~impossible
    reverse = estimates["orientation"] == "reversed"
    more, less = above.where(~reverse, below), below.where(~reverse, above)
    found = np.select([more, less, includes], ["more", "less", "not_shown"], "")
    return pd.Series(found, index=estimates.index, dtype="str").where(estimates["measure"].isin(COMPARING), "")


@once_per_table("estimates")
def package_verdicts(package: Package) -> pd.Series[str]:
    """The verdict of each sound estimate of the package.

    Raises:
        Unavailable: if a table that this rests on could not be read.
    """
    return verdicts(sound_estimates(package).rows, package_results(package))


def _from_interval(results: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool], pd.Series[bool]]:
    """Whether the interval is above no effect, includes it, or is below it, whatever the true limits are."""
    above, below = results["low_least"] > 0, results["high_most"] < 0
    return above, (results["low_most"] < 0) & (results["high_least"] > 0), below


def contradictory(estimates: pd.DataFrame, results: pd.DataFrame) -> pd.Series[bool]:
    """Where the limits are reversed, the estimate lies outside them, or a number is none of its measure."""
    found = results["low_least"] > results["high_most"]
    found |= (results["estimate_most"] < results["low_least"]) | (results["estimate_least"] > results["high_most"])
    for column, name in {"estimate": "estimate", "ci_low": "low", "ci_high": "high"}.items():
        found |= (estimates[column] != "") & results[f"{name}_least"].isna()
    return found


def _at_the_usual_level(results: pd.DataFrame) -> pd.DataFrame:
    """The interval, widened or narrowed about its middle to the usual level."""
    factors = {
        level: critical_value(USUAL_LEVEL) / critical_value(level) for level in results["level"].dropna().unique()
    }
    factor = results["level"].map(factors)
    near, far = (1 + factor) / 2, (1 - factor) / 2
    # "far" is negative where the interval grows: then the least of the other limit counts towards the most
    low, high = (results["low_least"], results["low_most"]), (results["high_least"], results["high_most"])
    grows = far < 0
    return pd.DataFrame(
        {
            "low_least": near * low[0] + far * high[0].where(~grows, high[1]),
            "low_most": near * low[1] + far * high[1].where(~grows, high[0]),
            "high_least": near * high[0] + far * low[0].where(~grows, low[1]),
            "high_most": near * high[1] + far * low[1].where(~grows, low[0]),
        }
    )


def _from_p(relation: pd.Series[str], results: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Whether the p-value is surely below 5 %, and whether it is surely above."""
    least, most = results["p_least"], results["p_most"]
    printed = (least + most) / 2
    is_equal, is_below, is_above = relation == "=", relation == "<", relation == ">"
    significant = (is_equal & (most < USUAL_ALPHA)) | (is_below & (printed <= USUAL_ALPHA))
    return significant, (is_equal & (least > USUAL_ALPHA)) | (is_above & (printed >= USUAL_ALPHA))
