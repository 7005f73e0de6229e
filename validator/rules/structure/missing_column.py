"""A table lacks a column.

## What it checks

The header names every column of the table's schema, those that may be blank included. A label that was most likely
meant for a column is told of by unexpected-column instead.

## Why it matters

Readers find values by column. A rule that needs a column which is not there can't run.

## Fails

```text claims/relations.csv
claim_id,relation,target_claim_id
C5,qualifies,C4
```

## Passes

```text claims/relations.csv
claim_id,relation,target_claim_id,note
C5,qualifies,C4,
```

## How to fix

Add the column where the schema has it; its cells may be blank unless the column is required.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `fieldsMatch`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.place import Place
from validator.rules.alltables import all_tables
from validator.rules.finding import Examined, Finding, LeftOut, Sighting

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"
SLICE = "package"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for each column of each table."""
    for table in all_tables(package):
        if isinstance(table, LeftOut):
            yield table
            continue
        yield Examined(len(table.schema.fields))
        columns = list(table.schema.fields)
        for column in table.header.missing:
            before = columns.index(column)
            where = f"after {columns[before - 1]}" if before else "as the first"
            place = Place(table.path, table.name, 1, 1, column)
            yield Finding(place, f"the column {column} is missing", f"Add it {where}.", judged=(column,))
