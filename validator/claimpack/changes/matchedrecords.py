"""The comparable records of a table, and which records of two versions belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from claimpack.changes.cellmeaning import meaning_of
from claimpack.changes.change import NotCompared, Side
from claimpack.changes.recordids import Renames
from claimpack.package.csvfile import HARMLESS
from claimpack.package.joinedtable import JoinedTable
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.unavailable import Unavailable
from claimpack.wording import quoted


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A record with its cells as written; blank for a missing column."""

    records: Records
    number: int

    def __getitem__(self, column: str) -> str:
        """A cell."""
        return self.records.written[column][self.number]

    @property
    def cells(self) -> dict[str, str]:
        """The filled cells that are valid."""
        refused = self.records.refused
        here = {column: self[column] for column in self.records.columns}
        return {column: cell for column, cell in here.items() if cell.strip() and cell not in refused[column]}


class Records:
    """The records of one table in one version, and the parts of it that can't be compared."""

    def __init__(self, table: Table, side: Side) -> None:
        self.table, self.name, self.side = table, table.name, side
        self.problems: list[NotCompared] = []
        self.columns = [column for column in table.schema.fields if self._is_comparable(column)]
        """The columns that the file has once, or may leave out."""
        self.refused = {column: table.refused.get(column, {}) for column in self.columns}
        blank = [""] * len(table)
        self.written = {each: table.written(each) if each in self.columns else blank for each in table.schema.fields}
        key = table.schema.primary_key
        self.keys = list(map("/".join, zip(*(self.written[column] for column in key), strict=True)))
        self.has_keys = {*key} <= {*self.columns}
        """Whether the file has the key columns; without them no record can be compared."""
        without_key = self._without_a_key() if self.has_keys else {}
        self.problems += without_key.values()
        self.lost = {" ".join(self.keys[number].split()) for number in without_key}
        self.at = {key: number for number, key in enumerate(self.keys) if self.has_keys and number not in without_key}
        for column in self.columns:
            for number, why in self._refused_in(column):
                if self.at.get(self.keys[number]) == number:
                    self.problems.append(self._problem(number, "the cell", why, self.keys[number], column))
        for path, file in table.files:
            for fault in file.faults:
                if fault.kind not in HARMLESS and fault.kind not in ("short", "long"):
                    why = f"holds the column names again or the mark of two versions in conflict{self._in(path)}"
                    self.problems.append(NotCompared(side, self.name, "a row", why, line=fault.line))

    def _is_comparable(self, column: str) -> bool:
        repeated = any(label.repeated and label.text == column for label in self.table.header.unexpected)
        is_known = column in self.table.columns or column in self.table.left_out
        if repeated or not is_known:
            why = f"{column} {'is there twice' if repeated else 'is not there'}"
            self.problems.append(NotCompared(self.side, self.name, "the column", why, column=column))
        return is_known and not repeated

    def _without_a_key(self) -> dict[int, NotCompared]:
        """The records without a unique valid key, or with a wrong number of cells; the last reason counts."""
        found: dict[int, NotCompared] = {}
        times = Counter(self.keys)
        for number, key in enumerate(self.keys):
            if times[key] > 1:
                found[number] = self._problem(number, "the record", "another record has the same key", key)
        for column in reversed(self.table.schema.primary_key):
            for number, why in self._refused_in(column):
                found[number] = self._problem(number, "the record", why, column=column)
        for number in self.table.ragged:
            found[number] = self._problem(number, "the record", "has too few or too many cells", self.keys[number])
        return found

    def _refused_in(self, column: str) -> Iterator[tuple[int, str]]:
        """The records with an invalid cell in a column, and what is wrong with it."""
        refused = self.refused[column]
        for number, cell in enumerate(self.written[column] if refused else ()):
            if cell in refused:
                is_filled = cell.strip()
                what = (
                    f"is {quoted(cell)}, which is not allowed there" if is_filled else "is blank, and has to be filled"
                )
                yield number, f"{column} {what}"

    def _problem(self, number: int, what: str, why: str, key: str = "", column: str = "") -> NotCompared:
        place = self.table.place(number)
        return NotCompared(self.side, self.name, what, why + self._in(place.path), key, column, place.line)

    def _in(self, path: str) -> str:
        """The file of a line, if the table has several."""
        return f" ({path})" if len(self.table.files) > 1 else ""


def read_records(
    package: Package, name: str, side: Side, problems: list[NotCompared], other: Package | None = None
) -> Records | None:
    """The records of a table; None if it can't be compared at all. What can't be compared is added to ``problems``.

    If the table's files are the same in ``other``, its table is used: its cells are validated already.
    """
    try:
        table = package.table(name)
        records = Records(other.table(name) if other and _is_unchanged(name, other, package) else table, side)
    except Unavailable as unread:
        file = next((each for each in package.table_files.get(name, ()) if not each.is_whole), None)
        why = f"{file.path} {file.reason}" if file and file.state == "unusable" and file.reason else str(unread)
        fault = file.file.fatal if file and file.file else None
        problems.append(NotCompared(side, name, "the table", why, line=fault.line if fault else None))
        return None
    problems += records.problems
    return records if records.has_keys else None


def _is_unchanged(name: str, old: Package, new: Package) -> bool:
    """Whether a table's files are the same byte for byte, without shared records in either version."""
    was, now = ([file.digest for file in each.table_files.get(name, ())] for each in (old, new))
    return was == now and all(was) and not any(isinstance(each.tables.get(name), JoinedTable) for each in (old, new))


class Cell(NamedTuple):
    """A cell of a record in both versions whose meaning changed."""

    key: str
    column: str
    before: str
    after: str
    old: Row
    new: Row
    names: Renames

    @property
    def was(self) -> str:
        """The old cell, without white space around it."""
        return self.before.strip()

    @property
    def now(self) -> str:
        """The new cell, without white space around it."""
        return self.after.strip()

    @property
    def items(self) -> tuple[list[str], list[str]]:
        """The old and the new items, with ids as in the new version."""
        was, now = (self.names.items(self.new.records.name, self.column, each) for each in (self.before, self.after))
        return was, now


@dataclass(frozen=True, eq=False)
class Matched:
    """The records of two versions of a table, matched."""

    old: Records
    new: Records
    names: Renames
    pairs: Sequence[tuple[str, int, int]]
    """The records in both: the new key, the number in the old table, and the number in the new one."""
    gone: dict[str, Row]
    """The records that only the old table has, by their old keys."""
    new_rows: dict[str, Row]
    """The records that only the new table has, by their keys."""

    @cached_property
    def changed_cells(self) -> Sequence[Cell]:
        """Each cell whose meaning changed, of the records in both."""
        columns = [column for column in self.old.columns if column in self.new.columns]
        return [cell for column in columns for cell in self._changed(column)]

    def _changed(self, column: str) -> Iterator[Cell]:
        name, schema = self.old.name, self.old.table.schema
        was, now = self.old.written[column], self.new.written[column]
        refused, refused_now = self.old.refused[column], self.new.refused[column]
        if column in schema.primary_key or was is now:
            return
        for key, old, new in self.pairs:
            before, after = was[old], now[new]
            if before == after or before in refused or after in refused_now:
                continue
            meanings = {
                meaning_of(schema.fields[column], self.names.cell(name, column, cell)) for cell in (before, after)
            }
            if len(meanings) > 1:
                yield Cell(key, column, before, after, Row(self.old, old), Row(self.new, new), self.names)


def match(old: Records, new: Records, names: Renames) -> Matched:
    """Matches the records of two tables by their keys, with ids as in the new version.

    A key that can't be compared in one table is ignored in the other: it counts as neither added nor removed.
    """
    lost = {names.key(old.name, key) for key in old.lost | new.lost}
    then, now = (
        {key: number for key, number in names.by_new_key(each.name, each.at).items() if key not in lost}
        for each in (old, new)
    )
    return Matched(
        old,
        new,
        names,
        [(new.keys[number], then[key], number) for key, number in now.items() if key in then],
        {old.keys[number]: Row(old, number) for key, number in then.items() if key not in now},
        {new.keys[number]: Row(new, number) for key, number in now.items() if key not in then},
    )
