"""Heterogeneity between studies is recorded for a single study.

## What it checks

An estimate with `i_squared` above 0 has a `study_count` of more than 1.

## Why it matters

I-squared says how much of the variation between studies is more than chance. A single study has no such variation, so
one of the two numbers belongs to another row of the table.

## Fails

```csv estimates
estimate_id,study_count,i_squared
E1,1,45
```

## Passes

```csv estimates
estimate_id,study_count,i_squared
E1,12,45
```

## How to fix

Compare both numbers with the source: one of them belongs to another outcome. If the source prints them like this,
acknowledge the problem.

## Source

Higgins et al. 2003, https://doi.org/10.1136/bmj.327.7414.557: I-squared is computed from the number of studies less
one.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "note"

_HINT = "Compare both numbers with the source; if it prints them so, acknowledge it."


def check(package: Package) -> Iterator[Observation]:
    """Looks at each estimate with both numbers."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates.filled("i_squared"):
        printed, count = estimate["i_squared"], estimate["study_count"]
        examined += bool(count)
        if count == "1" and float(printed) > 0:
            message = f"i_squared is {printed} %, but study_count is 1: one study has no heterogeneity between studies"
            judged = (printed, count)
            yield Finding.on(estimate, "i_squared", message, _HINT, judged)
    yield Examined(examined)
