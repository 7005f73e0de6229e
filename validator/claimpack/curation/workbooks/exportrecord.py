"""The hidden sheet of a workbook that records the state of the package when the workbook was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimpack.curation.workbooks.xlsxreader import StoredWorkbook, UnusableWorkbookError

RECORD_SHEET = "claimpack"
LISTS_SHEET = "lists"
ABOUT_SHEET = "about"
_VERSION = "1"
_MAKE_AGAIN = "Make one with claimpack sheet export, and copy your changes into it."


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table as it was when the workbook was made."""

    path: str
    sha256: str
    """The hash of its file."""
    cells: str
    """The fingerprint of its cells: see ``cells_fingerprint``."""
    width: int
    """How many columns it has."""


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """The package as it was when the workbook was made."""

    package: str
    """Its name."""
    tables: dict[str, ExportedTable] = field(default_factory=dict)


def record_rows(record: ExportRecord) -> list[list[str]]:
    """The record as rows of the hidden sheet."""
    tables = [
        ["table", name, each.path, each.sha256, each.cells, str(each.width)] for name, each in record.tables.items()
    ]
    return [["claimpack workbook", _VERSION], ["package", record.package], *tables]


def read_record(workbook: StoredWorkbook) -> ExportRecord:
    """The record that a workbook keeps.

    Raises:
        UnusableWorkbookError: if it has none, or one of another version.
    """
    sheet = workbook.sheets.get(RECORD_SHEET)
    if sheet is None:
        raise UnusableWorkbookError("it was not made by claimpack sheet export", _MAKE_AGAIN)
    rows = sheet.rows()
    head = rows.get(1, {})
    if head.get(1) != "claimpack workbook" or head.get(2) != _VERSION:
        what = f"it was made for another version of Claimpack ({head.get(2, 'unknown')})"
        raise UnusableWorkbookError(what, _MAKE_AGAIN)
    try:
        tables = [row for row in rows.values() if row.get(1) == "table"]
        return ExportRecord(
            rows[2].get(2, ""), {row[2]: ExportedTable(row[3], row[4], row[5], int(row[6])) for row in tables}
        )
    except (KeyError, ValueError):
        raise UnusableWorkbookError("its hidden sheet claimpack has been changed", _MAKE_AGAIN) from None


def exported(path: str, content: bytes, header: Sequence[str], records: Sequence[Sequence[str]]) -> ExportedTable:
    """The record of a table whose file is ``content``."""
    fingerprint = cells_fingerprint(header, records)
    return ExportedTable(path, hashlib.sha256(content).hexdigest(), fingerprint, len(header))


def cells_fingerprint(header: Sequence[str], records: Sequence[Sequence[str]]) -> str:
    """A hash of a table's cells that depends neither on the order of rows nor on the kind of line ends.

    Both may change when a workbook is sorted or saved, and neither matters.
    """
    rows = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in (header, *records)]
    return hashlib.sha256(json.dumps([rows[0], sorted(rows[1:])]).encode()).hexdigest()
