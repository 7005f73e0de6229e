"""The records of a table that can be compared, and which of two tables' records belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.changes.change import NotCompared, Which
from validator.changes.renames import Renames
from validator.changes.sameness import meant
from validator.package.cells import Refusal
from validator.package.columns import values_of
from validator.package.csvfile import HARMLESS
from validator.package.package import Package
from validator.package.pandascolumns import Cells, Mask
from validator.package.table import Table
from validator.package.unavailable import Unavailable
from validator.wording import quoted

Positions = NDArray[np.intp]


@dataclass(eq=False)
class Records:
    """The records of one table, and what of them can't be compared."""

    table: Table
    keys: Cells
    """Each record's key, its cells joined by ``/``."""
    can_be: Mask
    """Which records can be compared: of one key each, with as many cells as the table has columns."""
    columns: tuple[str, ...]
    """The columns that can be compared."""
    refused: dict[str, Mask]
    """For columns that have any, which cells may not stand there and can't be compared."""
    lost: frozenset[str]
    """The keys of the records that can't be compared."""
    _cells: dict[str, list[str]] = field(default_factory=dict)

    def cell(self, record: int, column: str) -> str:
        """A cell as written; blank where there is no such column."""
        if column not in self.table.columns:
            return ""
        if column not in self._cells:
            self._cells[column] = values_of(self.table.as_written(column))
        return self._cells[column][record]

    def row(self, record: int) -> tuple[tuple[str, str], ...]:
        """The cells of a record in which something stands and that may stand there."""
        cells = ((column, self.cell(record, column)) for column in self.columns)
        here = ((column, cell) for column, cell in cells if cell.strip())
        return tuple((column, cell) for column, cell in here if not self._is_refused(record, column))

    def _is_refused(self, record: int, column: str) -> bool:
        return column in self.refused and bool(self.refused[column][record])


def read_records(package: Package, name: str, side: Which, problems: list[NotCompared]) -> Records | None:
    """The records of table ``name``; None if it can't be compared at all. What can't be is put into ``problems``."""
    try:
        table = package.table(name)
    except Unavailable as unread:
        file = package.table_files.get(name)
        reason = file.reason if file is not None and file.state == "unusable" and file.reason else ""
        why = f"{file.path} {reason}" if file is not None and reason else str(unread)
        fault = file.file.fatal if file is not None and file.file is not None else None
        where = fault.line if fault is not None else None
        problems.append(NotCompared(side, name, "the table", why, line=where))
        return None
    reader = _Reader(table, side, problems)
    return reader.read()


@dataclass
class _Reader:
    """Finds what of a table can be compared."""

    table: Table
    side: Which
    problems: list[NotCompared]

    def read(self) -> Records | None:
        table = self.table
        for fault in table.file.faults:
            if fault.kind not in HARMLESS and fault.kind not in ("short", "long"):
                self._tell(
                    "a row", "holds the column names again or the mark of two versions in conflict", line=fault.line
                )
        columns = self._columns()
        keys = table.schema.primary_key
        if not set(keys) <= set(columns):
            return None
        refused = {column: self._refused(column) for column in columns if table.refused.get(column)}
        ids = self._ids(keys)
        can_be = self._have_a_key(ids, refused)
        for column, cells in refused.items():
            for record in np.flatnonzero(cells & can_be).tolist():
                why = _why(self._cell(record, column))
                self._tell("the cell", f"{column} {why}", record, str(ids[record]), column)
        lost = frozenset(" ".join(str(name).split()) for name in ids[~can_be])
        return Records(table, ids, can_be, columns, refused, lost)

    def _have_a_key(self, ids: Cells, refused: dict[str, Mask]) -> Mask:
        """Which records have all their cells, and a key that may stand there and is no other record's."""
        table = self.table
        found = np.ones(len(table), dtype=bool)
        for record in sorted(table.file.ragged):
            found[record] = False
            self._tell("the record", "has too few or too many cells", record, str(ids[record]))
        for column in table.schema.primary_key:
            for record in np.flatnonzero(refused[column] & found).tolist() if column in refused else ():
                found[record] = False
                self._tell("the record", f"{column} {_why(self._cell(record, column))}", record, "", column)
        for record in np.flatnonzero(pd.Series(ids).duplicated(keep=False).to_numpy(dtype=bool) & found).tolist():
            found[record] = False
            self._tell("the record", "another record has the same key", record, str(ids[record]))
        return found

    def _ids(self, keys: tuple[str, ...]) -> Cells:
        first, *rest = (self.table.as_written(column).to_numpy(dtype=object) for column in keys)
        for cells in rest:
            first = first + "/" + cells
        return np.asarray(first, dtype=object)

    def _columns(self) -> tuple[str, ...]:
        """The columns that stand there once; those that don't are told of."""
        twice = {label.text for label in self.table.header.unexpected if label.repeated}
        fields = self.table.schema.fields
        known = {*self.table.columns, *self.table.left_out}
        here = tuple(column for column in fields if column in known and column not in twice)
        for column in fields:
            if column not in here:
                why = "stands there twice" if column in twice else "is not there"
                self._tell("the column", f"{column} {why}", column=column)
        return here

    def _refused(self, column: str) -> Mask:
        refused: dict[str, Refusal] = self.table.refused[column]
        cells = np.zeros(len(self.table), dtype=bool)
        cells[self.table.records_with(column, refused)] = True
        return cells

    def _cell(self, record: int, column: str) -> str:
        return str(self.table.as_written(column).iloc[record])

    def _tell(
        self,
        what: str,
        reason: str,
        record: int | None = None,
        subject: str = "",
        column: str = "",
        *,
        line: int | None = None,
    ) -> None:
        where = line if record is None else self.table.file.lines[record]
        self.problems.append(NotCompared(self.side, self.table.name, what, reason, subject, column, where))


def _why(cell: str) -> str:
    return f"is {quoted(cell)}, which may not stand there" if cell.strip() else "is blank, and has to be filled"


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell of a record in both versions whose meaning changed."""

    name: str
    """The record's key in the new version."""
    column: str
    before: str
    """The cell as it was."""
    before_now: str
    """The cell as it was, by the names that records have in the new version."""
    after: str
    old: int
    """The number of the record in the old table."""
    new: int
    """And in the new one."""


@dataclass(frozen=True, eq=False)
class Matched:
    """Two tables' records side by side."""

    old: Records
    new: Records
    old_at: Positions
    """The numbers of the records in the old table that are in both."""
    new_at: Positions
    """And of the same records in the new one."""
    removed: Positions
    """The numbers of the records that only the old table has."""
    added: Positions
    renames: Renames
    """What ids of the old version are called in the new one."""

    def changed_cells(self) -> Iterator[ChangedCell]:
        """Each cell of the records in both whose meaning changed."""
        name = self.old.table.name
        columns = [column for column in self.old.columns if column in self.new.columns]
        for column in columns:
            if column in self.old.table.schema.primary_key:
                continue
            before = self.old.table.as_written(column).to_numpy(dtype=object)[self.old_at]
            after = self.new.table.as_written(column).to_numpy(dtype=object)[self.new_at]
            differs = before != after
            for records, at in ((self.old, self.old_at), (self.new, self.new_at)):
                if column in records.refused:
                    differs &= ~records.refused[column][at]
            schema = self.old.table.schema.fields[column]
            for number in np.flatnonzero(differs):
                was, now = str(before[number]), str(after[number])
                was_now = self.renames.cell(name, column, was, now)
                if meant(schema, was_now) != meant(schema, now):
                    old, new = int(self.old_at[number]), int(self.new_at[number])
                    yield ChangedCell(str(self.new.keys[new]), column, was, was_now, now, old, new)

    def come_and_gone(self) -> Iterator[tuple[Records, int, str, bool]]:
        """Each record that only one version has: that version's records, its number, its key, and whether it is new."""
        for records, positions in ((self.old, self.removed), (self.new, self.added)):
            for record in map(int, positions):
                yield records, record, str(records.keys[record]), records is self.new


NO_RENAMES = Renames({})


def match(old: Records, new: Records, renames: Renames = NO_RENAMES) -> Matched:
    """Puts the records of two tables that have the same key side by side.

    A key that can't be compared in one of them is left out of the other too: it is neither added nor removed. A record
    whose key still has an old name in the new table, and not the new name, is found by the old one.

    Args:
        old: the records of the old table.
        new: those of the new one.
        renames: what ids of the old version are called in the new one.
    """
    here, there = np.flatnonzero(old.can_be), np.flatnonzero(new.can_be)
    known = {*map(str, new.keys[there]), *new.lost}
    table = old.table.name

    def called_now(key: str) -> str:
        name = renames.key(table, key)
        return key if name != key and name not in known and key in known else name

    if new.lost:
        here = here[[called_now(str(key)) not in new.lost for key in old.keys[here]]]
    if old.lost:
        lost = {called_now(key) for key in old.lost}
        there = there[[str(key) not in lost for key in new.keys[there]]]
    names = pd.Index(old.keys[here], dtype=object)
    if any(renames.touches(table, column) for column in old.table.schema.primary_key):
        names = pd.Index(np.array([called_now(str(key)) for key in old.keys[here]], dtype=object), dtype=object)
    if not names.is_unique:  # the new name of one is that of another, so it is not certain which is which
        names = pd.Index(old.keys[here], dtype=object)
    found = names.get_indexer(pd.Index(new.keys[there], dtype=object))
    both = found >= 0
    removed = np.ones(len(here), dtype=bool)
    removed[found[both]] = False
    return Matched(old, new, here[found[both]], there[both], here[removed], there[~both], renames)
