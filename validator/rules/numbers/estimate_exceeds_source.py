"""An estimate rests on more studies or people than its source includes.

## What it checks

An estimate's `study_count` and `population_size` are not above those of its source.

## Why it matters

One outcome can't be studied in more trials or people than the whole paper includes. One of the numbers was mistyped,
or the estimate belongs to another source.

## Fails

```csv estimates
estimate_id,study_count
E1,21
```

## Passes

```csv estimates
estimate_id,study_count
E1,12
```

## How to fix

Compare both numbers with the source.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from validator.evidence.sound import sound_estimates, sound_sources
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Compares each estimate with its source."""
    estimates, sources = sound_estimates(package), sound_sources(package)
    yield from left_out(estimates, sources)
    for column, what in (("study_count", "studies"), ("population_size", "people")):
        whole = estimates.rows["source_id"].map(sources.rows.set_index("source_id")[column]).fillna("")
        here, there = (pd.to_numeric(values.replace("", None)) for values in (estimates.rows[column], whole))
        yield Examined(int((here.notna() & there.notna()).sum()))
        for record in estimates.where(here > there):
            row = estimates.row(record)
            source = row["source_id"]
            message = f"{column} is {row[column]}, but the source {source} includes {whole[record]} {what} in all"
            hint = "Compare both with the source; acknowledge it if it counts several comparisons of one study."
            subjects = (row["estimate_id"], source)
            yield Finding(estimates.place(record, column), message, hint, subjects, (row[column], whole[record]))
