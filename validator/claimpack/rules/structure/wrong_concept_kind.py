"""A column names a concept of the wrong kind.

## What it checks

Each column for an outcome, intervention, route, population or comparator names a concept of that kind. The broader
concepts of a concept are of its own kind.

## Why it matters

Claims are compared by their concepts. A claim with a route as its outcome is compared with nothing.

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

Name a concept of the right kind, or correct the concept's kind in concepts.csv.

## Source

The PICO scheme: population, intervention, comparator, outcome; Richardson and others 1995,
https://doi.org/10.7326/ACPJC-1995-123-3-A12.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field, named_in
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import quoted

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks up the kind of each concept that a record names."""
    concepts = package.table("concepts")
    kind_of: dict[str, str] = {}
    for name, kind in concepts.rows("concept_id", "kind"):
        if name and kind:
            kind_of.setdefault(name, kind)
    yield from left_out_tables(package)
    for table in package.readable_tables():
        for field in table.schema.fields.values():
            if field.concept_kind is None:
                continue
            try:
                yield from _compare(table, field, table.cells(field.name), field.concept_kind, kind_of)
            except Unavailable as unavailable:
                yield LeftOut(str(unavailable))
    field, broader, kinds = concepts.schema.fields["broader"], concepts.cells("broader"), concepts.cells("kind")
    for expected in filter(None, dict.fromkeys(kinds)):
        cells = [cell if kind == expected else "" for cell, kind in zip(broader, kinds, strict=True)]
        yield from _compare(concepts, field, cells, expected, kind_of)


def _compare(
    table: Table, field: Field, cells: Sequence[str], expected: str, kind_of: Mapping[str, str]
) -> Iterator[Observation]:
    """Looks up the concepts in these cells of a column, which should all be of one kind."""
    examined = 0
    wrong: dict[str, list[str]] = {}
    for cell, count in Counter(cells).items():
        known = [name for name in named_in(field, cell) if name in kind_of]
        examined += count * len(known)
        others = [name for name in known if kind_of[name] != expected]
        if others:
            wrong[cell] = others
    yield Examined(examined)
    for record, cell in enumerate(cells if wrong else ()):
        for name in wrong.get(cell, ()):
            kind = kind_of[name]
            message = f"{field.name} names {quoted(name)}, which is a concept of kind {kind}, not {expected}"
            hint = f"Name a concept of kind {expected}, or correct the concept's kind."
            yield Finding.on(table.record(record), field.name, message, hint, (name, kind))
