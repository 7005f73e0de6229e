"""Makes a workbook of a package's tables: one sheet for each, all cells as text, with drop-downs and notes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from claimpack.curation.columnguide import how_written
from claimpack.curation.workbooks.dropdowns import LAST_ROW, Tables, drop_downs, word_lists
from claimpack.curation.workbooks.exportrecord import ABOUT_SHEET, LISTS_SHEET, RECORD_SHEET, ExportRecord, record_rows
from claimpack.curation.workbooks.sheettable import UNHOLDABLE
from claimpack.package.place import cell_address
from claimpack.package.tableschema import Field, TableSchema, table_schema
from claimpack.wording import character_name

_LONGEST = 32_767
"""A cell of a spreadsheet holds at most this many UTF-16 code units."""
_WIDEST = 48
"""A column is at most this many characters wide; longer cells are wrapped."""
_WIDTH_OF_ABOUT = 110
_LINE = 15
"""The height of a line in points."""
_MOST_LINES = 20
_TEXT = "@"
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - always the same, so that a package always gives the same workbook
_BOLD = Font(name="Calibri", size=11, bold=True)
_REQUIRED = PatternFill("solid", fgColor="FFE3A3")
_OPTIONAL = PatternFill("solid", fgColor="E3E3E3")


class UnholdableError(Exception):
    """Something in a table that no workbook can hold; the message names it."""


def workbook(file: str, record: ExportRecord, tables: Tables) -> bytes:
    """The workbook of the tables; the same tables give the same bytes.

    Args:
        file: its name, for the advice in it.
        record: the state of the package.
        tables: the header and the records of each table.

    Raises:
        UnholdableError: if no workbook can hold a cell or the number of records.
    """
    for name, (header, records) in tables.items():
        _refuse_unholdable(record.tables[name].path, header, records)
    book = Workbook(write_only=True)
    _write_about(book.create_sheet(ABOUT_SHEET), file, record.package)
    for name, (header, records) in tables.items():
        _write_table(book.create_sheet(name), table_schema(name), header, records, tables)
    _write_lists(book.create_sheet(LISTS_SHEET), tables)
    _write_record(book.create_sheet(RECORD_SHEET), record)
    book.properties.creator = "claimpack"
    book.properties.created = book.properties.modified = _MADE_ON
    return _saved(book)


def _refuse_unholdable(path: str, header: Sequence[str], records: Sequence[Sequence[str]]) -> None:
    if len(records) >= LAST_ROW:
        raise UnholdableError(f"{path} has {len(records):,} records; a sheet holds {LAST_ROW - 1:,}")
    for row, cells in enumerate((header, *records), 1):
        for position, cell in enumerate(cells):
            if cell.isascii() and cell.isprintable() and len(cell) <= _LONGEST:
                continue
            found = UNHOLDABLE.search(cell)
            where = f"{path}, record {row - 1}, column {header[position]}" if row > 1 else f"{path}, heading"
            if found:
                what = f"{where} (cell {cell_address(position, row)}) holds {character_name(found[0])}"
                raise UnholdableError(f"{what}, which no workbook can hold: take it out")
            length = len(escaped(cell).encode("utf-16-le")) // 2
            if length > _LONGEST:
                what = f"{where} (cell {cell_address(position, row)}) holds {length:,} characters"
                raise UnholdableError(f"{what}; a cell of a workbook holds {_LONGEST:,}")


def _write_about(sheet: Worksheet, file: str, package: str) -> None:
    sheet.column_dimensions["A"].width = _WIDTH_OF_ABOUT
    sheet.protection.sheet = True
    about = Path(__file__).with_name("aboutworkbook.txt").read_text(encoding="utf-8")
    heading, cell = _cell(sheet), _cell(sheet)
    heading.font = _BOLD
    heading.alignment = cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row, line in enumerate(about.format(package=package, file=file).splitlines(), 1):
        _make_room(sheet, row, _lines(line, _WIDTH_OF_ABOUT))
        sheet.append([_holding(line, cell if row > 1 else heading)])


def _write_table(
    sheet: Worksheet, schema: TableSchema, header: Sequence[str], records: Sequence[Sequence[str]], tables: Tables
) -> None:
    for position, label in enumerate(header, 1):
        column = sheet.column_dimensions[get_column_letter(position)]
        column.number_format = _TEXT
        column.protection = Protection(locked=False)
        column.width = _width(label, [record[position - 1] for record in records[:200]])
    sheet.data_validations.dataValidation.extend(drop_downs(schema, header, tables))
    leading = next((number for number, label in enumerate(header) if label not in schema.primary_key), len(header))
    sheet.freeze_panes = f"{get_column_letter(leading + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(records) + 1}"
    _protect(sheet)
    sheet.append([_heading(sheet, schema, label) for label in header])
    locked, free, wrapped = _cell(sheet), _cell(sheet), _cell(sheet)
    free.protection = wrapped.protection = Protection(locked=False)
    locked.alignment = free.alignment = Alignment(vertical="top")
    wrapped.alignment = Alignment(wrap_text=True, vertical="top")
    long = {
        label for at, label in enumerate(header) if any(len(each[at]) > _WIDEST or "\n" in each[at] for each in records)
    }
    cells = [locked if label in schema.primary_key else wrapped if label in long else free for label in header]
    widths = [
        (position, sheet.column_dimensions[get_column_letter(position + 1)].width)
        for position, cell in enumerate(cells)
        if cell is wrapped
    ]
    for row, record in enumerate(records, 2):
        _make_room(sheet, row, max((_lines(record[position], width) for position, width in widths), default=1))
    _write_rows(sheet, records, cells)


def _lines(text: str, width: float) -> int:
    """About how many lines a cell's text takes in a column of a width."""
    return sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n"))


def _make_room(sheet: Worksheet, row: int, lines: int) -> None:
    """Makes a row high enough, since LibreOffice does not: the lines of a long cell would lie over the next row."""
    if lines > 1:
        sheet.row_dimensions[row].height = _LINE * min(lines, _MOST_LINES)


def _heading(sheet: Worksheet, schema: TableSchema, label: str) -> Cell:
    cell, field = _holding(label, _cell(sheet)), schema.fields.get(label)
    cell.font = _BOLD
    cell.fill = _REQUIRED if field is not None and field.required else _OPTIONAL
    if field is not None:
        note = _note(schema, field)
        cell.comment = Comment(note, "claimpack", height=40 + 18 * (len(note) // 45 + note.count("\n")), width=380)
    return cell


def _note(schema: TableSchema, field: Field) -> str:
    """A column's description, its words with their meanings, and an example."""
    target = next((each.table for each in schema.references if each.field == field.name), None)
    ids = "Ids" if field.is_list else "An id"
    kind = f" whose kind is {field.concept_kind}" if field.concept_kind else ""
    lines = [
        f"{field.title}{' (required)' if field.required else ''}",
        field.description,
        *how_written(field),
        f"{ids} of the sheet {'concepts' if kind else target}{kind}." if kind or target else "",
        "Locked where it is written: other records name it." if field.name in schema.primary_key else "",
        "One of:" if field.words else "",
        *(f"- {word}: {field.meanings.get(word, '')}".removesuffix(": ") for word in field.words),
        f"Example: {field.example}",
    ]
    return "\n".join(line for line in lines if line)


def _protect(sheet: Worksheet) -> None:
    """Protects the sheet without a password, and allows what does no harm."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False  # False: it is allowed
    protection.sort = protection.autoFilter = False


def _write_lists(sheet: Worksheet, tables: Tables) -> None:
    lists = [(each.title, *each.words) for each in word_lists(tables)]
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    _write_rows(sheet, zip_longest(*lists, fillvalue=""), [_cell(sheet)] * len(lists))


def _write_record(sheet: Worksheet, record: ExportRecord) -> None:
    rows = record_rows(record)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    _write_rows(sheet, rows, [_cell(sheet)] * max(map(len, rows)))


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[str]], cells: Sequence[Cell]) -> None:
    """Writes rows of texts; each text is put into its column's cell, which is written before the next text."""
    for row in rows:
        texts = (_holding(text, cell) if text else None for text, cell in zip(row, cells, strict=False))
        sheet.append(texts)  # type: ignore[arg-type]  # it takes any generator


def _cell(sheet: Worksheet) -> Cell:
    """A cell for texts that is written again and again, since a style for each cell would take most of the time."""
    cell: Cell = WriteOnlyCell(sheet)
    cell.number_format = _TEXT
    return cell


def _holding(text: str, cell: Cell) -> Cell:
    """The cell with ``text`` as its content, as text even if it looks like a number or a formula."""
    cell.value = escaped(text)
    cell.data_type = "s"
    return cell


def escaped(text: str) -> str:
    """The text as a workbook stores it, so that every character is preserved.

    >>> escaped("one\\rtwo"), escaped("_x000D_")
    ('one_x000D_two', '_x005F_x000D_')
    """
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text).replace("\r", "_x000D_")
    if text and not text.strip(" \t\n"):  # some programs drop it even if it is marked as significant
        return "".join(f"_x{ord(character):04X}_" for character in text)
    return text


def _width(label: str, cells: Sequence[str]) -> float:
    """The width of a column, in characters."""
    longest = sorted(len(cell) for cell in cells)[-1 - len(cells) // 10] if cells else 0
    return float(min(_WIDEST, max(len(label) + 4, longest + 2)))


def _saved(book: Workbook) -> bytes:
    """The workbook's file, with the same time for every part."""
    first, last = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(first, "w") as archive:
        ExcelWriter(book, archive).save()
    with zipfile.ZipFile(first) as archive, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as result:
        for part in archive.namelist():
            content = archive.read(part)
            if part.startswith("xl/worksheets/"):  # so that rows grow when somebody types more into them
                content = re.sub(rb'(<row [^>]*?) customHeight="1"', rb"\1", content)
            result.writestr(zipfile.ZipInfo(part, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return last.getvalue()
