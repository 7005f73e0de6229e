"""An estimate lies outside its own confidence interval.

## What it checks

`estimate` lies between `ci_low` and `ci_high`, or can do so before rounding.

## Why it matters

An interval is drawn around its estimate. If the estimate is outside, at least one of the three numbers is wrong, here
or in the source.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,0.18,0.90,1.22
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

Compare the three numbers with the source and correct the one that was mistyped. If the source prints them so, keep them
and acknowledge the problem: apps then show that the number can't be trusted.

## Source

Of the definition of a confidence interval. How often such errors are published: Georgescu and Wren 2018,
https://academic.oup.com/bioinformatics/article/34/10/1758/4772681.
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
    """Compares each estimate with the limits of its interval; a reversed interval is another rule's."""
    estimates, results = sound_estimates(package), package_results(package)
    yield from left_out(estimates)
    in_order = ~(results["low_least"] > results["high_most"])
    limited = results["low_least"].notna() | results["high_most"].notna()
    yield Examined(int((limited & results["estimate_least"].notna() & in_order).sum()))
    below = results["estimate_most"] < results["low_least"]
    above = results["estimate_least"] > results["high_most"]
    for record in estimates.where((below | above) & in_order):
        row = estimates.row(record)
        limit = f"below its lower limit {row['ci_low']}" if below[record] else f"above its upper limit {row['ci_high']}"
        message = f"estimate is {row['estimate']}, which is {limit}"
        hint = "Compare the three numbers with the source; acknowledge it if the source itself prints them so."
        yield Finding(estimates.place(record, "estimate"), message, hint, (row["estimate_id"],), effect_values(row))
