"""One table of a package: its cells as written, which of them can be relied on, and where each one stands."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from validator.package.cells import Refusal, refusals
from validator.package.csvfile import CsvFile
from validator.package.header import HeaderMatch, match_header
from validator.package.place import Place, cell_address
from validator.package.tableschema import LIST_DELIMITER, TableSchema
from validator.package.unavailable import Unavailable


class Table:
    """A table whose file could be read.

    Records are numbered from 0 in the order of the file; that number is the index of every Series given out.
    """

    def __init__(self, schema: TableSchema, path: str, file: CsvFile) -> None:
        self.schema = schema
        self.path = path
        self.file = file
        self.header: HeaderMatch = match_header(file.header, list(schema.fields))
        columns = list(zip(*file.records, strict=True)) if file.records else [()] * len(file.header)
        self.cells: dict[str, pd.Series[str]] = {
            name: pd.Series(columns[position], dtype="str") for name, position in self.header.positions.items()
        }
        """Every cell as written, by the name of its column."""

    def __len__(self) -> int:
        """The number of records."""
        return len(self.file.records)

    @property
    def name(self) -> str:
        """The table's name, such as ``claims``."""
        return self.schema.name

    @cached_property
    def refused(self) -> dict[str, dict[str, Refusal]]:
        """For each column, the distinct values that may not stand in it."""
        return {column: refusals(self.schema, column, cells.unique()) for column, cells in self.cells.items()}

    @cached_property
    def refused_records(self) -> frozenset[int]:
        """The numbers of the records that have a refused cell, or too few or too many cells."""
        found = set(self.file.ragged)
        for column, refused in self.refused.items():
            if refused:
                found.update(self.records_where(self.cells[column].isin(list(refused))))
        return frozenset(found)

    @cached_property
    def _reliable(self) -> dict[str, pd.Series[str]]:
        first = self.file.header[0] if self.file.header else ""
        ragged = sorted(self.file.ragged)
        reliable = {}
        for column, cells in self.cells.items():
            values = cells
            bad = [value for value in self.refused[column] if value]
            if bad:
                values = values.mask(values.isin(bad), "")
            if ragged and column != first:
                values = values.copy()
                values.iloc[ragged] = ""
            reliable[column] = values
        return reliable

    def __getitem__(self, column: str) -> pd.Series[str]:
        """The column as text; blank where a cell is blank or may not stand there.

        Raises:
            Unavailable: if the file has no such column.
        """
        self.as_written(column)
        return self._reliable[column]

    def as_written(self, column: str) -> pd.Series[str]:
        """The column as it stands in the file, with what may not stand there: an id that is refused is still meant.

        Raises:
            Unavailable: if the file has no such column.
        """
        if column not in self.cells:
            raise Unavailable(f"{self.path} has no column {column}")
        return self.cells[column]

    def integers(self, column: str) -> pd.Series[int]:
        """An integer column as nullable integers; missing where a cell is blank or may not stand there."""
        return pd.to_numeric(self[column].replace("", None)).astype("Int64")

    def items(self, column: str) -> pd.Series[str]:
        """The items of a list column, one an element, each under the number of its record; blank cells have none."""
        values = self[column]
        return values[values != ""].str.split(LIST_DELIMITER).explode().str.strip()

    def is_reliable(self, column: str) -> pd.Series[bool]:
        """Whether each cell says what was meant: not refused, and not in a row with too few or too many cells.

        Raises:
            Unavailable: if the file has no such column.
        """
        return self[column] == self.as_written(column)

    @cached_property
    def keys(self) -> pd.Series[str]:
        """The id of each record: its key cell, or its key cells joined by ``/``; blank where one of them is."""
        first, *rest = (self[column] for column in self.schema.primary_key)
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
