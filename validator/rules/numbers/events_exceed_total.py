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

import pandas as pd

from validator.evidence.sound import sound_estimates
from validator.package.columns import numbers_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"
SLICE = "source"

_COUNTS = ("events_intervention", "total_intervention", "events_control", "total_control", "population_size")


def check(package: Package) -> Iterator[Sighting]:
    """Compares the counts of each arm, and the arms with the whole."""
    estimates = sound_estimates(package)
    yield from left_out(estimates)
    rows = estimates.rows
    count = {column: _integers(rows[column]) for column in _COUNTS}
    for arm in ("intervention", "control"):
        events, total = f"events_{arm}", f"total_{arm}"
        yield Examined(int((count[events].notna() & count[total].notna()).sum()))
        for record in estimates.where((count[events] > count[total]).fillna(value=False)):
            row = estimates.row(record)
            message = f"{events} is {row[events]}, but {total} is only {row[total]}"
            hint = "Compare the two with the source; they count people, not events."
            yield Finding(
                estimates.place(record, events), message, hint, (row["estimate_id"],), (row[events], row[total])
            )
    people = count["population_size"]
    for column in ("events_intervention", "events_control"):
        alone = count[column.replace("events", "total")].isna()
        yield Examined(int((count[column].notna() & alone & people.notna()).sum()))
        for record in estimates.where((alone & (count[column] > people)).fillna(value=False)):
            row = estimates.row(record)
            message = f"{column} is {row[column]}, but population_size is only {row['population_size']}"
            hint = "Compare the two with the source; they count people, not events."
            pair = (row[column], row["population_size"])
            yield Finding(estimates.place(record, column), message, hint, (row["estimate_id"],), pair)
    one, other = count["total_intervention"], count["total_control"]
    arms = one.fillna(0) + other.fillna(0)
    crossed_over = ((one == people) & (other == people)).fillna(value=False)
    yield Examined(int(((arms > 0) & people.notna()).sum()))
    for record in estimates.where((arms > people).fillna(value=False) & ~crossed_over):
        row = estimates.row(record)
        together = "the two arms have" if row["total_intervention"] and row["total_control"] else "one arm alone has"
        message = f"population_size is {row['population_size']}, but {together} {arms[record]} people"
        hint = "Compare the totals and the population size with the source."
        judged = (row["population_size"], row["total_intervention"], row["total_control"])
        yield Finding(estimates.place(record, "population_size"), message, hint, (row["estimate_id"],), judged)


def _integers(column: pd.Series[str]) -> pd.Series[int]:
    return numbers_of(column).astype("Int64")
