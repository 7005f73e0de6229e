"""A table lacks a required column.

## What it checks

The header has every column in which each record needs a value. Other columns may be left out and count as blank.
unexpected-column reports a misspelt label of a column instead.

## Why it matters

Programs find values by column. Without the column, the rules that need it can't run.

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

Add the column at its place in the schema, with a value for each record.

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
