"""A cell has a value that its column does not allow.

## What it checks

Every cell follows the Table Schema of its column, as frictionless checks it: type, required, pattern, allowed words,
range and length. In addition:

- Numbers and dates are written plainly (`1250`, `0.78`, `2026-02-19`). Table Schema would also allow `1e999`, `NaN`,
  `1_250`, `01250`, digits of other scripts and `2026-2-9`, which other programs read differently or not at all.
- A number has at most sixteen digits before and after the point. A date exists in the calendar.
- A list has no empty item, no item twice, and no item of more than 200 characters.
- A required cell is not only white space.

## Why it matters

A claim with a misspelt direction has no direction. Programs read a number with a comma in it as two numbers, or as
none.

## Fails

```csv claims
claim_id,effect_direction,population_size
C1,no_diference,"1,640"
```

## Passes

```csv claims
claim_id,effect_direction,population_size
C1,no_difference,1640
```

## How to fix

Enter a value that the hint allows. The schema in `schemas/tables` says what each word means.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, as implemented by frictionless.
"""

from collections.abc import Iterator, Mapping

from claimpack.package.cells import Refusal
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.rules.refusalmessages import message_and_hint

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at every cell of each table."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        yield Examined(len(table) * len(table.header.positions))
        for column, refused in table.refused.items():
            if refused:
                yield from _refused_cells(table, column, refused)


def _refused_cells(table: Table, column: str, refused: Mapping[str, Refusal]) -> Iterator[Finding]:
    words: dict[str, tuple[str, str]] = {}
    for record, value in enumerate(table.written(column)):
        if value in refused and record not in table.ragged:
            if value not in words:
                words[value] = message_and_hint(table.schema.fields[column], value, refused[value])
            yield Finding.on(table.record(record), column, *words[value], (value,))
