"""An opening quotation mark is not closed where it should be.

## What it checks

Each quoted cell ends with a quotation mark before a comma or the end of the line. No quoted cell includes lines that
look like other records.

## Why it matters

Because of one forgotten quotation mark, programs read all records up to the next mark as a single cell. Most programs
do so without a warning, and those claims are lost.

## Fails

```text+ claims/relations.csv
C3,summarises,C2,"a "wrong" mark
```

## Passes

```text+ claims/relations.csv
C3,summarises,C2,"a ""right"" mark, and a comma"
```

## How to fix

Go to the line. Close the cell, or double each quotation mark inside it.

## Source

RFC 4180, section 2, rules 5 to 7.
"""

from collections.abc import Iterator

from claimpack.package.package import Package, TableFile
from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation

SEVERITY = "error"

_HINT = "Close the cell, or double each quotation mark inside it."


def check(package: Package) -> Iterator[Observation]:
    """Looks at the lines of each table's file."""
    reported_here = {name for name, files in package.table_files.items() if any(map(_is_reported_here, files))}
    yield from (LeftOut(reason) for table, reason in package.unread_tables().items() if table not in reported_here)
    for named in package.all_table_files:
        if named.file is None or (named.file.fatal and not _is_reported_here(named)):
            continue
        yield Examined(len(named.file.rows) + 1)
        for fault in named.file.faults:
            place = Place(named.path, named.resource, fault.row, fault.line)
            if fault.kind == "quotes":
                what = "a quotation mark in the record that begins here is not closed, or no comma follows where it is"
                yield Finding(place, f"{what}; nothing in this file could be checked", _HINT, judged=("quotes",))
            elif fault.kind == "swallowed":
                what = f"a cell of this record runs on to line {fault.detail} and takes in what look like other records"
                what += "; nothing in this file could be checked"
                yield Finding(place, what, _HINT, judged=("swallowed",))


def _is_reported_here(named: TableFile) -> bool:
    """Whether this rule reports why the file could not be read."""
    fault = named.file.fatal if named.file else None
    return fault is not None and fault.kind in ("quotes", "swallowed")
