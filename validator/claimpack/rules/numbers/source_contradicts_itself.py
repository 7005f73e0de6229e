"""A source says in words what its own interval does not show.

## What it checks

`reported_direction`, what the source's words say of an estimate, against the interval: "increased" or "decreased"
needs an interval that excludes no effect on that side, "no difference" one that includes it. The digits decide only
where every value that rounds to them gives the same verdict.

| the source says | its interval must not be |
|---|---|
| increased | below no effect, or including it |
| decreased | above no effect, or including it |
| no_difference | above or below no effect |
| no_increase | above no effect |
| no_decrease | below no effect |

## Why it matters

Articles repeat a source's words. If the words go beyond the numbers, the claim inherits it.

## Fails

```csv estimates
estimate_id,reported_direction
E1,increased
```

## Passes

```csv estimates
estimate_id,reported_direction
E1,no_difference
```

## How to fix

Compare the words and the number with the source. If it does contradict itself, acknowledge the problem, so that
readers of the claim see it.

## Source

Boutron and others 2010, on conclusions that go beyond the results, https://doi.org/10.1001/jama.2010.651.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.evidence.directions import CONTRADICTED_BY
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.phrasing import REPORTED, effect_in_words, effect_values, shown_in_words
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.leftoutrecords import left_out

if TYPE_CHECKING:
    from claimpack.package.package import Package

SEVERITY = "warning"

_HINT = "Compare both with the source; if it says so, it contradicts itself: acknowledge it with that reason."


def check(package: Package) -> Iterator[Observation]:
    """Compares the source's words on each estimate with what its interval shows."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    for estimate in evidence.estimates:
        words, shown = estimate["reported_direction"], evidence.shown_by(estimate)
        if words not in CONTRADICTED_BY or not shown:
            continue
        examined += 1
        if shown in CONTRADICTED_BY[words]:
            yield Finding(
                estimate.place("reported_direction"),
                f"in words {estimate['source_id']} reports {REPORTED[words]} in {estimate['outcome']}, "
                f"but its own number, {effect_in_words(estimate)}, {shown_in_words(shown, estimate)}",
                _HINT,
                (estimate["estimate_id"],),
                (words, *effect_values(estimate)),
            )
    yield Examined(examined)
