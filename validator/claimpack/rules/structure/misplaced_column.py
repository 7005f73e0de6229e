"""The columns of a table are not in the schema's order.

## What it checks

The columns are in the order of the table's schema. Claimpack still reads values by the name of the column.

## Why it matters

A program that reads by position confuses columns, and a comparison of two versions shows more differences than there
are.

## Fails

```text claims/relations.csv
claim_id,target_claim_id,relation,note
C5,C4,qualifies,
```

## Passes

```text claims/relations.csv
claim_id,relation,target_claim_id,note
C5,qualifies,C4,
```

## How to fix

Move the column as the hint says.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `fieldsMatch`.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place, cell_address
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.readabletables import left_out_tables

SEVERITY = "note"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the order of each table's columns."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        yield Examined(len(table.header.positions))
        columns = list(table.schema.fields)
        for column in table.header.misplaced:
            before = columns.index(column)
            where = f"after {columns[before - 1]}" if before else "to the front"
            place = Place(table.path, table.name, 1, 1, column, cell_address(table.header.positions[column], 1))
            yield Finding(place, f"the column {column} is out of place", f"Move it {where}.", judged=(column,))
