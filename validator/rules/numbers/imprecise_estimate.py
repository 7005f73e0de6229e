"""A confidence interval is so wide that the size of the estimate is hardly known.

## What it checks

The upper limit of a ratio is at least ten times the lower one; the interval of a standardised mean difference is at
least 1 wide, that of a risk difference or proportion at least 0.5. Mean differences are left out: their unit is not
known.

## Why it matters

An odds ratio of 5.90 sounds like a strong effect. With an interval of 1.04 to 33.47, "hardly at all" and "thirty
times" are both compatible with what was found.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.30,3.68
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

Nothing is wrong with the record if the source prints it so. Take care that no claim makes more of the number than the
interval allows, and acknowledge the note.

## Source

GRADE guidelines 6 on imprecision, https://doi.org/10.1016/j.jclinepi.2011.01.012. The limits are Claimpack's own and
far wider than those at which GRADE begins to doubt, so that only the extreme is noted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.inwords import effect_in_words, effect_values
from validator.evidence.measures import RATIOS
from validator.evidence.results import package_results
from validator.evidence.sound import sound_estimates
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "note"
SLICE = "source"

_FRACTIONS = ("RD", "proportion")
_WIDEST = {**dict.fromkeys(RATIOS, math.log(10)), "SMD": 1.0, "RD": 0.5, "proportion": 0.5}


def check(package: Package) -> Iterator[Sighting]:
    """Compares the width of each interval with the widest that is not noted."""
    estimates, results = sound_estimates(package), package_results(package)
    yield from left_out(estimates)
    widest = estimates.rows["measure"].astype(object).map(_WIDEST)
    surely = results["high_least"] - results["low_most"]
    yield Examined(int((widest.notna() & surely.notna()).sum()))
    on_scale = ~estimates.rows["measure"].isin(_FRACTIONS) | (
        (results["low_most"] >= -1) & (results["high_least"] <= 1)
    )
    for record in estimates.where((surely >= widest) & on_scale):
        row = estimates.row(record)
        message = f"{effect_in_words(row)} has so wide an interval that its size is hardly known"
        hint = "Make no more of it than the interval allows, and acknowledge this note."
        place = estimates.place(record, "ci_high")
        yield Finding(place, message, hint, (row["estimate_id"],), effect_values(row))
