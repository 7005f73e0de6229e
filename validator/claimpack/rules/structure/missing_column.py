"""A table lacks a column that it needs.

## What it checks

The header names every column in which each record needs a value. The other columns may be left out: they read as blank.
A label that was most likely meant for a column is reported by unexpected-column instead.

## Why it matters

Readers find values by column. A rule that needs a column which is not there can't run.

## Fails

```text claims/relations.csv
claim_id,relation
C5,qualifies
```

## Passes

```text claims/relations.csv
claim_id,relation,target_claim_id
C5,qualifies,C1
```

## How to fix

Add the column where the schema has it, with a value for each record.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `fieldsMatch`.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.readabletables import left_out_tables

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks for each column of each table."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        columns = list(table.schema.fields)
        needed = {name for name, field in table.schema.fields.items() if field.required}
        yield Examined(len(needed))
        for column in (column for column in table.header.missing if column in needed):
            before = columns.index(column)
            where = f"after {columns[before - 1]}" if before else "as the first"
            place = Place(table.path, table.name, 1, 1, column)
            yield Finding(place, f"the column {column} is missing", f"Add it {where}.", judged=(column,))
