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

from validator.evidence.directions import COMPARATIVE, CONTRADICTED_BY
from validator.evidence.inwords import REPORTED, effect_in_words, effect_values, verdict_in_words
from validator.evidence.sound import sound_estimates
from validator.evidence.verdicts import package_verdicts
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "source"


def check(package: Package) -> Iterator[Sighting]:
    """Compares the source's words on each estimate with the verdict of its interval."""
    estimates, verdicts = sound_estimates(package), package_verdicts(package)
    yield from left_out(estimates)
    words = estimates.rows["reported_direction"]
    yield Examined(int((words.isin(COMPARATIVE) & (verdicts != "")).sum()))
    for direction, verdicts_against in CONTRADICTED_BY.items():
        for record in estimates.where((words == direction) & verdicts.isin(verdicts_against)):
            row = estimates.row(record)
            shows = verdict_in_words(verdicts[record], row)
            source, outcome = row["source_id"], row["outcome"]
            message = (
                f"in words {source} reports {REPORTED[direction]} in {outcome}, but its own number, "
                f"{effect_in_words(row)}, {shows}"
            )
            hint = (
                "Compare both with the source; if it says so, it contradicts itself: acknowledge it with that reason."
            )
            place = estimates.place(record, "reported_direction")
            yield Finding(place, message, hint, (row["estimate_id"],), (direction, *effect_values(row)))
