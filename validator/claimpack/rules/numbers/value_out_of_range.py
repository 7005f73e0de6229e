"""A number is impossible for its measure.

## What it checks

- A ratio (RR, OR, HR, IRR, ROM) and its limits are not negative.
- A proportion lies between 0 and 1, a risk difference between -1 and 1, or 100 times that if `unit` is %.
- No p-value is below 0 or above 1.

If only a limit of a proportion or risk difference is out of range, the problem is a warning: a simple formula can give
such limits.

## Why it matters

Such a number was mistyped, or is on another scale: a logarithm, or per cent. If it were used, the verdict on the claim
would be wrong.

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

Enter ratios themselves, not their logarithms. Enter proportions and risk differences as fractions of 1, or in per cent
with % in `unit`: 12.5 % is then 12.5.

## Source

The definitions of the measures; Cochrane Handbook, chapter 6,
https://training.cochrane.org/handbook/current/chapter-06.
"""

import math
from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import ESTIMATE_AND_LIMITS, RATIOS
from claimpack.evidence.percentages import PER_CENT, unit_sign
from claimpack.evidence.printed import POSSIBLE, is_impossible, is_impossible_p
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "error"

_AS_FRACTION = "Enter it as a fraction of 1, or as printed in per cent with % in unit."
_IN_PER_CENT = "Enter the number of per cent; leave unit blank if it is a fraction of 1."


def check(package: Package) -> Iterator[Observation]:
    """Looks at each number that has a range; reports the first number of an estimate that is out of it."""
    estimates = evidence_of(package).estimates
    yield from left_out(estimates)
    examined = 0
    for estimate in estimates:
        if estimate["measure"] in POSSIBLE:
            examined += sum(estimate[column] != "" for column in ESTIMATE_AND_LIMITS)
            outside = next((column for column in ESTIMATE_AND_LIMITS if is_impossible(estimate, column)), None)
            if outside is not None:
                yield _finding(estimate, outside)
        if estimate["p_value"]:
            examined += 1
            if is_impossible_p(estimate):
                yield _of_p(estimate)
    yield Examined(examined)


def _of_p(estimate: Record) -> Finding:
    relation, printed = estimate["p_relation"], estimate["p_value"]
    message = f"p_value is said to be {relation} {printed}, which no p-value can be"
    hint = "Enter p_relation and p_value as the source prints them; acknowledge it if it does print this."
    return Finding.on(estimate, "p_value", message, hint, (relation, printed))


def _finding(estimate: Record, column: str) -> Finding:
    measure, sign = estimate["measure"], unit_sign(estimate)
    lowest, highest = (100 * end if sign else end for end in POSSIBLE[measure])
    range_ = f"{lowest:g} or more" if highest == math.inf else f"between {lowest:g} and {highest:g}{sign}"
    if measure in RATIOS:
        hint = "Enter the ratio itself, not its logarithm."
    elif column == "estimate":
        hint = _IN_PER_CENT if sign else _AS_FRACTION
    else:
        hint = "A simple formula can give such a limit: if the source prints it, keep it and acknowledge this."
    message = f"{column} is {estimate[column]}{sign}, but {measure} can only be {range_}"
    judged = (measure, *(estimate[each] for each in ESTIMATE_AND_LIMITS), *([PER_CENT] if sign else []))
    return Finding.on(estimate, column, message, hint, judged, tentative=column != "estimate" and measure not in RATIOS)
