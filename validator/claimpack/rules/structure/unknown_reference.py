"""A cell, or an item of a list cell, names a record that does not exist.

## What it checks

Every reference that the schemas declare names an existing record: single cells (`foreignKeys`), and the items of list
cells such as `source_ids`, which Table Schema can't declare.

## Why it matters

If a claim's source is not in the package, the claim can't be checked against it, and apps can't show it.

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

Correct the id, or add the record that it names.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, on `foreignKeys`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field, Reference, named_in
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import joined, nearest_id, quoted

SEVERITY = "error"

_MOST_CHOICES = 5_000
"""With more ids than this, no similar id is looked for: that would take longer than the check."""

_MOST_SUGGESTIONS = 100
"""A similar id is looked for at most this many different names."""


def check(package: Package) -> Iterator[Observation]:
    """Looks up each reference of each table."""
    yield from left_out_tables(package)
    ids_in = cache(partial(_ids, package))
    for table in package.readable_tables():
        for reference in table.schema.references:
            try:
                yield from _look_up(package, table, reference, ids_in(reference.table, reference.key))
            except Unavailable as unavailable:
                yield LeftOut(f"{table.name}.{reference.field} was not looked up: {unavailable}")


def _ids(package: Package, table: str, key: str) -> set[str]:
    """The ids of a table, including invalid ones: references may still mean them."""
    return set(map(str.strip, package.table(table).nearly_distinct(key)))


def _look_up(package: Package, table: Table, reference: Reference, ids: set[str]) -> Iterator[Observation]:
    target = package.table(reference.table)
    field = table.schema.fields[reference.field]
    examined = 0
    unknown: dict[str, list[str]] = {}
    for cell, count in Counter(table.cells(field.name)).items():
        names = named_in(field, cell)
        examined += count * len(names)
        if not ids.issuperset(names):
            unknown[cell] = [name for name in names if name not in ids]
    yield Examined(examined)
    if unknown:
        choices = list(dict.fromkeys(target.cells(reference.key))) if len(ids) <= _MOST_CHOICES else []
        yield from _tell(table, field, unknown, target, choices)


def _tell(
    table: Table, field: Field, unknown: Mapping[str, list[str]], target: Table, choices: list[str]
) -> Iterator[Finding]:
    """A problem for each cell and each name in it that no record of ``target`` has."""
    what = "names" if field.is_list else "is"
    nearest_to: dict[str, str] = {}
    for record, cell in enumerate(table.cells(field.name)):
        for name in unknown.get(cell, ()):
            if name not in nearest_to and len(nearest_to) < _MOST_SUGGESTIONS:
                nearest_to[name] = nearest_id(name, choices)
            hint = joined(nearest_to.get(name, ""), f"Correct it, or add the record to {target.path}.")
            message = f"{field.name} {what} {quoted(name)}, which is not in {target.name}"
            yield Finding.on(table.record(record), field.name, message, hint, (name,))
