"""A count is larger than the group it was counted in.

## What it checks

In each arm `events` is not above `total`, and the totals of both arms together are not above the estimate's
`population_size`, unless everybody was in both arms, as in a crossover trial.

## Why it matters

No more people can have an event than there are people. One of the counts was mistyped, or counts events where it should
count people.

## Fails

```csv estimates
estimate_id,events_intervention,total_intervention
E2,41,40
```

## Passes

```csv estimates
estimate_id,events_intervention,total_intervention
E2,0,40000
```

## How to fix

Compare the counts with the source. If it counts events, several of which one person can have, leave the counts blank.

## Source

Cochrane Handbook, chapter 6, on dichotomous outcomes, https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.evidence import evidence_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Record

SEVERITY = "error"

_ARMS = ("intervention", "control")
_HINT = "Compare the two with the source; they count people, not events."


def check(package: Package) -> Iterator[Sighting]:
    """Compares the counts of each arm, and the arms with the whole."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    for estimate in evidence.estimates:
        people = _count(estimate, "population_size")
        for arm in _ARMS:
            yield from _arm(estimate, arm, people)
        yield from _both_arms(estimate, people)


def _arm(estimate: Record, arm: str, people: int | None) -> Iterator[Sighting]:
    """The events of one arm against the people in it or, where that is not known, against all people."""
    column, whole = f"events_{arm}", f"total_{arm}"
    events, total = _count(estimate, column), _count(estimate, whole)
    if total is None:
        whole, total = "population_size", people
    if events is None or total is None:
        return
    yield Examined(1)
    if events > total:
        message = f"{column} is {estimate[column]}, but {whole} is only {estimate[whole]}"
        judged = (estimate[column], estimate[whole])
        yield Finding(estimate.place(column), message, _HINT, (estimate["estimate_id"],), judged)


def _both_arms(estimate: Record, people: int | None) -> Iterator[Sighting]:
    one, other = (_count(estimate, f"total_{arm}") for arm in _ARMS)
    arms = (one or 0) + (other or 0)
    if not arms or people is None:
        return
    yield Examined(1)
    has_crossed_over = one == other == people
    if arms > people and not has_crossed_over:
        totals = estimate["total_intervention"], estimate["total_control"]
        together = "the two arms have" if all(totals) else "one arm alone has"
        message = f"population_size is {estimate['population_size']}, but {together} {arms} people"
        hint = "Compare the totals and the population size with the source."
        judged = (estimate["population_size"], *totals)
        yield Finding(estimate.place("population_size"), message, hint, (estimate["estimate_id"],), judged)


def _count(estimate: Record, column: str) -> int | None:
    return int(estimate[column]) if estimate[column] else None
