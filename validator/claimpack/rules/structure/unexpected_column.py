"""A table has a column that does not belong to it, or has a column twice.

## What it checks

Each label of the header is a column of the table's schema and appears once.

## Why it matters

No program reads a misspelt column: its values are lost without a warning.

## Fails

```text claims/relations.csv
claim_id,relation,target_claim,note
C5,qualifies,C4,
```

## Passes

```text claims/relations.csv
claim_id,relation,target_claim_id,note
C5,qualifies,C4,
```

## How to fix

Rename the column as suggested. If it holds something of your own, move it to `note` or to a file outside the package.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `fieldsMatch`.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.place import Place, cell_address
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import quoted

SEVERITY = "error"

_LONGEST_NAME = 100


def check(package: Package) -> Iterator[Observation]:
    """Looks at the header of each table."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        yield Examined(len(table.file.header))
        for label in table.header.unexpected:
            name = label.text if len(label.text) <= _LONGEST_NAME else None
            place = Place(table.path, table.name, 1, 1, name, cell_address(label.position, 1))
            if label.repeated:
                message, hint = f"the column {quoted(label.text)} is there twice", "Keep one of them."
            elif not label.text:
                message, hint = "a column has no name", "Name it, or delete it."
            else:
                message = f"{table.name} has no column {quoted(label.text)}"
                columns = ", ".join(table.schema.fields)
                hint = f"Rename it, or keep it in a file outside the package. The columns are: {columns}."
                hint = f"Did you mean {quoted(label.suggestion)}?" if label.suggestion else hint
            yield Finding(place, message, hint, judged=(label.text,))
