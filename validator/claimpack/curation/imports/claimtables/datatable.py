"""Reads a table with any columns: CSV with any delimiter, or the first sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from claimpack.curation.imports.givenfiles import csv_rows, text_of, workbook_in
from claimpack.curation.imports.proposal import ImportFile, NotImported, Proposal, UnusableImportError
from claimpack.wording import counted, listed, quoted

_DELIMITERS = ",;\t|"
_MOST_SHOWN = 5
_MOST_ABOVE = 10


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of a table."""

    origin: str
    """The file and the line or row, for messages."""
    cells: Mapping[str, str]
    """By the names of the columns."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table in a file."""

    columns: list[str]
    rows: list[DataRow]


def read_table(file: ImportFile, encoding: str | None = None) -> DataTable:
    """The table in a file, without blank rows.

    Args:
        file: CSV, or a workbook (.xlsx).
        encoding: the encoding of the CSV; UTF-8 if left out.

    Raises:
        UnusableImportError: if it can't be read as a table with different names of its columns.
    """
    lines = _from_header(_sheet(file) if file.content.startswith(b"PK") else _csv(file, encoding))
    named, header = next(lines, ("", []))
    columns = [label.strip() for label in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise UnusableImportError("it is empty", "Give a table with the names of its columns first.", file=file.name)
    twice = sorted({label for label in columns if columns.count(label) > 1 and label})
    if twice:
        what = f"more than one column is called {listed(map(quoted, twice))}"
        raise UnusableImportError(what, "Give each column a name of its own.", file=file.name)
    rows = []
    for where, cells in lines:
        if any(cell.strip() for cell in cells[len(columns) :]):
            what = f"{where} has more cells than {named} has names of columns"
            raise UnusableImportError(what, "Correct the row, or name the column.", file=file.name)
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * len(columns)]
            rows.append(DataRow(f"{file.name}, {where}", dict(zip(columns, padded, strict=False))))
    return DataTable(columns, rows)


def _from_header(lines: Iterator[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """The lines without those above the names of the columns, such as a title: they have one cell, or none."""
    above = list(islice(lines, _MOST_ABOVE))
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in above]
    header = next((place for place, count in enumerate(filled) if count > 1), 0)
    return chain(above[header:], lines)


def _csv(file: ImportFile, encoding: str | None) -> Iterator[tuple[str, list[str]]]:
    text = text_of(file, encoding).removeprefix("\ufeff")
    lines = text.split("\n", _MOST_ABOVE)[:_MOST_ABOVE]
    first = next((line for line in lines if any(each in line for each in _DELIMITERS)), "")
    delimiter = max(_DELIMITERS, key=first.count)
    for line, cells in csv_rows(text, delimiter, file.name, "Look for a quotation mark that is not closed."):
        yield f"line {line:,}", cells


def _sheet(file: ImportFile) -> Iterator[tuple[str, list[str]]]:
    from claimpack.curation.workbooks.sheettable import sheet_table  # noqa: PLC0415 - openpyxl comes with it

    book = workbook_in(file)
    sheet = next((sheet for sheet in book.sheets.values() if sheet.cells), None)
    if sheet is None:
        return
    table = sheet_table(sheet, {}, 0, counts_from_1904=book.counts_from_1904)
    if table.refused:
        more = f" and {len(table.refused) - _MOST_SHOWN:,} more" if len(table.refused) > _MOST_SHOWN else ""
        what = f"{' '.join(table.refused[:_MOST_SHOWN])}{more}"
        raise UnusableImportError(what.rstrip("."), "Correct these cells, or save the sheet as CSV.", file=file.name)
    yield "row 1", table.header
    for row, record in zip(table.rows, table.records, strict=True):
        yield f"row {row:,}", record


def joined_rows(rows: Sequence[DataRow], other: DataTable, on: str, name: str, result: Proposal) -> list[DataRow]:
    """The rows with cells of the other file added where their own are blank; what is not certain is reported.

    Args:
        rows: the rows.
        other: the other file; several of its rows may have the same key if they are equal.
        on: the column by which the rows are joined.
        name: the name of the other file.
        result: where to report what is left out, and notes.
    """
    partners: dict[str, list[DataRow]] = {}
    for row in other.rows:
        here = partners.setdefault(row.cells[on].strip(), [])
        if all(row.cells != each.cells for each in here):
            here.append(row)
    partners.pop("", None)
    lacking = differing = 0
    joined = []
    for row in rows:
        key = row.cells.get(on, "").strip()
        found = partners.get(key, [])
        lacking += not found
        if len(found) > 1:
            why = f"{name} has several rows of it that differ, {listed(each.origin for each in found)}: leave one there"
            result.left.append(NotImported(row.origin, f"{on} {quoted(key)}", why))
            continue
        more = found[0].cells if found else {}
        own = {column: cell for column, cell in row.cells.items() if cell.strip()}
        differing += any(more.get(column, "").strip() not in ("", cell.strip()) for column, cell in own.items())
        joined.append(DataRow(row.origin, {**row.cells, **more, **own}))
    if lacking:
        has = "has" if lacking == 1 else "have"
        result.notes.append(f"{counted(lacking, 'row')} of the files {has} no matching row in {name}.")
    if differing:
        differs = "differs" if differing == 1 else "differ"
        result.notes.append(
            f"{counted(differing, 'row')} of the files {differs} from {name}: the files' cells are kept."
        )
    return joined
