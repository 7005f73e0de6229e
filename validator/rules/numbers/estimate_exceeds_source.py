"""An estimate rests on more than its source includes, or on something else.

## What it checks

An estimate's `study_count` and `population_size` are not above those of its source, and its intervention, route and
population are among what its source studied, as far as both are recorded.

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

from validator.evidence.coverage import COVERING, STUDIED
from validator.evidence.distinctrows import ask_once
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_estimates, sound_sources
from validator.package.columns import numbers_of
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "source"

_TABLES = ("estimates", "sources")


def check(package: Package) -> Iterator[Sighting]:
    """Compares each estimate with its source."""
    estimates, sources = sound_estimates(package), sound_sources(package)
    yield from left_out(estimates, sources)
    for column, what in (("study_count", "studies"), ("population_size", "people")):
        whole = estimates.rows["source_id"].map(sources.rows.set_index("source_id")[column]).fillna("")
        here, there = (numbers_of(values) for values in (estimates.rows[column], whole))
        yield Examined(int((here.notna() & there.notna()).sum()))
        for record in estimates.where(here > there):
            row = estimates.row(record)
            source = row["source_id"]
            message = f"{column} is {row[column]}, but the source {source} includes {whole[record]} {what} in all"
            hint = "Compare both with the source; acknowledge it if it counts several comparisons of one study."
            subjects, judged = (row["estimate_id"], source), (row[column], whole[record])
            place = estimates.place(record, column)
            yield Finding(place, message, hint, subjects, judged, subject_tables=_TABLES)
    yield from _beyond_scope(package)


def _beyond_scope(package: Package) -> Iterator[Sighting]:
    estimates, sources, tree = sound_estimates(package), sound_sources(package), hierarchy(package)
    for column in COVERING:
        what = estimates.rows["source_id"].map(sources.rows.set_index("source_id")[STUDIED[column]]).fillna("")
        here = (estimates.rows[column] != "") & (what != "")
        yield Examined(int(here.sum()))
        if not here.any():
            continue
        covered = ask_once([estimates.rows[column][here], what[here]], lambda one, cell: _covers(tree, cell, one))
        for record in here.index[here.to_numpy(dtype=bool)][~covered.astype(bool)]:
            row, concepts = estimates.row(record), split_items(what[record])
            message = f"{column} is {row[column]}, but the source {row['source_id']} studied {listed(concepts)}"
            hint = "Compare both with the source."
            subjects, judged = (row["estimate_id"], row["source_id"]), (row[column], *sorted(concepts))
            place = estimates.place(int(record), column)
            yield Finding(place, message, hint, subjects, judged, subject_tables=_TABLES)


def _covers(tree: Hierarchy, cell: str, concept: str) -> bool:
    return tree.covers(split_items(cell), concept)
