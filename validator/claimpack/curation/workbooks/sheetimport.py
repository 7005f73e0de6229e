"""Imports an edited workbook into the tables of its package: says what changes, and what prevents the import."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from claimpack.curation.form.canonical import Corrected, Doubt, Formatted, canonical
from claimpack.curation.records.suggestions import next_id
from claimpack.curation.tableedit import as_csv
from claimpack.curation.tablefiles import Contents
from claimpack.curation.workbooks.exportrecord import (
    ABOUT_SHEET,
    LISTS_SHEET,
    RECORD_SHEET,
    ExportedTable,
    ExportRecord,
    cells_fingerprint,
    read_record,
)
from claimpack.curation.workbooks.sheettable import SheetTable, TakenCell, sheet_table
from claimpack.curation.workbooks.xlsxreader import StoredWorkbook, stored_workbook
from claimpack.package.csvfile import CsvFile, FaultKind, parse
from claimpack.package.header import as_column_name
from claimpack.package.place import cell_address
from claimpack.package.tableschema import TABLES, TableSchema, table_schema
from claimpack.wording import listed, quoted

_BREAKS: dict[FaultKind, str] = {
    "no-header": "the names of the columns are gone",
    "conflict": "the first cell is a mark of two versions in conflict",
    "header-again": "the names of the columns are there once more",
    "swallowed": "a cell of several lines has one that looks like a record of its own",
}
"""How a row of a sheet would break its table, by the fault that the file would have."""
_NO_ID = "without an id"
_HIGHEST_HEADINGS = 10
"""The names of the columns are looked for in this many rows."""


@dataclass(slots=True)
class EditedTable:
    """A table that the workbook changes."""

    name: str
    path: str
    as_read: bytes
    """The present cells in the form of ``after``, so that a diff shows only what changes in them."""
    after: bytes
    """The file's new content, in canonical form."""
    added: list[str]
    """The keys of new records."""
    deleted: list[str]
    changed: list[str]
    left_out: list[str]
    """The columns of the file that are missing in the sheet."""
    columns_added: list[str]
    """The columns of the sheet that are not in the file."""
    unknown: list[str]
    """Those of them that the table does not have."""
    repairs: list[str]
    """Further changes of the file as a whole, since it was not in canonical form."""
    corrected: list[Corrected]
    """Invalid cells whose meaning is certain, with their addresses in the sheet."""
    doubts: list[Doubt]
    """Invalid cells whose meaning is not certain."""


@dataclass(slots=True)
class Import:
    """The changes that a workbook makes in its package."""

    package: str
    """The name of the package from which it was made."""
    edited: list[EditedTable] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Why it can't be imported, each reason in a sentence or two; nothing is written if there is any."""
    stale: list[str] = field(default_factory=list)
    """The paths of edited tables whose files have also changed since the workbook was made."""
    taken: list[TakenCell] = field(default_factory=list)
    """Cells of edited tables that were not stored as text."""
    notes: list[str] = field(default_factory=list)
    """What else is worth knowing, a sentence each."""


def imported(content: bytes, contents: Contents, *, today: date) -> Import:
    """The changes of the tables if a workbook is imported.

    A table whose sheet was not edited stays as it is, byte for byte. An edited one is brought into canonical form.

    Args:
        content: the workbook.
        contents: the files of the package's tables as they are.
        today: the current day.

    Raises:
        UnusableWorkbookError: if the workbook can't be read, or was not made by an export.
    """
    book = stored_workbook(content)
    record = read_record(book)
    result = Import(record.package)
    files = {name: parse(file) for name, (_, file) in contents.items()}
    sheets = _edited_sheets(book, record, contents, result)
    if result.refused:
        return result
    new = {name: (contents[name][0], as_csv(sheet.header, sheet.records)) for name, sheet in sheets.items()}
    formatted = canonical({**contents, **new}, today=today)
    as_they_are = canonical(contents, today=today) if sheets else {}
    for name, sheet in sheets.items():
        if formatted[name].after == as_they_are[name].after:
            continue  # imported before, or without a difference in meaning
        _take(formatted[name], as_they_are[name], sheet, files[name], record.tables[name], result)
    return result


def _edited_sheets(
    book: StoredWorkbook, record: ExportRecord, contents: Contents, result: Import
) -> dict[str, SheetTable]:
    """The tables whose sheets were edited since they were exported."""
    called: dict[str, list[str]] = {}
    for name in book.sheets:
        called.setdefault(name.strip().casefold(), []).append(name)
    result.refused += [
        f"The sheets {listed(map(quoted, called[name]))} are both called like the table {name}: delete the one that"
        " does not count, or give it another name."
        for name in TABLES
        if len(called.get(name, ())) > 1
    ]
    by_name = {name: book.sheets[written[0]] for name, written in called.items()}
    own = [
        name
        for folded_name, written in called.items()
        if folded_name not in {*TABLES, ABOUT_SHEET, LISTS_SHEET, RECORD_SHEET}
        for name in written
    ]
    gone = [name for name in record.tables if name not in by_name]
    result.refused += [
        f"There is a sheet {quoted(name)} and none called {meant}: give it that name back if it is meant."
        for name in own
        for meant in get_close_matches(name.strip().casefold(), gone, n=1)
    ]
    if own:
        result.notes.append(f"Not imported, since no table has this name: {listed(map(quoted, own))}.")
    edited = {}
    for name in TABLES if not result.refused else ():
        sheet, was = by_name.get(name), record.tables.get(name)
        if was is None:
            if sheet is not None:
                result.notes.append(f"The sheet {name} is not imported: it was not in the workbook when it was made.")
            continue
        if sheet is None:
            result.notes.append(f"{was.path} stays as it is: the sheet {name} is no longer in the workbook.")
            continue
        table = sheet_table(sheet, table_schema(name).fields, was.width, counts_from_1904=book.counts_from_1904)
        if not table.refused and cells_fingerprint(table.header, table.records) == was.cells:
            if name in contents and _sha256(contents[name][1]) != was.sha256:
                result.notes.append(f"{contents[name][0]} has changed since; its sheet was not edited, so it stays.")
            continue
        result.refused += _headings_below(table, table_schema(name)) or table.refused
        if name not in contents:
            what = f"{was.path} can't be changed: it can't be read, or is now in several files or compressed"
            result.refused.append(f"{what}. Run claimpack validate, and export a workbook again.")
        edited[name] = table
    return edited


def _headings_below(table: SheetTable, schema: TableSchema) -> list[str]:
    """What to do if the names of the columns are not in row 1, but below it."""

    def known(labels: Sequence[str]) -> int:
        return len({as_column_name(label) for label in labels} & schema.fields.keys())

    if known(table.header):
        return []
    rows = zip(table.rows, table.records, strict=True)
    found = next((row for row, record in rows if row <= _HIGHEST_HEADINGS and known(record) > 1), None)
    above = "row 1" if found == 2 else f"rows 1 to {(found or 1) - 1}"  # noqa: PLR2004
    what = f"The names of the columns of the sheet {schema.name} are in row {found}, but belong in row 1"
    return [f"{what}: delete {above}."] if found else []


def _take(
    done: Formatted, now: Formatted, sheet: SheetTable, file: CsvFile, was: ExportedTable, result: Import
) -> None:
    """Notes the changes of an edited table; ``now`` is its present file in canonical form."""
    schema = table_schema(done.table)
    if fault := parse(done.before).harmful:
        row = sheet.rows[fault.row - 2] if fault.row > 1 else 1
        what = _BREAKS.get(fault.kind, "it would break the table")
        result.refused.append(f"{done.table}, row {row}: {what}. Correct that row of the sheet and save the workbook.")
        return
    if done.obstacle:
        result.refused.append(f"The sheet {done.table} can't be imported: {done.obstacle}. {done.hint}")
        return
    after = parse(done.after)
    there = {as_column_name(label) for label in after.header}
    gone = [label for label in file.header if label.strip() and as_column_name(label) not in there]
    missing = [label for label in gone if label in schema.fields]
    if missing:
        result.refused.append(
            f"The sheet {done.table} has no column {listed(map(quoted, missing))}: give it its name back, in row 1."
        )
        return
    wrong_ids = list(_wrong_ids(sheet, file, schema))
    if wrong_ids:
        result.refused += wrong_ids
        return
    result.taken += sheet.taken
    if _sha256(now.before) != was.sha256:
        result.stale.append(done.path)
    as_read = now.before if file.harmful else as_csv(file.header, file.records)
    records = _by_key(file, schema), _by_key(after, schema)
    result.edited.append(
        EditedTable(
            done.table,
            done.path,
            as_read,
            done.after,
            added=[key for key in records[1] if key not in records[0]],
            deleted=[key for key in records[0] if key not in records[1]],
            changed=[key for key in records[1] if key in records[0] and records[0][key] != records[1][key]],
            left_out=gone,
            columns_added=[label for label in after.header if label not in file.header],
            unknown=[label for label in after.header if label not in {*file.header, *schema.fields}],
            repairs=(now.repairs or ["cells tidied"]) if now.is_changed else [],
            corrected=[replace(each, cell=_in_sheet(each.cell, sheet)) for each in done.corrected],
            doubts=[replace(each, cell=_in_sheet(each.cell, sheet)) for each in done.doubts],
        )
    )


def _wrong_ids(sheet: SheetTable, file: CsvFile, schema: TableSchema) -> Iterator[str]:
    """Records of the sheet without an id, or with an id that another one has, if the file had none of this."""
    column = schema.primary_key[0]
    labels = [as_column_name(label) for label in sheet.header]
    if len(schema.primary_key) > 1 or column not in labels:
        return
    place = labels.index(column)
    rows: dict[str, list[int]] = {}
    for row, record in zip(sheet.rows, sheet.records, strict=True):
        rows.setdefault(record[place].strip(), []).append(row)
    there = {key: len(records) for key, records in _by_key(file, schema).items()}
    for key, found in rows.items():
        addresses = listed(cell_address(place, row) for row in found)
        if not key and len(found) > there.get(_NO_ID, 0):
            proposed = next_id(rows, schema.fields[column].example)
            such = f", such as {proposed}" if proposed else ""
            blank = "is blank: give the record" if len(found) == 1 else "are blank: give each record"
            yield f"{schema.name}!{addresses} {blank} an id{such}."
        elif key and len(found) > max(1, there.get(key, 0)):
            yield f"{schema.name}!{addresses} have the same id, {quoted(key)}: give one of the records another."


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _by_key(file: CsvFile, schema: TableSchema) -> dict[str, list[Mapping[str, str]]]:
    """The records by their keys; several may have the same key."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for record in file.records:
        row = dict(zip(file.header, record, strict=True))
        key = "/".join(row.get(column, "") for column in schema.primary_key)
        found.setdefault(key if key.strip("/") else _NO_ID, []).append(row)
    return found


def _in_sheet(address: str, sheet: SheetTable) -> str:
    """The address in the sheet of a cell in the table, which lacks the sheet's blank rows."""
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()  # type: ignore[union-attr]
    return f"{letters}{sheet.rows[int(row) - 2]}"
