"""Turns the stored cells of a sheet into a table's header and records, and says which can't be read as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from claimpack.curation.workbooks.dropdowns import without_label
from claimpack.curation.workbooks.xlsxreader import StoredCell, StoredSheet
from claimpack.package.limits import COLUMNS
from claimpack.package.place import cell_address
from claimpack.package.tableschema import Field
from claimpack.wording import character_name, quoted

UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that a workbook can't hold."""
_FIXED = re.compile(r"(?:#,##)?0(?:\.(0{1,10}))?")
_PLAIN = ("General", "@", "GENERAL", "general")
_MOST_DIGITS = 10**15
"""Spreadsheet programs keep fifteen digits of a number."""
_FIRST_SURE_SERIAL = 61
"""Programs count days before 1 March 1900 differently."""


@dataclass(frozen=True, slots=True)
class TakenCell:
    """A cell that a program did not store as text, and the text that it was read as."""

    address: str
    column: str
    what: str
    text: str


@dataclass(slots=True)
class SheetTable:
    """A sheet read as a table."""

    header: list[str]
    records: list[list[str]] = field(default_factory=list)
    """The records that are not blank, each with as many cells as the header."""
    rows: list[int] = field(default_factory=list)
    """The row of each record in the sheet; the header is row 1."""
    taken: list[TakenCell] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """The cells that can't be read as text, each with its address, the reason and what to do."""


class _UncertainError(Exception):
    """A cell whose text is not certain; the message says why."""


def sheet_table(
    sheet: StoredSheet, fields: Mapping[str, Field], width: int, *, counts_from_1904: bool = False
) -> SheetTable:
    """The header, which is row 1, and the records of a sheet.

    Lines end with LF. A number is read as it is shown, if it is shown in full, or else with its fewest digits. A date
    is read in ISO 8601, in a column for dates. Everything else that is not text is refused.

    Args:
        sheet: the sheet as stored.
        fields: the columns of its table.
        width: the least number of columns.
        counts_from_1904: whether days are counted from 1904.
    """
    texts: dict[tuple[int, int], str] = {}
    result = SheetTable([])
    width = max([width, *(column for row, column in sheet.cells if row == 1)])
    if width > COLUMNS:
        result.refused.append(f"{sheet.name} has {width:,} columns; the limit is {COLUMNS:,}.")
        return result
    result.refused += [f"{sheet.name}!{range_} is merged into one cell: split it again." for range_ in sheet.merged]
    labels = {column: cell.value for (row, column), cell in sheet.cells.items() if row == 1}
    for (row, column), cell in sorted(sheet.cells.items()):
        label = labels.get(column, "")
        address = f"{sheet.name}!{cell_address(column - 1, row)}"
        if column > width:
            what = f"{address} is beside the table: give its column a name in row 1, or empty it."
            result.refused.append(what)
            continue
        try:
            texts[row, column] = _text(cell, fields.get(label), counts_from_1904=counts_from_1904)
        except _UncertainError as error:
            result.refused.append(f"{address} {error}.")
            continue
        if cell.kind != "text":
            is_day = cell.kind == "number" and is_date_format(cell.number_format)
            result.taken.append(TakenCell(address, label, f"a {'date' if is_day else cell.kind}", texts[row, column]))
    result.header = [texts.get((1, column), "") for column in range(1, width + 1)]
    for row in sorted({row for row, _ in texts if row > 1}):
        result.rows.append(row)
        result.records.append([texts.get((row, column), "") for column in range(1, width + 1)])
    return result


def _text(cell: StoredCell, known: Field | None, *, counts_from_1904: bool) -> str:
    match cell.kind:
        case "text":
            found = UNHOLDABLE.search(cell.value)
            if found:
                raise _UncertainError(f"holds {character_name(found[0])}: take it out")
            text = cell.value.replace("\r\n", "\n").replace("\r", "\n")
            chooses = known is not None and not known.is_list and (known.concept_kind or known.name == "passage_id")
            return without_label(text) if chooses else text
        case "formula":
            raise _UncertainError("holds a formula: replace it by its value (copy it, paste special, text only)")
        case "error":
            raise _UncertainError(f"holds the error {quoted(cell.value)}: write what is meant")
        case "boolean":
            return "TRUE" if cell.value in ("1", "true") else "FALSE"
        case "date":
            return _iso_day(cell.value, known)
    return _from_number(cell, known, counts_from_1904=counts_from_1904)


def _from_number(cell: StoredCell, known: Field | None, *, counts_from_1904: bool) -> str:
    try:
        number = float(cell.value)
    except ValueError:
        raise _UncertainError(f"holds a number that can't be read ({quoted(cell.value)}): write it as text") from None
    if not abs(number) < _MOST_DIGITS:
        raise _UncertainError(f"holds a number of more than 15 digits ({cell.value}): write it as text")
    exact = Decimal(repr(number))
    if cell.number_format in _PLAIN:
        return _digits(exact)
    fixed = _FIXED.fullmatch(cell.number_format)
    if fixed:
        shown = exact.quantize(Decimal(1).scaleb(-len(fixed[1] or "")))
        return f"{shown:f}" if shown == exact else _digits(exact)
    if is_date_format(cell.number_format):
        return _day_of(number, cell.number_format, known, counts_from_1904=counts_from_1904)
    what = f"holds the number {_digits(exact)} in the format {quoted(cell.number_format)}"
    raise _UncertainError(f"{what}: write it as text, as it is printed")


def _digits(number: Decimal) -> str:
    """A number in its fewest digits, without an exponent."""
    if number == number.to_integral_value():
        return str(int(number))
    return f"{number.normalize():f}"


def _day_of(number: float, code: str, known: Field | None, *, counts_from_1904: bool) -> str:
    """The day for a serial number, or the month if the format shows no day."""
    epoch = CALENDAR_MAC_1904 if counts_from_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(number, epoch) if number >= _FIRST_SURE_SERIAL else None
    except (OverflowError, ValueError):
        moment = None
    if not isinstance(moment, datetime):
        raise _UncertainError("holds a time, or a date that programs count differently: write it as text")
    letters = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).casefold()
    if "y" in letters and "d" in letters:
        return _iso_day(moment.isoformat(), known)
    if "y" in letters and moment.day == 1 and known is not None and known.is_partial_date:
        return f"{moment:%Y-%m}"
    what = f"holds the date {moment.date().isoformat()}, not all of which is shown"
    raise _UncertainError(f"{what}: write what is meant as text, a date like 2026-02-19")


def _iso_day(value: str, known: Field | None) -> str:
    """A day without a time, in a column for dates."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise _UncertainError(f"holds a date that can't be read ({quoted(value)}): write it as text") from None
    if known is None or not (known.type == "date" or known.is_partial_date):
        what = f"holds the date {moment.date().isoformat()}, where none belongs"
        raise _UncertainError(f"{what}: a program may have made it of something else; write what is meant as text")
    if moment.time() != time():
        raise _UncertainError(f"holds a time of day ({moment:%Y-%m-%d %H:%M}): write the day alone, as text")
    return moment.date().isoformat()
