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

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import RATIOS
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.leftoutrecords import left_out

if TYPE_CHECKING:
    from claimpack.package.package import Package

SEVERITY = "note"

_FRACTIONS = ("RD", "proportion")
_WIDEST = {**dict.fromkeys(RATIOS, math.log(10)), "SMD": 1.0, "RD": 0.5, "proportion": 0.5}
_HINT = "Make no more of it than the interval allows, and acknowledge this note."


def check(package: Package) -> Iterator[Observation]:
    """Compares the width of each interval with the widest that is not noted."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        measure, numbers = estimate["measure"], evidence.printed(estimate)
        if measure not in _WIDEST or numbers.low is None or numbers.high is None:
            continue
        examined += 1
        least, most = numbers.low.most, numbers.high.least  # of the narrowest interval that may be printed so
        if most - least >= _WIDEST[measure] and (measure not in _FRACTIONS or (least >= -1 and most <= 1)):
            yield Finding(
                estimate.place("ci_high"),
                f"{effect_in_words(estimate)} has so wide an interval that its size is hardly known",
                _HINT,
                (estimate["estimate_id"],),
                effect_values(estimate),
            )
    yield Examined(examined)
