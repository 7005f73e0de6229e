"""An estimate is not in the middle of its confidence interval.

## What it checks

Nearly all intervals are an estimate plus and minus the same distance: for differences as printed, for ratios (RR, OR,
HR, IRR) on the logarithmic scale, where 0.5 and 2 are equally far from 1. The rule asks whether any three numbers
that would be rounded to the printed ones could be so. For a risk difference it is a note, since good methods for
those (Newcombe, Miettinen and Nurminen) give intervals that are not symmetric. Proportions are left out: their
intervals are made in many ways. So are ratios printed as 0.

## Why it matters

If no such numbers exist, one of the three was mistyped or misprinted, or the interval was made in an unusual way. A
ratio whose interval is symmetric as printed was probably computed without logarithms, and is wider or narrower than
it says.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.06,0.90,1.22
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

Compare the numbers with the source and correct the one that was mistyped. If the source prints them so, acknowledge it.
Exact, profile-likelihood, bootstrap and Bayesian intervals need not be symmetric: say so in the reason.

## Source

Altman and Bland 2011, https://doi.org/10.1136/bmj.d2304, on the two scales; a number as the range that its digits leave
open as in statcheck, https://doi.org/10.3758/s13428-015-0664-2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import COMPARING, RATIOS
from claimpack.evidence.phrasing import effect_in_words, effect_values
from claimpack.evidence.printed import SLACK, half_unit
from claimpack.evidence.significance import fits_its_interval
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.leftoutrecords import left_out

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.table import Record

SEVERITY = "warning"

_HINT = "Compare the numbers with the source; acknowledge it if the source itself prints them so."


def check(package: Package) -> Iterator[Observation]:
    """Looks for an estimate and limits, within what the digits leave open, that would be symmetric."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        measure, numbers = estimate["measure"], evidence.printed(estimate)
        if measure not in COMPARING or None in (numbers.estimate, numbers.low, numbers.high):
            continue
        if numbers.contradictory or numbers.may_be_zero:
            continue
        examined += 1
        if not fits_its_interval(numbers):
            yield Finding(
                estimate.place("estimate"),
                f"{effect_in_words(estimate)} is not in the middle of its interval{_where_it_is(estimate)}",
                _HINT,
                (estimate["estimate_id"],),
                effect_values(estimate),
                tentative=measure == "RD",
            )
    yield Examined(examined)


def _where_it_is(estimate: Record) -> str:
    middle, low, high = (float(estimate[column]) for column in ("estimate", "ci_low", "ci_high"))
    if estimate["measure"] not in RATIOS:
        return f", whose middle is {(low + high) / 2:.3g}"
    if low <= 0:
        return ""
    rounding = half_unit(estimate["estimate"]) + (half_unit(estimate["ci_low"]) + half_unit(estimate["ci_high"])) / 2
    as_printed = abs((low + high) / 2 - middle) <= rounding + SLACK
    where = f", whose middle on the logarithmic scale is {math.sqrt(low * high):.3g}"
    return where + ("; it is in the middle as printed, as if no logarithm had been taken" if as_printed else "")
