"""Finds renamed records: those that have another id and are otherwise the same."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from claimpack.changes.cellmeaning import items_of, meaning_of
from claimpack.package.tableschema import table_schema

if TYPE_CHECKING:
    from claimpack.changes.matchedrecords import Records

_TABLES = ("articles", "concepts", "sources", "passages", "estimates", "claims")
"""The tables whose records have ids; each comes after the tables that its records refer to."""
_ANY_TABLE = "any"


class Renames:
    """The new ids of records that have another id."""

    def __init__(self, pairs: Mapping[str, tuple[Records, Records]]) -> None:
        """Finds them.

        A record counts as renamed only if that is certain: every other column can be compared and means the same (ids
        in it may be renamed as well), and no third record is the same.

        Args:
            pairs: by table the records of the old version and of the new one.
        """
        self.now: dict[str, dict[str, str]] = defaultdict(dict)
        for table in (table for table in _TABLES if table in pairs):
            while found := dict(self._renamed(*pairs[table])):
                self.now[table] |= found

    def _of(self, table: str, column: str) -> Mapping[str, str]:
        """The new ids by the old ones, for the records that a column refers to."""
        target = ids_in(table).get(column, "")
        return ChainMap(*self.now.values()) if target == _ANY_TABLE else self.now.get(target, {})

    def items(self, table: str, column: str, cell: str) -> list[str]:
        """The different items of a cell, with new ids."""
        now = self._of(table, column)
        return sorted({now.get(each, each) for each in items_of(cell)})

    def cell(self, table: str, column: str, cell: str) -> str:
        """A cell with new ids."""
        return "; ".join(self.items(table, column, cell)) if self._of(table, column) else cell

    def key(self, table: str, key: str) -> str:
        """A record's key, its cells joined by ``/``, with new ids."""
        columns, parts = table_schema(table).primary_key, key.split("/")
        if len(columns) != len(parts):  # a part contains a slash
            return key
        return "/".join(self._of(table, each).get(part, part) for each, part in zip(columns, parts, strict=True))

    def by_new_key(self, table: str, at: Mapping[str, int]) -> Mapping[str, int]:
        """The numbers of records by their keys with new ids, unless another record has such a key."""
        columns = table_schema(table).primary_key
        if not any(self._of(table, column) for column in columns):
            return at
        own = self.now[table] if len(columns) == 1 else {key: self.key(table, key) for key in at}
        found = dict(at)
        for key, now in own.items():
            if key in found and now not in at:
                found[now] = found.pop(key)
        return found

    def _renamed(self, old: Records, new: Records) -> Iterator[tuple[str, str]]:
        """The old and the new ids of further renamed records."""
        columns = {*old.table.schema.fields} - {*old.table.schema.primary_key}
        if not columns <= {*old.columns} & {*new.columns}:
            return
        known, lost = self.now[old.name], old.lost | new.lost
        gone = self._by_content(old, old.at.keys() - new.at.keys() - known.keys() - lost, columns)
        come = self._by_content(new, new.at.keys() - old.at.keys() - {*known.values()} - lost, columns)
        for content, was in gone.items():
            if len(was) == len(come.get(content, ())) == 1:
                yield was[0], come[content][0]

    def _by_content(
        self, records: Records, keys: Iterable[str], columns: Iterable[str]
    ) -> dict[tuple[str, ...], list[str]]:
        """The keys of records without invalid cells, by the meaning of their other cells."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        name, fields, is_old = records.name, records.table.schema.fields, records.side == "old"
        for key in keys:
            cells = {column: records.written[column][records.at[key]] for column in columns}
            if not any(cell in records.refused[column] for column, cell in cells.items()):
                now = {column: self.cell(name, column, cell) if is_old else cell for column, cell in cells.items()}
                found[tuple(meaning_of(fields[column], cell) for column, cell in now.items())].append(key)
        return found


@cache
def ids_in(table: str) -> dict[str, str]:
    """The columns of a table that contain ids, each with the table that they refer to."""
    if table == "acknowledgements":
        return {"subjects": _ANY_TABLE}
    schema = table_schema(table)
    own = {schema.primary_key[0]: table} if len(schema.primary_key) == 1 else {}
    return {**own, **{reference.field: reference.table for reference in schema.references}}
