"""The lower limit of a confidence interval is above the upper one.

## What it checks

`ci_low` is not above `ci_high`, whatever the digits left off by rounding may be.

## Why it matters

The limits were swapped or one of them was mistyped. Whatever is read from the interval would be wrong.

## Fails

```csv estimates
estimate_id,ci_low,ci_high
E1,1.22,0.90
```

## Passes

```csv estimates
estimate_id,ci_low,ci_high
E1,0.90,1.22
```

## How to fix

Enter the limits as the source prints them, the lower one first. If the source prints them the wrong way round, keep
them as printed and acknowledge the problem.

## Source

Of the definition of an interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.inwords import effect_values
from validator.evidence.results import package_results
from validator.evidence.sound import sound_estimates
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"
SLICE = "source"


def check(package: Package) -> Iterator[Sighting]:
    """Compares the limits of each interval."""
    estimates, results = sound_estimates(package), package_results(package)
    yield from left_out(estimates)
    yield Examined(int((results["low_least"].notna() & results["high_most"].notna()).sum()))
    for record in estimates.where(results["low_least"] > results["high_most"]):
        row = estimates.row(record)
        message = (
            f"ci_low is {row['ci_low']} and ci_high is {row['ci_high']}, so the lower limit is above the upper one"
        )
        hint = "Enter the limits as the source prints them, the lower one first."
        yield Finding(estimates.place(record, "ci_low"), message, hint, (row["estimate_id"],), effect_values(row))
