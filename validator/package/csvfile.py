"""Reads a CSV file into records and remembers the row and the physical line of each."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Literal

from validator.package.encoding import UndecodableError, decode
from validator.package.limits import CELL_CHARACTERS, COLUMNS

FaultKind = Literal[
    "undecodable",
    "empty",
    "no-header",
    "delimiter",
    "too-wide",
    "too-long",
    "quotes",
    "swallowed",
    "blank",
    "short",
    "long",
]
FATAL: frozenset[FaultKind] = frozenset(
    {"undecodable", "empty", "no-header", "delimiter", "too-wide", "too-long", "quotes"}
)
"""The faults after which a file has no records."""


@dataclass(frozen=True, slots=True)
class ReadFault:
    """Something that the reader of a CSV file stumbled over."""

    kind: FaultKind
    line: int
    row: int
    detail: str = ""
    """What was there: the delimiter, a count of cells, what the bytes are."""


@dataclass(slots=True)
class CsvFile:
    """A CSV file as read: every cell as written, unquoted."""

    header: list[str] = field(default_factory=list)
    records: list[list[str]] = field(default_factory=list)
    """The records below the header, each as wide as the header; blank ones are left out."""
    rows: list[int] = field(default_factory=list)
    """The row of each record as a spreadsheet counts, the header being 1."""
    lines: list[int] = field(default_factory=list)
    """The first physical line of each record, counted from 1."""
    faults: list[ReadFault] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    """Positions in ``records`` whose cells were too few or too many: only their first cell can be relied on."""
    had_byte_order_mark: bool = False
    first_crlf: int | None = None
    """The first line that ends with CR LF."""
    first_bare_cr: int | None = None
    """The first line that ends with a CR alone."""

    @property
    def fatal(self) -> ReadFault | None:
        """The fault that kept the file from being read, if one did."""
        return next((fault for fault in self.faults if fault.kind in FATAL), None)


def parse(content: bytes) -> CsvFile:
    """Reads ``content`` as comma-separated UTF-8; whatever is wrong becomes a fault, never an exception."""
    result = CsvFile()
    try:
        decoded = decode(content)
    except UndecodableError as error:
        result.faults.append(ReadFault("undecodable", error.line, 1, str(error)))
        return result
    text, result.had_byte_order_mark = decoded.text, decoded.had_byte_order_mark
    if not text:
        result.faults.append(ReadFault("empty", 1, 1))
        return result
    if "\r" in text:
        result.first_crlf = _line_of(text, r"\r\n")
        result.first_bare_cr = _line_of(text, r"\r(?!\n)")
    _read_records(text, result)
    if result.fatal:
        result.header, result.records, result.rows, result.lines = [], [], [], []
    return result


def _line_of(text: str, pattern: str) -> int | None:
    match = re.search(pattern, text)
    return len(re.findall(r"\r\n|\r|\n", text[: match.start()])) + 1 if match else None


def _read_records(text: str, result: CsvFile) -> None:
    csv.field_size_limit(CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row, line = 0, 1
    try:
        for cells in reader:
            row += 1
            if row == 1:
                if not _take_header(cells, result):
                    return
            else:
                _take_record(cells, row, line, reader.line_num, result)
            line = reader.line_num + 1
    except csv.Error as error:
        kind: FaultKind = "too-long" if "field larger" in str(error) else "quotes"
        result.faults.append(ReadFault(kind, line, row + 1))


def _take_header(cells: list[str], result: CsvFile) -> bool:
    result.header = cells
    other = re.search(r"[;\t|]", cells[0]) if len(cells) == 1 else None
    if not any(cells):
        result.faults.append(ReadFault("no-header", 1, 1))
    elif other:
        result.faults.append(ReadFault("delimiter", 1, 1, other[0]))
    elif len(cells) > COLUMNS:
        result.faults.append(ReadFault("too-wide", 1, 1, f"{len(cells):,}"))
    return not result.faults


def _take_record(cells: list[str], row: int, line: int, last_line: int, result: CsvFile) -> None:
    width = len(result.header)
    if not any(cells):
        result.faults.append(ReadFault("blank", line, row))
        return
    if last_line > line and any(
        part.count(",") >= width - 1 for cell in cells if "\n" in cell for part in cell.split("\n")[1:]
    ):
        result.faults.append(ReadFault("swallowed", line, row, str(last_line)))
    if len(cells) != width:
        result.faults.append(ReadFault("short" if len(cells) < width else "long", line, row, str(len(cells))))
        result.ragged.add(len(result.records))
        cells = (cells + [""] * width)[:width]
    result.records.append(cells)
    result.rows.append(row)
    result.lines.append(line)
