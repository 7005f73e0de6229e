"""A confidence interval is so wide that the size of the estimate is hardly known.

## What it checks

Only extreme intervals are reported, and only where somebody may rely on the number: the interval excludes no effect,
but the upper limit of a ratio is at least ten times the lower one, or the interval is at least 2 wide for a
standardised mean difference or 0.5 for a risk difference. The interval of a proportion is reported if it is at least
0.6 wide.

An interval that includes no effect shows nothing, whatever its width, and rare events make many such intervals: of
16,277 trial results in safety analyses of reviews, 477 would be reported, and nobody relies on any of them. A ratio
whose upper limit is at most 0.5 is not reported: 0.01 to 0.13 is 87 to 99 % less. Mean differences are left out, since
their unit is not known, and so are prediction intervals.

## Why it matters

An odds ratio of 5.90 sounds like a strong effect. With an interval of 1.04 to 33.47, "hardly at all" and "thirty times"
are both compatible with what was found.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,5.90,1.04,33.47
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

If the source prints the numbers like this, the record is right. Take care that no claim says more than the interval
allows, and acknowledge the note.

## Source

GRADE guidelines 6 on imprecision, https://doi.org/10.1016/j.jclinepi.2011.01.012. The limits are Claimpack's own. They
are far wider than those at which GRADE begins to doubt, so that only extreme intervals are reported.
"""

import math
from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import RATIOS, WITHOUT_P_VALUE
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "note"

_FRACTIONS = ("RD", "proportion")
_WIDEST = {**dict.fromkeys(RATIOS, math.log(10)), "SMD": 2.0, "RD": 0.5, "proportion": 0.6}
_HALF = math.log(0.5)
"""Where the upper limit is below half, the effect is clearly large, whatever the ratio of the limits."""

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
        if estimate["interval_kind"] in WITHOUT_P_VALUE:
            continue
        examined += 1
        least, most = numbers.low.most, numbers.high.least  # of the narrowest interval that may be printed so
        if measure != "proportion" and numbers.low.least <= 0 <= numbers.high.most:
            continue
        if measure in RATIOS and most <= _HALF:
            continue
        if most - least >= _WIDEST[measure] and (measure not in _FRACTIONS or (least >= -1 and most <= 1)):
            message = f"{effect_in_words(estimate)} has an interval so wide that its size is hardly known"
            yield Finding.on(estimate, "ci_high", message, _HINT, effect_values(estimate))
    yield Examined(examined)
