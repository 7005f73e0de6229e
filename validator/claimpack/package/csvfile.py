"""Reads a CSV file into columns, and remembers the row and the physical line of each record."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, compress, islice, repeat
from typing import Literal, NamedTuple, get_args

from claimpack.package.encoding import UndecodableError, decode
from claimpack.package.limits import CELL_CHARACTERS, COLUMNS, RAGGED_ROWS

FatalFault = Literal[
    "undecodable",
    "empty",
    "no-header",
    "delimiter",
    "too-wide",
    "too-long",
    "too-ragged",
    "quotes",
    "swallowed",
    "not-the-header",
    "another-header",
]
"""A fault after which a file has no records."""
FaultKind = FatalFault | Literal["blank", "short", "long", "trailing", "conflict", "header-again", "unended"]
_AT_A_TIME = 250
"""How many records are put into the columns at a time."""
_MOST_DIFFERENT = 2_000
"""Once a column has more distinct cells than this, most of them only once, equal cells are no longer shared."""
_CONFLICT_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

FATAL: frozenset[FaultKind] = frozenset(get_args(FatalFault))

HARMLESS: frozenset[FaultKind] = frozenset({"blank", "trailing", "unended"})
"""The faults that lose no data: blank rows, blank cells beyond the last column, and a last line without a line end."""


class ReadFault(NamedTuple):
    """Something that is wrong with a CSV file."""

    kind: FaultKind
    line: int
    row: int
    detail: str = ""
    """What was found: the delimiter, the number of cells or of blank rows, or what the bytes are."""


@dataclass(slots=True)
class CsvFile:
    """A CSV file as read: every cell as written, unquoted."""

    header: list[str] = field(default_factory=list)
    columns: Sequence[Sequence[str]] = ()
    """The cells below each label of the header, one for each record; blank records are left out."""
    repeated: Sequence[AbstractSet[str] | None] = ()
    """The distinct cells below each label, in the order of the file; None where most occur only once."""
    rows: Sequence[int] = field(default_factory=list)
    """The row of each record as a spreadsheet counts, the header being 1."""
    lines: Sequence[int] = field(default_factory=list)
    """The first physical line of each record, counted from 1."""
    faults: list[ReadFault] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    """The numbers of the records whose cells were too few or too many: only their first cell can be relied on."""
    is_ended: bool = True
    """Whether the last line ends with a line end."""
    had_byte_order_mark: bool = False
    first_crlf: int | None = None
    """The first line that ends with CR LF."""
    first_bare_cr: int | None = None
    """The first line that ends with a CR alone."""

    def nearly_distinct(self, position: int) -> Collection[str]:
        """The distinct cells below a label, in the order of the file; all its cells where most occur only once."""
        found = self.repeated[position]
        return self.columns[position] if found is None else found

    @property
    def records(self) -> list[list[str]]:
        """The cells of each record, one for each label of the header."""
        return [list(cells) for cells in zip(*self.columns, strict=True)]

    @property
    def harmful(self) -> ReadFault | None:
        """The first fault that may lose data, if there is one."""
        return next((fault for fault in self.faults if fault.kind not in HARMLESS), None)

    @property
    def fatal(self) -> ReadFault | None:
        """The fault that kept the file from being read, if there is one."""
        return next((fault for fault in self.faults if fault.kind in FATAL), None)


def parse(content: bytes) -> CsvFile:
    """Reads ``content`` as comma-separated UTF-8; whatever is wrong becomes a fault, never an exception."""
    result = CsvFile()
    try:
        decoded = decode(content)
    except UndecodableError as error:
        result.faults.append(ReadFault("undecodable", error.line, 1, str(error)))
        return result
    result.had_byte_order_mark = decoded.had_byte_order_mark
    if not decoded.text:
        result.faults.append(ReadFault("empty", 1, 1))
        return result
    del decoded  # the text is read again in pieces, so that it and the cells are not in memory together
    taken = _Taken()
    if not _read_plain(content, taken, result):
        taken = _Taken()
        _read_records(content, taken, result)
    if result.fatal:
        result.header = []
        return result
    taken.give(result)
    result.is_ended = content.endswith((b"\n", b"\r"))
    return result


def chained(files: Sequence[CsvFile]) -> CsvFile:
    """Joins files that have the same header; each record keeps its row and its line."""
    if len(files) == 1:
        return files[0]
    result, rows, lines = CsvFile(files[0].header), array("q"), array("q")
    result.columns = [
        tuple(chain.from_iterable(cells)) for cells in zip(*(file.columns for file in files), strict=True)
    ]
    result.repeated = [_repeated_in(files, position) for position in range(len(result.header))]
    for file in files:
        result.ragged |= {len(rows) + number for number in file.ragged}
        result.faults += file.faults
        rows.extend(file.rows)
        lines.extend(file.lines)
    result.rows, result.lines = rows, lines
    return result


def _repeated_in(files: Sequence[CsvFile], position: int) -> AbstractSet[str] | None:
    """The distinct cells below a label of several files; None where most occur only once."""
    if all(file.repeated[position] is None for file in files):
        return None
    seen = dict.fromkeys(chain.from_iterable(file.nearly_distinct(position) for file in files))
    return seen.keys() if 2 * len(seen) <= sum(len(file.rows) for file in files) else None


class _Taken:
    """The records that were taken so far, put into columns in which equal cells are one object."""

    def __init__(self) -> None:
        self.rows = array("q")
        self.lines = array("q")
        self._waiting: list[list[str]] = []
        self._columns: list[list[str]] = []
        self._seen: list[dict[str, str] | None] = []
        """The different cells of each column; None as soon as it is clear that most are there but once."""

    def __len__(self) -> int:
        return len(self.rows)

    def begin(self, width: int) -> None:
        """Sets how many cells the records have from now on."""
        self._columns = [[] for _ in range(width)]
        self._seen = [{} for _ in range(width)]

    def add_plain(self, records: list[list[str]], row: int, line: int) -> None:
        """Takes records of a row and a line each, of which the first is at ``row`` and ``line``."""
        self.rows.extend(range(row, row + len(records)))
        self.lines.extend(range(line, line + len(records)))
        self._waiting += records
        self._put()

    def add(self, cells: list[str], row: int, line: int) -> None:
        """Takes a record."""
        self.rows.append(row)
        self.lines.append(line)
        self._waiting.append(cells)
        if len(self._waiting) == _AT_A_TIME:
            self._put()

    def _put(self) -> None:
        for place, cells in enumerate(zip(*self._waiting, strict=True)):
            column, seen = self._columns[place], self._seen[place]
            if seen is None:
                column.extend(cells)
            elif any(cells):
                column.extend(map(seen.setdefault, cells, cells))
                if len(seen) > _MOST_DIFFERENT and 2 * len(seen) > len(column):
                    self._seen[place] = None
            else:  # as most are of columns that may be left out
                seen.setdefault("", "")
                column.extend(cells)
        self._waiting.clear()

    def give(self, result: CsvFile) -> None:
        """Puts what was taken into ``result``."""
        if self._waiting:
            self._put()
        # tuples of text, unlike lists, are nothing that the garbage collector has to go through again and again
        blank, pairs = ("",) * len(self.rows), list(zip(self._seen, self._columns, strict=True))
        result.rows, result.lines = self.rows, self.lines
        result.columns = [tuple(cells) if seen is None or any(seen) else blank for seen, cells in pairs]
        result.repeated = [seen.keys() if seen and 2 * len(seen) <= len(column) else None for seen, column in pairs]


class _Lines:
    """The physical lines of a file; ``last`` is the one that was read last."""

    def __init__(self, content: bytes) -> None:
        self._lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.last = line
            yield line


def _read_plain(content: bytes, taken: _Taken, result: CsvFile) -> bool:
    """Reads a file in which every record is one line with an id and as many cells as the header; else gives up.

    Nearly all files are like that, and splitting their lines at the commas takes a third less time than the CSV reader.
    """
    if b"\r" in content:
        return False
    csv.field_size_limit(CELL_CHARACTERS)
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="\n")
    try:
        [header] = _split([next(lines)])
        if not header or not _take_header(header, CsvFile()):
            return False
        width, line = len(header), 2
        taken.begin(width)
        while records := _split(list(islice(lines, _AT_A_TIME))):
            first = [cells[0] for cells in records]
            if set(map(len, records)) != {width} or "" in first or header[0] in first:
                return False
            if any(map(str.startswith, first, repeat(_CONFLICT_MARKS))):
                return False
            taken.add_plain(records, line, line)
            line += len(records)
    except (csv.Error, StopIteration):
        return False
    result.header = header
    return True


def _split(lines: list[str]) -> list[list[str]]:
    """The cells of lines that are a record each; only lines with quotation marks need the CSV reader.

    Raises:
        Error: if the CSV reader refuses a record.
        StopIteration: if a record goes on over several lines.
    """
    harder = ['"' in line or len(line) > CELL_CHARACTERS for line in lines]
    read = csv.reader(compress(lines, harder), strict=True)
    return [
        next(read) if is_hard else line.rstrip("\n").split(",") for line, is_hard in zip(lines, harder, strict=True)
    ]


def _read_records(content: bytes, taken: _Taken, result: CsvFile) -> None:
    """Reads any file, record by record, and notes what is wrong with it."""
    csv.field_size_limit(CELL_CHARACTERS)
    lines = _Lines(content)
    reader = csv.reader(lines, strict=True)
    row, line = 0, 1
    try:
        for cells in reader:
            row += 1
            last_line = reader.line_num
            _look_at_line_end(lines.last, last_line, result)
            if row == 1:
                if not _take_header(cells, result):
                    return
                taken.begin(len(cells))
            else:
                _take_record(cells, row, (line, last_line), taken, result)
            if len(result.ragged) > RAGGED_ROWS:
                result.faults, result.ragged = [ReadFault("too-ragged", line, row)], set()
                return
            line = last_line + 1
    except csv.Error as error:
        kind: FaultKind = "too-long" if "field larger" in str(error) else "quotes"
        result.faults.append(ReadFault(kind, line, row + 1))


def _look_at_line_end(physical_line: str, number: int, result: CsvFile) -> None:
    if physical_line.endswith("\r\n"):
        result.first_crlf = result.first_crlf or number
    elif physical_line.endswith("\r"):
        result.first_bare_cr = result.first_bare_cr or number


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


def _take_record(cells: list[str], row: int, lines: tuple[int, int], taken: _Taken, result: CsvFile) -> None:
    width = len(result.header)
    line, last_line = lines
    if not any(cells):
        _take_blank_row(row, line, result)
        return
    if cells[0].startswith(_CONFLICT_MARKS) or cells == result.header:
        result.faults.append(ReadFault("header-again" if cells == result.header else "conflict", line, row))
        return
    if last_line > line and _swallows_records(cells, width):
        result.faults.append(ReadFault("swallowed", line, row, str(last_line)))
    if len(cells) != width:
        kind: FaultKind = "short" if len(cells) < width else "long" if any(cells[width:]) else "trailing"
        result.faults.append(ReadFault(kind, line, row, str(len(cells))))
        result.ragged.add(len(taken))
        cells = (cells + [""] * width)[:width]
    taken.add(cells, row, line)


def _take_blank_row(row: int, line: int, result: CsvFile) -> None:
    """Notes a blank row; blank rows that follow one another are one fault."""
    last = result.faults[-1] if result.faults else None
    if last and last.kind == "blank" and last.row + int(last.detail) == row:
        result.faults[-1] = ReadFault("blank", last.line, last.row, str(int(last.detail) + 1))
    else:
        result.faults.append(ReadFault("blank", line, row, "1"))


def _swallows_records(cells: list[str], width: int) -> bool:
    """Whether a cell contains lines that look like records: as many commas, and an id of the same form."""
    own_shape = _shape(cells[0])
    for cell in cells:
        for line in re.split(r"\r\n?|\n", cell)[1:]:
            parts = line.split(",")
            spaced = any(part[:1] == " " for part in parts)
            if len(parts) >= width and not spaced and _ID.fullmatch(parts[0]) and _shape(parts[0]) == own_shape:
                return True
    return False


def _shape(identifier: str) -> str:
    """The kinds of characters that an id is made of: ``C027`` and ``C3`` have the same shape."""
    return re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"[0-9]+", "0", identifier)))
