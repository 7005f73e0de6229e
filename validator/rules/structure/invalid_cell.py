"""A cell holds what its column does not allow.

## What it checks

Every cell against its column in the Table Schema: type, required, pattern, allowed words, range and length, as
frictionless judges them. Beyond that:

- Numbers and dates are written plainly (`1250`, `0.78`, `2026-02-19`). Table Schema would also take `1e999`, `NaN`,
  `1_250`, `01250`, digits of other scripts and `2026-2-9`, which the next reader takes otherwise or not at all.
- A number has at most sixteen digits before and after the point, and a date stands in the calendar.
- A list has no empty item, none twice and none of more than 200 characters.
- A required cell is not white space alone.

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

Enter a value that the hint allows. The schema in `schemas/tables` says what each word means.

## Source

Table Schema, https://datapackage.org/standard/table-schema/, as implemented by frictionless.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.alltables import all_tables
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.wording import character_name, joined, nearest, quoted

if TYPE_CHECKING:
    from validator.package.cells import Refusal
    from validator.package.package import Package
    from validator.package.tableschema import Field

SEVERITY = "error"
SLICE = "package"

_TYPES = {
    "integer": ("a whole number", "Write it in plain digits, such as 1250."),
    "number": ("a number", "Write it in plain digits with a point, such as 0.78."),
    "date": ("a date", "Write it as year-month-day, such as 2026-02-19."),
}

_LIMITS = {
    "blank": ("is white space alone", "Fill it in."),
    "minimum": ("is below {limit}", "Check the number."),
    "maximum": ("is above {limit}", "Check the number."),
    "maxLength": ("has {length:,} characters", "Shorten it to {limit} at most."),
}


def check(package: Package) -> Iterator[Sighting]:
    """Looks at every cell of each table."""
    for table in all_tables(package):
        if isinstance(table, LeftOut):
            yield table
            continue
        yield Examined(len(table) * len(table.header.positions))
        for column, refused in table.refused.items():
            cells = table.as_written(column)
            for record in table.records_with(column, refused):
                if record not in table.file.ragged:
                    value = cells.iloc[record]
                    message, hint = _words(table.schema.fields[column], value, refused[value])
                    place = table.place(record, column)
                    yield Finding(place, message, hint, table.subjects(record), (value,))


def _words(field: Field, value: str, refusal: Refusal) -> tuple[str, str]:
    found, limit = f"{field.name} is {quoted(value)}", refusal.detail
    match refusal.constraint:
        case "required":
            return f"{field.name} is blank and is required", f"Enter {field.title.lower()}: {_first_sentence(field)}"
        case "enum":
            choice = nearest(value, field.words)
            return f"{found}, which is not one of its words", joined(choice, f"Allowed: {', '.join(field.words)}.")
        case "type" | "plain":
            name, hint = _TYPES.get(limit, (f"a {field.type}", _first_sentence(field)))
            plainly = " written plainly" if refusal.constraint == "plain" else ""
            return f"{found}, which is not {name}{plainly}", hint
        case "pattern":
            trim = "Trim the white space." if value != value.strip() else ""
            hint = joined(_hidden(value) or trim or f"Write it like {quoted(field.example)}.")
            return f"{found}, which does not have the form of its column", hint
        case "item":
            return _words_on_items(found, limit, _hidden(value))
        case "maxLength" if field.is_list:
            return f"{field.name} has more than {limit} items", "Check what was pasted there."
    what, hint = _LIMITS.get(refusal.constraint, (f"breaks {refusal.constraint} {{limit}}", "Mend it."))
    return f"{found}, which {what.format(limit=limit, length=len(value))}", hint.format(limit=limit)


def _words_on_items(found: str, what: str, hidden: str) -> tuple[str, str]:
    if what == "empty":
        return f"{found}, which has an empty item", "Separate items by single semicolons, with none at the ends."
    if what == "form":
        hint = hidden or "Separate items by semicolons alone, and write a range out, such as 1;2;3."
        return (
            f"{found}, which has an item that does not have the form of its column",
            hint,
        )
    if what == "long":
        return f"{found}, which has a very long item", "Separate items by semicolons."
    return f"{found}, which lists {quoted(what)} twice", "Keep one of them."


def _hidden(value: str) -> str:
    character = next((character for character in value if not character.isprintable()), None)
    return f"It holds {character_name(character)}: type it anew." if character else ""


def _first_sentence(field: Field) -> str:
    return field.description.split(". ")[0].rstrip(".") + "."
