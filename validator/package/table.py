"""One table of a package: its cells as written, which of them can be relied on, and where each one stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.package.cells import Refusal, refusals
from validator.package.columns import numbers_of, together, values_of
from validator.package.csvfile import CsvFile
from validator.package.header import HeaderMatch, match_header
from validator.package.place import Place, cell_address
from validator.package.tableschema import LIST_DELIMITER, TableSchema
from validator.package.unavailable import Unavailable

Codes = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]
Cells = NDArray[np.object_]


_SAMPLE = 1_000
_MOSTLY = 0.5
"""A column is one of cells that hardly repeat if more than so many of the first ones are different."""


class _PartOfColumns(Sequence[Cells]):
    """Some cells of each column, taken when they are asked for: most rules look at few columns."""

    def __init__(self, columns: Sequence[Sequence[str] | Cells], records: NDArray[np.int64]) -> None:
        self._columns = columns
        self._records = records

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, position: int) -> Cells: ...

    @overload
    def __getitem__(self, position: slice) -> list[Cells]: ...

    def __getitem__(self, position: int | slice) -> Cells | list[Cells]:
        if isinstance(position, slice):
            return [self[each] for each in range(*position.indices(len(self)))]
        return np.asarray(self._columns[position], dtype=object)[self._records]


def _small(codes: NDArray[np.intp], count: int) -> Codes:
    """The same numbers, all less than ``count``, in as few bytes as hold them."""
    kind = next(kind for kind in (np.int8, np.int16, np.int32) if count <= np.iinfo(kind).max)
    return codes.astype(kind)


class Table:
    """A table whose file could be read.

    Records are numbered from 0 in the order of the file; that number is the index of every Series given out.
    """

    def __init__(self, schema: TableSchema, path: str, file: CsvFile) -> None:
        self.schema = schema
        self.path = path
        self.file = file
        self.header: HeaderMatch = match_header(file.header, list(schema.fields))
        self._written: dict[str, pd.Series[str]] = {}
        self._items: dict[str, pd.Series[str]] = {}
        self._factors: dict[str, tuple[Codes | None, list[str]]] = {}
        self.kept: dict[object, Any] = {}
        """What rests on this table and was found out once; it lives as long as the table."""

    def part(self, records: NDArray[np.int64]) -> Table:
        """A table of the records with these numbers, each where it stands in this one's file.

        It is for rules on evidence: what was wrong with the file as a whole is not told of it.
        """
        columns = _PartOfColumns(self.file.columns, records)
        rows, lines = (np.asarray(numbers)[records].tolist() for numbers in (self.file.rows, self.file.lines))
        part = Table(self.schema, self.path, CsvFile(self.file.header, columns, rows, lines))
        part._factors = {
            column: (codes[records], distinct)
            for column, (codes, distinct) in self._factors.items()
            if codes is not None
        }
        part.refused = self.refused
        return part

    def __len__(self) -> int:
        """The number of records."""
        return len(self.file.rows)

    @property
    def name(self) -> str:
        """The table's name, such as ``claims``."""
        return self.schema.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the schema that the file has, in the file's order."""
        return tuple(self.header.positions)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The columns that the file need not have and does not have: each reads as blank.

        None where the header has a label that is no column's: it may have been meant for one of them.
        """
        if self.header.unexpected:
            return frozenset()
        return frozenset(column for column in self.header.missing if not self.schema.fields[column].required)

    def distinct(self, column: str) -> list[str]:
        """The cells of a column as written, each of those that repeat once.

        A column in which hardly any cell repeats is given as it is: to look for those that do would take longest.

        Raises:
            Unavailable: if the file has no such column.
        """
        return self._factor(column)[1]

    def records_with(self, column: str, values: Iterable[str]) -> list[int]:
        """The numbers of the records in whose cell of ``column`` one of ``values`` is written.

        Raises:
            Unavailable: if the file has no such column.
        """
        self.as_written(column)
        wanted = set(values)
        return [int(record) for record in np.flatnonzero(self._holds(column, wanted))] if wanted else []

    def _holds(self, column: str, wanted: Collection[str]) -> Mask:
        """For each record whether its cell as written is one of ``wanted``, a set."""
        codes, cells = self._factor(column)
        found = np.fromiter(map(wanted.__contains__, cells), dtype=bool, count=len(cells))
        return found if codes is None else found[codes]

    def _factor(self, column: str) -> tuple[Codes | None, list[str]]:
        """For each record the place of its cell among the distinct ones, and these.

        No places, and every cell, where hardly any repeats.
        """
        if column not in self._factors:
            cells = self.as_written(column).to_numpy(dtype=object)
            sample = cells[:_SAMPLE].tolist()
            if len(set(sample)) > len(sample) * _MOSTLY:
                self._factors[column] = None, []
            else:
                codes, distinct = pd.factorize(cells)
                self._factors[column] = _small(codes, len(distinct)), distinct.tolist()
        known, each = self._factors[column]
        return known, values_of(self.as_written(column)) if known is None else each

    def alike(self, columns: Iterable[str]) -> NDArray[np.int64]:
        """A number for each record, the same for records whose cells, as far as reliable, are the same in ``columns``.

        Raises:
            Unavailable: if the file has no such column.
        """
        numbers = np.zeros(len(self), dtype=np.int64)
        for column in columns:
            known = self._factor(column)[0] if column not in self._reliable else None
            codes = pd.factorize(self[column].to_numpy(dtype=object))[0] if known is None else known
            numbers = together(numbers, codes)
        return numbers

    def categories(self, column: str) -> pd.Series[str]:
        """The column with its different cells as categories, which is quickly grouped and costly where all differ.

        Raises:
            Unavailable: if the file has no such column.
        """
        codes, distinct = self._factor(column)
        if codes is None or column in self._reliable:
            numbers, names = pd.factorize(self[column].to_numpy(dtype=object))
            codes, distinct = _small(numbers, len(names)), names.tolist()
        return pd.Series(pd.Categorical.from_codes(codes, pd.Index(distinct, dtype=object)))

    @cached_property
    def refused(self) -> dict[str, dict[str, Refusal]]:
        """For each column, the distinct values that may not stand in it."""
        found = {column: refusals(self.schema, column, self.distinct(column)) for column in self.columns}
        return found | {column: {} for column in self.left_out}

    @cached_property
    def refused_records(self) -> frozenset[int]:
        """The numbers of the records that have a refused cell, or too few or too many cells."""
        found = set(self.file.ragged)
        for column, refused in self.refused.items():
            found.update(self.records_with(column, refused))
        return frozenset(found)

    @cached_property
    def _reliable(self) -> dict[str, pd.Series[str]]:
        """The columns in which a cell can't be relied on, with such cells blank."""
        first = self.file.header[0] if self.file.header else ""
        ragged = sorted(self.file.ragged)
        reliable = {}
        for column in self.columns:
            unreliable = self.records_with(column, (value for value in self.refused[column] if value))
            unreliable += ragged if column != first else []
            if unreliable:
                cells = self.as_written(column).copy()
                cells.iloc[unreliable] = ""
                reliable[column] = cells
        return reliable

    def __getitem__(self, column: str) -> pd.Series[str]:
        """The column as text; blank where a cell is blank or may not stand there, or the column was left out.

        Raises:
            Unavailable: if the file has no such column and needs one.
        """
        written = self.as_written(column)
        return self._reliable.get(column, written)

    def as_written(self, column: str) -> pd.Series[str]:
        """The column as it stands in the file, with what may not stand there: an id that is refused is still meant.

        Raises:
            Unavailable: if the file has no such column.
        """
        if column not in self._written:
            position = self.header.positions.get(column)
            if position is not None:
                cells: Sequence[str] | Cells = self.file.columns[position]
            elif column in self.left_out:
                cells = [""] * len(self)
            else:
                raise Unavailable(f"{self.path} has no column {column}")
            self._written[column] = pd.Series(np.asarray(cells, dtype=object), dtype=object)
        return self._written[column]

    def integers(self, column: str) -> pd.Series[int]:
        """An integer column as nullable integers; missing where a cell is blank or may not stand there."""
        return numbers_of(self[column]).astype("Int64")

    def items(self, column: str) -> pd.Series[str]:
        """The items of a list column, one an element, each under the number of its record; blank cells have none."""
        if column not in self._items:
            codes, distinct = pd.factorize(self[column].to_numpy(dtype=object))
            items = [[item.strip() for item in cell.split(LIST_DELIMITER)] if cell else [] for cell in distinct]
            counts = np.array([len(each) for each in items], dtype=np.int64)
            first, repeats = np.cumsum(counts) - counts, counts[codes]
            records = np.repeat(np.arange(len(codes)), repeats)
            within = np.arange(len(records)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
            flat = np.array([item for each in items for item in each], dtype=object)
            self._items[column] = pd.Series(flat[np.repeat(first[codes], repeats) + within], records, dtype=object)
        return self._items[column]

    def among(self, column: str, values: Collection[str]) -> Mask:
        """For each record whether its cell, blank where it can't be relied on, is one of ``values``.

        Raises:
            Unavailable: if the file has no such column.
        """
        self.as_written(column)
        if column in self._reliable:
            return self[column].isin(list(values)).to_numpy(dtype=bool)
        return self._holds(column, values if isinstance(values, set | frozenset | dict) else set(values))

    def is_reliable(self, column: str) -> pd.Series[bool]:
        """Whether each cell says what was meant: not refused, and not in a row with too few or too many cells.

        Raises:
            Unavailable: if the file has no such column.
        """
        written = self.as_written(column)
        if column not in self._reliable:
            return pd.Series(data=True, index=written.index)
        return self[column] == written

    @cached_property
    def keys(self) -> pd.Series[str]:
        """The id of each record: its key cell, or its key cells joined by ``/``; blank where one of them is."""
        first, *rest = (self[column] for column in self.schema.primary_key)
        if not rest:
            return first
        keys = first
        blank = first == ""
        for column in rest:
            keys = keys + "/" + column
            blank |= column == ""
        return keys.mask(blank, "")

    def records_where(self, mask: pd.Series[bool]) -> list[int]:
        """The numbers of the records for which ``mask`` holds, in the order of the file."""
        return [int(record) for record in mask.index[mask.to_numpy(dtype=bool)]]

    def subjects(self, record: int) -> tuple[str, ...]:
        """The id of one record as the subjects of a finding; empty where its key can't be read."""
        try:
            key = str(self.keys.iloc[record])
        except Unavailable:
            return ()
        return (key,) if key else ()

    def place(self, record: int | None = None, column: str | None = None) -> Place:
        """Where a record, a cell of it, or a whole column stands."""
        row = line = cell = None
        if record is not None:
            row, line = self.file.rows[record], self.file.lines[record]
        position = self.header.positions.get(column) if column is not None else None
        if position is not None:
            cell = cell_address(position, row if row is not None else 1)
        return Place(self.path, self.name, row, line, column, cell)
