"""A row has more or fewer cells than the header, or is blank.

## What it checks

Every row has as many cells as the header. No line is blank or the marker of a merge conflict.

## Why it matters

An extra cell usually comes from a comma in a cell without quotation marks. Every value after it is in the wrong column.

## Fails

```text+ claims/relations.csv
C3,summarises,C2,adds nothing, really
```

## Passes

```text+ claims/relations.csv
C3,summarises,C2,"adds nothing, really"
```

## How to fix

Too many cells: put the cell with the comma in quotation marks. Too few: add the missing commas. Blank: delete the line.

## Source

RFC 4180, section 2, rule 4.
"""

from collections.abc import Iterator

from claimpack.package.csvfile import ReadFault
from claimpack.package.package import Package
from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import counted

SEVERITY = "error"

_WORDS = {
    "header-again": ("the row repeats the header", "Delete it."),
    "conflict": (
        "the line is a marker of an unresolved merge conflict",
        "Resolve the conflict: keep one of the two sides, and delete the markers.",
    ),
    "unended": (
        "the last line has no line feed, so it would run into the header of the next file",
        "End it with a line feed; claimpack fmt does that.",
    ),
}
_HINTS = {
    "trailing": "Delete the extra commas at its end, or put a cell that has a comma in it in quotation marks.",
    "long": "Put a cell that has a comma in it in quotation marks.",
}
"""What to do about a row that is too long."""


def check(package: Package) -> Iterator[Observation]:
    """Looks at the rows of each table."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        yield Examined(len(table))
        begin = 0
        for path, file in table.files:
            records = {row: record for record, row in enumerate(file.rows, begin)} if file.faults else {}
            for fault in file.faults:
                message, hint = _words(fault, len(file.header))
                record = records.get(fault.row)
                subjects = table.subjects(record) if record is not None else ()
                place = Place(path, table.name, fault.row, fault.line)
                yield Finding(place, message, hint, subjects, (fault.kind, fault.detail))
            begin += len(file.rows)


def _words(fault: ReadFault, width: int) -> tuple[str, str]:
    if fault.kind in _WORDS:
        return _WORDS[fault.kind]
    if fault.kind == "blank":
        count = int(fault.detail)
        several = f"{count:,} rows from here on are blank", "Delete them."
        return several if count > 1 else ("the row is blank", "Delete it.")
    cells = f"the row has {counted(int(fault.detail), 'cell')} where the header has {width}"
    return cells, _HINTS.get(fault.kind, "Add the commas of the cells that are blank.")
