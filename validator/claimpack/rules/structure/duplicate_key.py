"""Two records of a table have the same key.

## What it checks

No two records of a table have the same key: the id, or the columns that the schema's `primaryKey` names.

## Why it matters

Other records refer to a record by its key. If two records have the same key, nobody knows which one is meant.

## Fails

```text+ claims/sources.csv
S1,unidentified,,,,,,,,,,,,,,,,,,,
```

## Passes

```text+ claims/sources.csv
S9,unidentified,,,,,,,,,,,,,,,,,,,
```

## How to fix

Delete the record if it is a copy. Otherwise give it an id of its own, and correct the references to it.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `primaryKey`.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.sharedtables import differing_columns
from claimpack.package.table import Table
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import listed, quoted

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at the key of each record."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        try:
            keys = table.key_cells
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        yield Examined(len(keys))
        if len(set(keys)) == len(keys):
            continue
        first_with: dict[str, int] = {}
        for record, key in enumerate(keys):
            first = first_with.setdefault(key, record)
            if key and first != record:
                place = table.place(record, table.schema.primary_key[0])
                message = f"the key {quoted(key)} is in {_where(table, first, record)}"
                hint = "Delete it if it is a copy, or give it a key of its own."
                yield Finding(place, message, hint, (key,), (key,))


def _where(table: Table, first: int, again: int) -> str:
    """The row that has the key first; for a row of another file also that file, and where the two records differ."""
    place = table.place(first)
    if place.path == table.place(again).path:
        return f"row {place.row} already"
    differing = differing_columns(table.record(first), table.record(again))
    return f"row {place.row} of {place.path} already, with another {listed(differing)}"
