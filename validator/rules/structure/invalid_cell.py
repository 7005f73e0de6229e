"""A cell holds what its column does not allow.

## What it checks

Every cell against its column in the Table Schema: type, required, pattern, allowed words, range and length, as
frictionless judges them. Beyond that, numbers and dates are written plainly (`1250`, `0.78`, `2026-02-19`): Table
Schema would also take `1e999`, `NaN`, `1_250`, digits of other scripts and `2026-2-9`, which the next reader takes
otherwise or not at all. A list has no empty item and none twice.

## Why it matters

A claim whose direction is misspelt has no direction. A number with a comma in it is two numbers, or none.

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

Enter a value that the hint allows. The column guide says what each word means.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, as implemented by frictionless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.wording import joined, nearest, quoted

if TYPE_CHECKING:
    from validator.package.cells import Refusal
    from validator.package.package import Package
    from validator.package.tableschema import Field

SEVERITY = "error"

_TYPES = {
    "integer": ("a whole number", "Write it in plain digits, such as 1250."),
    "number": ("a number", "Write it in plain digits with a point, such as 0.78."),
    "date": ("a date", "Write it as year-month-day, such as 2026-02-19."),
}


def check(package: Package) -> Iterator[Sighting]:
    """Looks at every cell of each table."""
    for table in package.readable_tables():
        yield Examined(len(table) * len(table.header.positions))
        for column, refused in table.refused.items():
            cells = table.cells[column]
            for record in table.records_where(cells.isin(list(refused))):
                if record not in table.file.ragged:
                    value = cells.iloc[record]
                    message, hint = _words(table.schema.fields[column], value, refused[value])
                    place = table.place(record, column)
                    yield Finding(place, message, hint, table.subjects(record), (value,))


def _words(field: Field, value: str, refusal: Refusal) -> tuple[str, str]:
    found = f"{field.name} is {quoted(value)}"
    match refusal.constraint:
        case "required":
            return f"{field.name} is blank and is required", f"Enter {field.title.lower()}: {_first_sentence(field)}"
        case "enum":
            choice = nearest(value, field.words)
            return f"{found}, which is not one of its words", joined(choice, f"Allowed: {', '.join(field.words)}.")
        case "type" | "plain":
            name, hint = _TYPES.get(field.type, (f"a {field.type}", _first_sentence(field)))
            plainly = " written plainly" if refusal.constraint == "plain" else ""
            return f"{found}, which is not {name}{plainly}", hint
        case "pattern":
            return (
                f"{found}, which is not written as {field.title.lower()} is",
                f"It follows the pattern {refusal.detail}.",
            )
        case "minimum":
            return f"{found}, which is below {refusal.detail}", "Check the number."
        case "maximum":
            return f"{found}, which is above {refusal.detail}", "Check the number."
        case "maxLength":
            return f"{found}, which has {len(value):,} characters", f"Shorten it to {int(refusal.detail):,} at most."
        case "item":
            if refusal.detail == "empty":
                return (
                    f"{found}, which has an empty item",
                    "Separate items by single semicolons, with none at the ends.",
                )
            return f"{found}, which lists {quoted(refusal.detail)} twice", "Keep one of them."
        case constraint:
            return f"{found}, which breaks {constraint} {refusal.detail}", _first_sentence(field)


def _first_sentence(field: Field) -> str:
    return field.description.split(". ")[0].rstrip(".") + "."
