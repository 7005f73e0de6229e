"""A number is one that its measure can't take.

## What it checks

A ratio (RR, OR, HR, IRR) and its limits are not negative; a proportion lies between 0 and 1, a risk difference
between -1 and 1; no p-value is below 0 or above 1. A proportion or risk difference whose estimate is in range but
whose limit is not is weighed more mildly: a simple formula can give such limits.

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

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.measures import RATIOS
from validator.evidence.rounding import rounding_bounds
from validator.evidence.sound import sound_estimates
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"

_RANGES = {**dict.fromkeys(RATIOS, (0.0, None)), "proportion": (0.0, 1.0), "RD": (-1.0, 1.0)}
_SCALES = {"RD": "Enter it as a fraction of 1.", "proportion": "Enter it as a fraction of 1."}


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each number that has a range."""
    estimates = sound_estimates(package)
    yield from left_out(estimates)
    rows = estimates.rows
    for column in ("estimate", "ci_low", "ci_high"):
        least, most = rounding_bounds(rows[column])
        for measure, (lowest, highest) in _RANGES.items():
            here = (rows["measure"] == measure) & (rows[column] != "")
            yield Examined(int(here.sum()))
            outside = most < lowest
            if highest is not None:
                outside |= least > highest
            for record in estimates.where(here & outside):
                row = estimates.row(record)
                range_ = f"{lowest:g} to {highest:g}" if highest is not None else f"{lowest:g} or more"
                message = f"{column} is {row[column]}, but {measure} can only be {range_}"
                hint = _SCALES.get(measure, "Enter the ratio itself, not its logarithm.")
                judged = (measure, row[column])
                tentative = column != "estimate" and measure not in RATIOS
                place = estimates.place(record, column)
                yield Finding(place, message, hint, (row["estimate_id"],), judged, tentative=tentative)
    with_p = rows["p_value"] != ""
    yield Examined(int(with_p.sum()))
    p_value = rows["p_value"].mask(~with_p, "0.5").astype("float64")
    impossible = ((rows["p_relation"] == "<") & (p_value <= 0)) | ((rows["p_relation"] == ">") & (p_value >= 1))
    for record in estimates.where(impossible):
        row = estimates.row(record)
        message = f"p_value is said to be {row['p_relation']} {row['p_value']}, which no p-value can be"
        hint = "Enter p_relation and p_value as the source prints them."
        judged = (row["p_relation"], row["p_value"])
        yield Finding(estimates.place(record, "p_value"), message, hint, (row["estimate_id"],), judged)
