"""A concept stands where a concept of another kind belongs.

## What it checks

Each column for an outcome, intervention, route, population or comparator names a concept of that kind, and a concept's
broader concepts are of its own kind.

## Why it matters

Claims are compared by what they are about. A route entered as an outcome is compared with nothing.

## Fails

```csv claims
claim_id,outcome
C1,dim_light
```

## Passes

```csv claims
claim_id,outcome,comparator
C1,headache,dim_light
```

## How to fix

Name a concept of the right kind, or mend the concept's kind in concepts.csv.

## Source

The PICO scheme: population, intervention, comparator, outcome; Richardson and others 1995,
https://doi.org/10.7326/ACPJC-1995-123-3-A12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from validator.package.columns import values_of
from validator.package.unavailable import Unavailable
from validator.rules.alltables import all_tables
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.wording import quoted

if TYPE_CHECKING:
    import pandas as pd

    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "error"
SLICE = "package"


def check(package: Package) -> Iterator[Sighting]:
    """Looks up the kind of each concept that a record names."""
    concepts = package.table("concepts")
    kinds: dict[str, str] = {}
    for name, kind in zip(values_of(concepts["concept_id"]), values_of(concepts["kind"]), strict=True):
        if name and kind:
            kinds.setdefault(name, kind)
    for table in all_tables(package):
        if isinstance(table, LeftOut):
            yield table
            continue
        for field in table.schema.fields.values():
            if field.concept_kind is None:
                continue
            try:
                names = table.items(field.name) if field.is_list else table[field.name]
                yield from _compare(table, field.name, names, field.concept_kind, kinds)
            except Unavailable as unavailable:
                yield LeftOut(str(unavailable))
    broader = concepts.items("broader")
    for kind in dict.fromkeys(filter(None, values_of(concepts["kind"]))):
        yield from _compare(
            concepts, "broader", broader[(concepts["kind"] == kind).to_numpy()[broader.index]], kind, kinds
        )


def _compare(
    table: Table, column: str, names: pd.Series[str], expected: str, kinds: Mapping[str, str]
) -> Iterator[Sighting]:
    yield Examined(int(names.isin(list(kinds)).sum()))
    others = [name for name, kind in kinds.items() if kind != expected]
    for record, name in names[names.isin(others)].items():
        position = int(str(record))
        message = f"{column} names {quoted(str(name))}, which is a concept of kind {kinds[str(name)]}, not {expected}"
        place = table.place(position, column)
        hint = f"Name a concept of kind {expected}, or mend the concept's kind."
        yield Finding(place, message, hint, table.subjects(position), (str(name), kinds[str(name)]))
