"""The records of a table that can be compared, and which of two versions' records belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import ne
from typing import NamedTuple

from claimpack.changes.cellmeaning import meant
from claimpack.changes.change import NotCompared, Side
from claimpack.changes.recordids import Names
from claimpack.package.csvfile import HARMLESS
from claimpack.package.joinedtable import JoinedTable
from claimpack.package.package import Package
from claimpack.package.table import Record, Table
from claimpack.package.unavailable import Unavailable
from claimpack.wording import quoted


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A record with its cells as written; blank where there is no such column."""

    records: Records
    number: int

    def __getitem__(self, column: str) -> str:
        """A cell."""
        return self.records.written[column][self.number]

    @property
    def cells(self) -> dict[str, str]:
        """The cells in which something is written that may be."""
        refused = self.records.refused
        here = {column: self[column] for column in self.records.columns}
        return {column: cell for column, cell in here.items() if cell.strip() and cell not in refused[column]}


class Records:
    """The records of one table in one version, and what of it can't be compared."""

    def __init__(self, table: Table, side: Side) -> None:
        self.table, self.name, self.side = table, table.name, side
        self.problems: list[NotCompared] = []
        self.columns = list(self._find_columns())
        """The columns that can be compared: those that the file has once, or need not have."""
        self.refused = {column: table.refused.get(column, {}) for column in self.columns}
        blank = [""] * len(table)
        fields = table.schema.fields
        self.written = {each: table.written(each) if each in self.columns else blank for each in fields}
        self.keys = list(map("/".join, zip(*(self.written[each] for each in self._key), strict=True)))
        self.at = dict(zip(self.keys, range(len(table)), strict=True)) if self.has_keys else {}
        """The number of each record that can be compared, by its key."""
        odd = dict(self._without_a_key()) if self.has_keys else {}
        self.problems += odd.values()
        self.lost = {" ".join(self.keys[number].split()) for number in odd}
        """The keys of the records that can't be compared."""
        for number in odd:
            self.at.pop(self.keys[number], None)
        self.problems += self._refused_cells()
        for path, file in table.files:
            for fault in file.faults:
                if fault.kind not in HARMLESS and fault.kind not in ("short", "long"):
                    why = f"holds the column names again or the mark of two versions in conflict{self._in(path)}"
                    self.problems.append(NotCompared(side, self.name, "a row", why, line=fault.line))

    @property
    def has_keys(self) -> bool:
        """Whether the file has the columns that make the key."""
        return {*self._key} <= {*self.columns}

    @property
    def _key(self) -> tuple[str, ...]:
        return self.table.schema.primary_key

    def _find_columns(self) -> Iterator[str]:
        twice = {label.text for label in self.table.header.unexpected if label.repeated}
        for column in self.table.schema.fields:
            if column not in twice and (column in self.table.columns or column in self.table.left_out):
                yield column
            else:
                why = f"{column} {'is there twice' if column in twice else 'is not there'}"
                self.problems.append(NotCompared(self.side, self.name, "the column", why, column=column))

    def _without_a_key(self) -> Iterator[tuple[int, NotCompared]]:
        """Each record that has no key of its own, or too few or too many cells; of several reasons the last counts."""
        if len(self.at) < len(self.keys):
            times = Counter(self.keys)
            for number in (number for number, key in enumerate(self.keys) if times[key] > 1):
                yield number, self._problem(number, "the record", "another record has the same key")
        for column in reversed(self._key):
            for number, cell in enumerate(self.written[column] if self.refused[column] else ()):
                if cell in self.refused[column]:
                    yield number, self._problem(number, "the record", _why(column, cell), column, subject="")
        for number in self.table.ragged:
            yield number, self._problem(number, "the record", "has too few or too many cells")

    def _refused_cells(self) -> Iterator[NotCompared]:
        for column in (column for column, refused in self.refused.items() if refused):
            cells, refused = self.written[column], self.refused[column]
            for number in self.at.values():
                if cells[number] in refused:
                    yield self._problem(number, "the cell", _why(column, cells[number]), column)

    def _problem(
        self, number: int, what: str, why: str, column: str = "", *, subject: str | None = None
    ) -> NotCompared:
        key = self.keys[number] if subject is None else subject
        place = Record(self.table, number).place()
        return NotCompared(self.side, self.name, what, why + self._in(place.path), key, column, place.line)

    def _in(self, path: str) -> str:
        """Which of the table's files a line is of, where there are several."""
        return f" ({path})" if len(self.table.files) > 1 else ""


def _why(column: str, cell: str) -> str:
    is_filled = f"is {quoted(cell)}, which is not allowed there" if cell.strip() else "is blank, and has to be filled"
    return f"{column} {is_filled}"


def read_records(
    package: Package, name: str, side: Side, problems: list[NotCompared], other: Package | None = None
) -> Records | None:
    """The records of table ``name``; None if it can't be compared at all. What can't be is put into ``problems``.

    A file that is the same byte for byte in ``other``, where its cells have been judged, is taken from there, unless
    records of shared files follow in the table.
    """
    files = package.table_files.get(name, ())
    digests = [file.digest for file in files]
    is_same = (
        other is not None and digests == [file.digest for file in other.table_files.get(name, ())] and all(digests)
    )
    is_same = is_same and not any(isinstance(each.tables.get(name), JoinedTable) for each in (package, other) if each)
    try:
        records = Records((other if other and is_same else package).table(name), side)
    except Unavailable as unread:
        file = next((each for each in files if not each.is_whole), None)
        why = f"{file.path} {file.reason}" if file and file.state == "unusable" and file.reason else str(unread)
        fault = file.file.fatal if file and file.file else None
        problems.append(NotCompared(side, name, "the table", why, line=fault.line if fault else None))
        return None
    problems += records.problems
    return records if records.has_keys else None


class Cell(NamedTuple):
    """A cell of a record in both versions whose meaning changed."""

    key: str
    """The record's key in the new version."""
    column: str
    before: str
    after: str
    old: Row
    new: Row
    names: Names

    @property
    def items(self) -> tuple[list[str], list[str]]:
        """The items before and after, by the names that records have in the new version."""
        was, now = (self.names.items(self.new.records.name, self.column, each) for each in (self.before, self.after))
        return was, now


@dataclass(frozen=True, eq=False)
class Matched:
    """Two tables' records side by side."""

    old: Records
    new: Records
    names: Names
    keys: Sequence[str]
    """The keys that the records which are in both have in the new version."""
    old_at: Sequence[int]
    """The number of each in the old table."""
    new_at: Sequence[int]
    """And in the new one."""
    gone: dict[str, Row]
    """The records that only the old table has, by their keys there."""
    come: dict[str, Row]
    """The records that only the new table has."""

    @cached_property
    def changed_cells(self) -> Sequence[Cell]:
        """Each cell of the records in both whose meaning changed."""
        columns = [column for column in self.old.columns if column in self.new.columns]
        return [cell for column in columns for cell in self._changed(column)]

    def _changed(self, column: str) -> Iterator[Cell]:
        name, field = self.old.name, self.old.table.schema.fields[column]
        was, now = self.old.written[column], self.new.written[column]
        if column in self.old.table.schema.primary_key or was is now:
            return
        is_in_order = self.old_at == self.new_at == range(len(was))
        before, after = (
            (was, now) if is_in_order else (map(was.__getitem__, self.old_at), map(now.__getitem__, self.new_at))
        )
        for key, old, new in compress(zip(self.keys, self.old_at, self.new_at, strict=True), map(ne, before, after)):
            cells = was[old], now[new]
            if cells[0] in self.old.refused[column] or cells[1] in self.new.refused[column]:
                continue
            meaning, meaning_now = (meant(field, self.names.cell(name, column, cell)) for cell in cells)
            if meaning != meaning_now:
                yield Cell(key, column, *cells, Row(self.old, old), Row(self.new, new), self.names)


def match(old: Records, new: Records, names: Names) -> Matched:
    """Puts the records of two tables that have the same key, by the names they have now, side by side.

    A key that can't be compared in one of them is left out of the other too: it is neither added nor removed.
    """
    if old.keys == new.keys and not old.lost and not new.lost:
        numbers = range(len(old.keys))
        return Matched(old, new, names, old.keys, numbers, numbers, {}, {})
    lost = {names.key(old.name, key) for key in old.lost | new.lost}
    here, there = (
        {key: number for key, number in at.items() if key not in lost} if lost else at
        for at in (names.by_new_key(each.name, each.at) for each in (old, new))
    )
    new_at = [number for key, number in there.items() if key in here]
    return Matched(
        old,
        new,
        names,
        [new.keys[number] for number in new_at],
        [here[key] for key in there if key in here],
        new_at,
        {old.keys[number]: Row(old, number) for key, number in here.items() if key not in there},
        {new.keys[number]: Row(new, number) for key, number in there.items() if key not in here},
    )
