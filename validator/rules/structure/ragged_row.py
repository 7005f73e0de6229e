"""A row has more or fewer cells than the header, or none.

## What it checks

Every line below the header has as many cells as the header, and none is blank.

## Why it matters

A cell too many is most often a comma that should have been quoted: every value after it stands in the wrong column.

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

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.place import Place
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.wording import counted

if TYPE_CHECKING:
    from validator.package.csvfile import ReadFault
    from validator.package.package import Package

SEVERITY = "error"


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the rows of each table."""
    for table in package.readable_tables():
        yield Examined(len(table))
        width = len(table.file.header)
        for fault in table.file.faults:
            if fault.kind in ("blank", "short", "long"):
                message, hint = _words(fault, width)
                yield Finding(
                    Place(table.path, table.name, fault.row, fault.line), message, hint, judged=(fault.kind, fault.row)
                )


def _words(fault: ReadFault, width: int) -> tuple[str, str]:
    if fault.kind == "blank":
        return "the row is blank", "Delete it."
    cells = f"the row has {counted(int(fault.detail), 'cell')} where the header has {width}"
    if fault.kind == "long":
        return cells, "Put a cell that has a comma in it in quotation marks."
    return cells, "Add the commas of the cells that are blank."
