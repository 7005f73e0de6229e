"""A number is one that its measure can't take.

## What it checks

A ratio (RR, OR, HR, IRR) and its limits are not negative; a proportion lies between 0 and 1, a risk difference
between -1 and 1; no p-value is below 0 or above 1. Where the estimate of a proportion or risk difference is in range
and its limit is not, it is a warning: a simple formula can give such limits.

## Why it matters

Such a number was mistyped, or is on another scale: a logarithm, or per cent. Taken as it is, it would turn the
verdict on the claim around.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,0.05,-0.11,0.20
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

Enter ratios themselves, not their logarithms, and proportions and risk differences as fractions of 1: 12.5 % is 0.125.

## Source

Of the definition of the measures; Cochrane Handbook, chapter 6,
https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.measures import RATIOS
from validator.evidence.rounding import rounding_bounds
from validator.evidence.sound import sound_estimates
from validator.package.columns import numbers_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.evidence.sound import SoundRecords
    from validator.package.package import Package

SEVERITY = "error"
SLICE = "source"

_RANGES = {**dict.fromkeys(RATIOS, (0.0, math.inf)), "proportion": (0.0, 1.0), "RD": (-1.0, 1.0)}
_COLUMNS = ("estimate", "ci_low", "ci_high")


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each number that has a range; of one estimate the first that is out of it is told."""
    estimates = sound_estimates(package)
    yield from left_out(estimates)
    rows = estimates.rows
    measure = rows["measure"].astype(object)
    lowest, highest = (measure.map({name: ends[end] for name, ends in _RANGES.items()}) for end in (0, 1))
    told: set[int] = set()
    for column in _COLUMNS:
        least, most = rounding_bounds(rows[column])
        yield Examined(int((lowest.notna() & (rows[column] != "")).sum()))
        for record in estimates.where((lowest > most) | (highest < least)):
            if record not in told:
                told.add(record)
                yield _finding(estimates, record, column)
    yield Examined(int((rows["p_value"] != "").sum()))
    value = numbers_of(rows["p_value"])
    impossible = ((rows["p_relation"] == "<") & (value <= 0)) | ((rows["p_relation"] == ">") & (value >= 1))
    for record in estimates.where(impossible):
        row = estimates.row(record)
        message = f"p_value is said to be {row['p_relation']} {row['p_value']}, which no p-value can be"
        hint = "Enter p_relation and p_value as the source prints them; acknowledge it if it does print this."
        judged = (row["p_relation"], row["p_value"])
        yield Finding(estimates.place(record, "p_value"), message, hint, (row["estimate_id"],), judged)


def _finding(estimates: SoundRecords, record: int, column: str) -> Finding:
    row = estimates.row(record)
    measure = row["measure"]
    lowest, highest = _RANGES[measure]
    range_ = f"{lowest:g} or more" if highest == math.inf else f"between {lowest:g} and {highest:g}"
    message = f"{column} is {row[column]}, but {measure} can only be {range_}"
    if measure in RATIOS:
        hint = "Enter the ratio itself, not its logarithm."
    elif column == "estimate":
        hint = "Enter it as a fraction of 1."
    else:
        hint = "A simple formula can give such a limit: if the source prints it, keep it and acknowledge this."
    tentative = column != "estimate" and measure not in RATIOS
    judged = (measure, *(row[each] for each in _COLUMNS))
    return Finding(estimates.place(record, column), message, hint, (row["estimate_id"],), judged, tentative=tentative)
