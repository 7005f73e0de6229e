"""An estimate lies outside its own confidence interval.

## What it checks

`estimate` lies between `ci_low` and `ci_high`, or could have done so before rounding. If the two could meet only at a
single point, as 1.19 and a lower limit of 1.20 could, the estimate counts as outside: that side of the interval would
have no width.

If one typing error explains the problem (two digits exchanged, a minus lost, a shifted decimal point, a lost digit),
and only one correction puts the estimate in the middle, the message names it. This is a guess: keep the printed number.

## Why it matters

An interval always contains its estimate. If it does not, at least one of the three numbers is wrong, here or in the
source.

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

The definition of a confidence interval. How often such errors are published: Georgescu and Wren 2018,
https://academic.oup.com/bioinformatics/article/34/10/1758/4772681.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.likelyreading import likely_reading
from claimpack.evidence.phrasing import effect_values
from claimpack.evidence.printed import is_below
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "error"

_HINT = "Compare the three numbers with the source; acknowledge it if the source itself prints them so."


def check(package: Package) -> Iterator[Observation]:
    """Compares each estimate with the limits of its interval; interval-reversed reports reversed limits."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        middle, low, high, _, _, contradictory, *_ = evidence.printed(estimate)
        if middle is None or (low is None and high is None):
            continue
        if low is not None and high is not None and low.least > high.most:
            continue
        examined += 1
        if not contradictory and not estimate["unit"]:
            continue
        if low is not None and is_below(estimate["estimate"], estimate["ci_low"]):
            limit = f"below its lower limit {estimate['ci_low']}"
        elif high is not None and is_below(estimate["ci_high"], estimate["estimate"]):
            limit = f"above its upper limit {estimate['ci_high']}"
        else:
            continue
        reading = likely_reading(estimate)
        message = f"estimate is {estimate['estimate']}, which is {limit}" + (f"; {reading.in_words}" if reading else "")
        yield Finding.on(estimate, "estimate", message, _HINT, effect_values(estimate))
    yield Examined(examined)
