"""One table of a package: its cells as written, which of them are valid, and where each one is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate
from typing import overload

from claimpack.package.cells import Refusal, refusals
from claimpack.package.csvfile import CsvFile, chained
from claimpack.package.header import HeaderMatch, match_header
from claimpack.package.place import Place, cell_address
from claimpack.package.tableschema import TableSchema, split_items
from claimpack.package.unavailable import Unavailable
from claimpack.wording import quoted


class Table:
    """A table whose file could be read, as columns of cells, with a thin view of each record.

    Records are numbered from 0 in the order of the file, or of the files where there are several of one header.
    """

    def __init__(self, schema: TableSchema, path: str, file: CsvFile, *more: tuple[str, CsvFile]) -> None:
        self.schema = schema
        self.path = path
        """The file's path; the first one's where there are several."""
        self.files: tuple[tuple[str, CsvFile], ...] = ((path, file), *more)
        """Each file with its path."""
        self.file = chained([each for _, each in self.files])
        """The file, or all files joined into one."""
        self.header: HeaderMatch = match_header(file.header, list(schema.fields))
        self._ends = list(accumulate(len(each.rows) for _, each in self.files))
        self.reliable: dict[str, Sequence[str]] = _Columns(self)
        """Each column; blank where a cell is blank, is not allowed there, or the column was left out."""

    def __len__(self) -> int:
        """The number of records."""
        return len(self.file.rows)

    def __iter__(self) -> Iterator[Record]:
        """Each record, in the order of the file."""
        return (Record(self, number) for number in range(len(self)))

    def record(self, number: int) -> Record:
        """The record of that number."""
        return Record(self, number)

    @property
    def name(self) -> str:
        """The table's name, such as ``claims``."""
        return self.schema.name

    @property
    def ragged(self) -> AbstractSet[int]:
        """The numbers of the records with too few or too many cells."""
        return self.file.ragged

    def path_of(self, record: int) -> str:
        """The path of a record's file."""
        return self.files[bisect_right(self._ends, record)][0]

    def is_shared(self, record: int) -> bool:  # noqa: ARG002 - a table that is joined with shared records says so
        """Whether a record is of a file that several packages share."""
        return False

    @property
    def own(self) -> Table:
        """The table without records of files that several packages share."""
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the schema that the file has, in the file's order."""
        return tuple(self.header.positions)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The optional columns that the file does not have: all their cells count as blank.

        If the header has a label that is like no column, it may have been meant for one of the missing columns: then
        only those count that most packages leave out.
        """
        is_unclear = any(label.suggestion is None for label in self.header.unexpected)
        fields = self.schema.fields
        missing = [column for column in self.header.missing if not fields[column].required]
        return frozenset(column for column in missing if fields[column].is_often_left_out or not is_unclear)

    def cells(self, column: str) -> Sequence[str]:
        """The column as text; blank where a cell is blank or is not allowed there, or the column was left out.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        return self.reliable[column]

    def cells_or_blanks(self, column: str) -> Sequence[str]:
        """The column as text; only blanks if the file lacks it, which a rule reports."""
        try:
            return self.cells(column)
        except Unavailable:
            return self._blank

    @overload
    def rows(self, one: str, other: str, /) -> Iterator[tuple[str, str]]: ...
    @overload
    def rows(self, *columns: str) -> Iterator[tuple[str, ...]]: ...
    def rows(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """The cells of some columns of each record; see ``cells``.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        return zip(*map(self.cells, columns), strict=True)

    def written(self, column: str) -> Sequence[str]:
        """The column as it is in the file, invalid cells included: an id of the wrong form still names a record.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        position = self.header.positions.get(column)
        if position is not None:
            return self.file.columns[position]
        if column in self.left_out:
            return self._blank
        raise Unavailable(f"{self.path} has no column {column}{self._unless(column)}")

    @cached_property
    def _blank(self) -> Sequence[str]:
        return ("",) * len(self)

    def _unless(self, column: str) -> str:
        """The label that may have been meant for a column which the file need not have."""
        labels = (label.text for label in self.header.unexpected if label.suggestion is None)
        label = next(labels, None)
        if label is None or column not in self.header.missing or self.schema.fields[column].required:
            return ""
        return f", unless {quoted(label) if label else 'the column without a name'} is meant for it"

    def distinct_cells(self, column: str) -> AbstractSet[str]:
        """The distinct cells of a column as written, in the order of the file.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        return dict.fromkeys(self.nearly_distinct(column)).keys()

    def nearly_distinct(self, column: str) -> Collection[str]:
        """The distinct cells of a column as written, some perhaps repeated: quicker than ``distinct_cells``.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        position = self.header.positions.get(column)
        return self.written(column) if position is None else self.file.nearly_distinct(position)

    @cached_property
    def refused(self) -> dict[str, dict[str, Refusal]]:
        """For each column, the distinct cells that are not allowed in it, in the order of the file."""
        found = {column: refusals(self.schema, column, self.nearly_distinct(column)) for column in self.columns}
        return found | {column: {} for column in self.left_out}

    def unreliable(self, column: str) -> Sequence[int]:
        """The numbers of the records whose cell is not what was meant, in order: refused, or in a row of wrong length.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        if column not in self._unreliable:
            written = self.written(column)
            found = set(self._ragged_beyond(column))
            refused = {value for value in self.refused.get(column, ()) if value}
            if refused:
                found.update(number for number, cell in enumerate(written) if cell in refused)
            self._unreliable[column] = sorted(number for number in found if written[number])
        return self._unreliable[column]

    @cached_property
    def _unreliable(self) -> dict[str, list[int]]:
        return {}

    def _ragged_beyond(self, column: str) -> AbstractSet[int]:
        """The ragged records, of which only the first cell can be relied on."""
        first = self.file.header[0] if self.file.header else ""
        return self.ragged if column != first else set()

    @cached_property
    def refused_records(self) -> frozenset[int]:
        """The numbers of the records that have a refused cell, or too few or too many cells."""
        found = set(self.ragged)
        for column, refused in self.refused.items():
            if refused:
                found.update(number for number, cell in enumerate(self.written(column)) if cell in refused)
        return frozenset(found)

    @cached_property
    def key_cells(self) -> Sequence[str]:
        """The id of each record: its key cell, or its key cells joined by ``/``; blank where one of them is."""
        first, *rest = (self.cells(column) for column in self.schema.primary_key)
        if not rest:
            return first
        return ["/".join(cells) if all(cells) else "" for cells in zip(first, *rest, strict=True)]

    def subjects(self, record: int) -> tuple[str, ...]:
        """The id of one record as the subjects of a finding; empty where its key can't be read."""
        try:
            key = self.key_cells[record]
        except Unavailable:
            return ()
        return (key,) if key else ()

    def place(self, record: int | None = None, column: str | None = None) -> Place:
        """Where a record, a cell of it, or a whole column is."""
        path, row, line, cell = self.path, None, None, None
        if record is not None:
            path, row, line = self.path_of(record), self.file.rows[record], self.file.lines[record]
        position = self.header.positions.get(column) if column is not None else None
        if position is not None:
            cell = cell_address(position, row if row is not None else 1)
        return Place(path, self.name, row, line, column, cell)


class Record:
    """A thin view of one record: cells are looked up when they are asked for, and blank where they are not allowed."""

    __slots__ = ("_columns", "number", "table")

    def __init__(self, table: Table, number: int) -> None:
        self.table = table
        self.number = number
        self._columns = table.reliable

    def __getitem__(self, column: str) -> str:
        """A cell.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        return self._columns[column][self.number]

    def items(self, column: str) -> list[str]:
        """The items of a list cell."""
        return split_items(self._columns[column][self.number])

    @property
    def is_shared(self) -> bool:
        """Whether it is of a file that several packages share."""
        return self.table.is_shared(self.number)

    @property
    def key(self) -> str:
        """Its id: its key cell, or its key cells joined by ``/``; blank where one of them is."""
        return self.table.key_cells[self.number]

    def place(self, column: str | None = None) -> Place:
        """Where it, or a cell of it, is."""
        return self.table.place(self.number, column)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same record of the same table."""
        return isinstance(other, Record) and (self.table, self.number) == (other.table, other.number)

    def __hash__(self) -> int:
        """By its number."""
        return hash(self.number)

    def __repr__(self) -> str:
        """Its table and id."""
        return f"<{self.table.name} {self.key}>"


class _Columns(dict[str, Sequence[str]]):
    """Columns that are made when they are first asked for."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, column: str) -> Sequence[str]:
        cells = self._table.written(column)
        unreliable = self._table.unreliable(column)
        if unreliable:
            blanked = list(cells)
            for number in unreliable:
                blanked[number] = ""
            cells = tuple(blanked)
        self[column] = cells
        return cells
