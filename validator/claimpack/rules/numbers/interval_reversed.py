"""The lower limit of a confidence interval is above the upper one.

## What it checks

`ci_low` is not above `ci_high`, whatever they were before rounding.

## Why it matters

The limits were swapped or one of them was mistyped. Any conclusion from the interval would be wrong.

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

The definition of an interval.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.likelyreading import likely_reading
from claimpack.evidence.phrasing import effect_values
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "error"

_HINT = "Enter the limits as the source prints them, the lower one first."


def check(package: Package) -> Iterator[Observation]:
    """Compares the limits of each interval."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        numbers = evidence.printed(estimate)
        if numbers.low is None or numbers.high is None:
            continue
        examined += 1
        if numbers.low.least > numbers.high.most:
            reading = likely_reading(estimate)
            message = (
                f"ci_low is {estimate['ci_low']} and ci_high is {estimate['ci_high']}, so the lower limit is above the "
                f"upper one{f'; {reading.in_words}' if reading else ''}"
            )
            yield Finding.on(estimate, "ci_low", message, _HINT, effect_values(estimate))
    yield Examined(examined)
