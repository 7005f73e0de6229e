"""The records that evidence can rest on: every cell can be relied on, and every record they name is there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.perpackage import once_per_table
from validator.evidence.rows import rows_of
from validator.package.columns import values_of
from validator.package.package import Package
from validator.package.pandascolumns import Mask
from validator.package.place import Place
from validator.package.table import Table
from validator.package.tableschema import LIST_DELIMITER
from validator.wording import counted


@dataclass(frozen=True)
class SoundRecords:
    """The records of a table that evidence can rest on."""

    table: Table
    rows: pd.DataFrame
    """Every column as text, each row under the number of its record. Words and concepts are categories: there are few,
    so that asking for one, grouping and joining are quick."""
    left_out: str
    """How many records were left out and why; blank if none was."""
    lost: pd.DataFrame
    """The records that were left out, as written."""

    def named_by_lost(self, columns: Iterable[str], known: Iterable[str]) -> set[str]:
        """The ids that records which were left out name, and that nothing can be missed of therefore.

        Args:
            columns: columns with ids, or lists of ids.
            known: all ids that may be meant; if a record that was left out names another one, they are all.
        """
        if self.lost.empty:
            return set()
        named = self.names_in_lost(columns)
        return set(known) if named - set(known) else named

    def names_in_lost(self, columns: Iterable[str]) -> set[str]:
        """What stands in ``columns`` of the records that were left out, each item of a list by itself."""
        cells = {cell for column in columns for cell in values_of(self.lost[column])}
        return {name.strip() for cell in cells for name in cell.split(LIST_DELIMITER)}

    def alike(self, columns: Iterable[str]) -> NDArray[np.int64]:
        """A number for each row, the same for rows whose cells are the same in ``columns``."""
        numbers = self.table.alike(columns)
        return numbers[self._numbers] if len(self.rows) < len(numbers) else numbers

    def cells(self, column: str, records: Sequence[int]) -> list[str]:
        """The cells of a column in the records with these numbers."""
        cells = self._cells(column)
        return [cells[self._position(record)] for record in records]

    def _position(self, record: int) -> int:
        return record if len(self.rows) == len(self.table) else bisect_left(self._numbers, record)

    def place(self, record: int, column: str) -> Place:
        """Where a cell stands."""
        return self.table.place(record, column)

    def row(self, record: int) -> Mapping[str, str]:
        """One record by its columns."""
        return _Row(self._cells, self.table.schema.fields, self._position(record))

    @cached_property
    def by_id(self) -> dict[str, dict[str, str]]:
        """Each record by its columns, under its id: the first column."""
        return {row[self.table.schema.primary_key[0]]: row for row in rows_of(self.rows)}

    @cached_property
    def _numbers(self) -> NDArray[np.int64]:
        return self.rows.index.to_numpy(dtype=np.int64)

    def _cells(self, column: str) -> list[str]:
        if column not in self._known_cells:
            self._known_cells[column] = values_of(self.rows[column])
        return self._known_cells[column]

    @cached_property
    def _known_cells(self) -> dict[str, list[str]]:
        return {}

    def where(self, mask: pd.Series[bool]) -> list[int]:
        """The numbers of the records for which ``mask`` holds."""
        return [int(record) for record in mask.index[mask.to_numpy(dtype=bool)]]


class _Row(Mapping[str, str]):
    """A record whose cells are looked up as they are asked for: a rule needs few of them."""

    __slots__ = ("_cells", "_fields", "_position")

    def __init__(self, cells: Callable[[str], list[str]], fields: Collection[str], position: int) -> None:
        self._cells = cells
        self._fields = fields
        self._position = position

    def __getitem__(self, column: str) -> str:
        return self._cells(column)[self._position]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def _sound(package: Package, name: str) -> SoundRecords:
    table = package.table(name)
    rows = pd.DataFrame(
        {
            column: table.categories(column) if field.words or field.concept_kind else table[column]
            for column, field in table.schema.fields.items()
        },
        copy=False,
    )
    sound = np.ones(len(rows), dtype=bool)
    if table.refused_records:
        for column in table.schema.fields:
            sound &= table.is_reliable(column).to_numpy(dtype=bool)
    for column, field in table.schema.fields.items():
        if field.required:
            sound &= ~table.among(column, {""})
    for reference in table.schema.references:
        sound &= _named_are_there(package, table, reference.field, reference.table, reference.key)
    sound &= ~rows.duplicated(list(table.schema.primary_key), keep="first").to_numpy(dtype=bool)
    refused = len(rows) - int(sound.sum())
    why = "with a cell that is refused or names a record that is not there"
    left_out = f"{counted(refused, name.removesuffix('s'))} {why}" if refused else ""
    written = pd.DataFrame({column: table.as_written(column)[~sound] for column in table.schema.fields})
    return SoundRecords(table, rows[sound] if refused else rows, left_out, written)


def _named_are_there(package: Package, table: Table, column: str, target_name: str, key: str) -> Mask:
    """Whether each cell names records that are there: sound sources, and concepts of the kind that belongs there."""
    target = package.table(target_name)
    field = table.schema.fields[column]
    ids = target[key]
    if target_name == "sources" and table.name != "sources":  # what rests on an unsound source is not sound either
        ids = sound_sources(package).rows[key]
    if field.concept_kind is not None:
        ids = ids[target["kind"] == field.concept_kind]
    if not field.is_list:
        return table.among(column, {"", *values_of(ids)})
    items = table.items(column)
    lost = items.index[~items.isin(set(values_of(ids)))]
    found = np.ones(len(table), dtype=bool)
    found[lost] = False
    return found


def _reader(name: str) -> Callable[[Package], SoundRecords]:
    def sound(package: Package) -> SoundRecords:
        return _sound(package, name)

    sound.__name__ = f"sound_{name}"
    return once_per_table(name)(sound)


sound_claims = _reader("claims")
sound_estimates = _reader("estimates")
sound_sources = _reader("sources")
sound_relations = _reader("relations")


@once_per_table("passages")
def article_of_passage(package: Package) -> dict[str, str]:
    """The id of the article that each passage stands in.

    Raises:
        Unavailable: if the passages could not be read.
    """
    passages = package.table("passages")
    return dict(zip(values_of(passages["passage_id"]), values_of(passages["article_id"]), strict=True))
