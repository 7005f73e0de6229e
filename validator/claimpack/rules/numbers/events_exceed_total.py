"""A count is larger than the group it was counted in.

## What it checks

In each arm `events` is not above `total`. The totals of both arms together are not above the estimate's
`population_size`, unless everybody was in both arms, as in a crossover trial. It was not one if the source of a single
study has enough people for both arms, or if its title or a note says "parallel group". If one of these calls it a
crossover trial, a few may have left before the second arm.

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

Compare the counts with the source. If it counts events, of which one person can have several, leave the counts blank.

## Source

Cochrane Handbook, chapter 6, on dichotomous outcomes, https://training.cochrane.org/handbook/current/chapter-06.
"""

from collections.abc import Iterator

from claimpack.evidence.counts import may_cross_over
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "error"

_ARMS = (("events_intervention", "total_intervention"), ("events_control", "total_control"))
_COUNTED = "Compare the two with the source; they count people, not events."


def check(package: Package) -> Iterator[Observation]:
    """Compares the counts of each arm, and the arms with the whole."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    for estimate in evidence.estimates:
        for events, total in _ARMS:
            if estimate[events]:
                yield from _compare(estimate, events, total if estimate[total] else "population_size")
        if estimate["population_size"]:
            yield from _compare_arms(evidence, estimate)


def _compare(estimate: Record, events: str, total: str) -> Iterator[Observation]:
    """Compares the people with an event with all people of the arm, or of the study if the arm's size is unknown."""
    one, other = estimate[events], estimate[total]
    if not other:
        return
    yield Examined(1)
    if int(one) > int(other):
        message = f"{events} is {one}, but {total} is only {other}"
        yield Finding.on(estimate, events, message, _COUNTED, (one, other))


def _compare_arms(evidence: Evidence, estimate: Record) -> Iterator[Observation]:
    one, other, people = (estimate[column] for column in ("total_intervention", "total_control", "population_size"))
    arms = int(one or 0) + int(other or 0)
    if not arms:
        return
    yield Examined(1)
    if arms > int(people) and not _everybody_was_in_both(evidence, estimate):
        yield Finding.on(
            estimate,
            "population_size",
            f"population_size is {people}, but {'the two arms have' if one and other else 'one arm alone has'} {arms} "
            "people",
            "Compare the totals and the population size with the source.",
            (people, one, other),
            tentative=may_cross_over(estimate, people)
            or (evidence.named_design(estimate) == "crossover" and max(int(one or 0), int(other or 0)) <= int(people)),
        )


def _everybody_was_in_both(evidence: Evidence, estimate: Record) -> bool:
    """Whether both arms have the same people: all of them, or nearly all if a title or a note says crossover."""
    one, other, people = (estimate[column] for column in ("total_intervention", "total_control", "population_size"))
    if not one or not other or evidence.is_of_two_groups(estimate):
        return False
    if evidence.named_design(estimate) == "crossover":
        return may_cross_over(estimate, people)
    return int(one) == int(other) == int(people)
