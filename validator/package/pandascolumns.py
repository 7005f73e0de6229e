# mypy: ignore-errors
"""What is left of the table's columns as pandas has them, for what does not yet go through records."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.package.columns import numbers_of, together, values_of
from validator.package.tableschema import LIST_DELIMITER

Codes = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]
Cells = NDArray[np.object_]

_SAMPLE = 1_000
_MOSTLY = 0.5
"""A column is one of cells that hardly repeat if more than so many of the first ones are different."""


def _small(codes: NDArray[np.intp], count: int) -> Codes:
    """The same numbers, all less than ``count``, in as few bytes as hold them."""
    kind = next(kind for kind in (np.int8, np.int16, np.int32) if count <= np.iinfo(kind).max)
    return codes.astype(kind)


class PandasColumns:
    """Columns as Series, each under the numbers of the records."""

    def __init__(self) -> None:
        self._written: dict[str, pd.Series[str]] = {}
        self._items: dict[str, pd.Series[str]] = {}
        self._factors: dict[str, tuple[Codes | None, list[str]]] = {}
        self.kept: dict[object, Any] = {}
        """What rests on this table and was found out once; it lives as long as the table."""

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

    def records_where(self, mask: pd.Series[bool]) -> list[int]:
        """The numbers of the records for which ``mask`` holds, in the order of the file."""
        return [int(record) for record in mask.index[mask.to_numpy(dtype=bool)]]

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
            self._written[column] = pd.Series(np.asarray(list(self.written(column)), dtype=object), dtype=object)
        return self._written[column]

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
