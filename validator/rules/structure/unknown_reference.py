"""A cell, or an item of a list cell, names a record that is not there.

## What it checks

Every reference that the schemas declare: single cells (`foreignKeys`) and the items of list cells such as `source_ids`,
which Table Schema has no word for.

## Why it matters

A claim whose source is not in the package can't be checked against it, and an app that follows the id finds nothing.

## Fails

```csv claims
claim_id,source_ids
C1,S1;S33
```

## Passes

```csv claims
claim_id,source_ids
C1,S1;S2
```

## How to fix

Correct the id, or add the record it names.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `foreignKeys`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.rules.alltables import all_tables
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.wording import joined, nearest_id, quoted

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table
    from validator.package.tableschema import Reference

SEVERITY = "error"
SLICE = "package"

_MOST_CHOICES = 5_000
"""Beyond so many ids no nearest one is looked for: it would take longer than the check."""

_MOST_SUGGESTIONS = 100
"""For so many different names the nearest id is looked for."""


def check(package: Package) -> Iterator[Sighting]:
    """Looks up each reference of each table."""
    for table in all_tables(package):
        if isinstance(table, LeftOut):
            yield table
            continue
        for reference in table.schema.references:
            try:
                yield from _look_up(package, table, reference)
            except Unavailable as unavailable:
                yield LeftOut(f"{table.name}.{reference.field} was not looked up: {unavailable}")


def _look_up(package: Package, table: Table, reference: Reference) -> Iterator[Sighting]:
    target = package.table(reference.table)
    ids = {name.strip() for name in target.distinct(reference.key)}  # a refused id is still the one that was meant
    is_list = table.schema.fields[reference.field].is_list
    if is_list:
        names = table.items(reference.field)
        yield Examined(len(names))
        unknown = names[~names.isin(ids)]
    else:
        filled = ~table.among(reference.field, {""})
        yield Examined(int(filled.sum()))
        unknown = table[reference.field][filled & ~table.among(reference.field, ids)]
    choices: list[str] = list(target[reference.key].unique()) if len(ids) <= _MOST_CHOICES else []
    nearest_to = {name: nearest_id(name, choices) for name in unknown.unique()[:_MOST_SUGGESTIONS]}
    for record, name in unknown.items():
        choice = nearest_to.get(name, "")
        hint = joined(choice, f"Correct it, or add the record to {target.path}.")
        what = "names" if is_list else "is"
        message = f"{reference.field} {what} {quoted(str(name))}, which is not in {reference.table}"
        place = table.place(int(str(record)), reference.field)
        yield Finding(place, message, hint, table.subjects(int(str(record))), (str(name),))
