"""What ids of the old version are called in the new one, and what cells and keys say by the new names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from validator.changes.sameness import items_of
from validator.package.tableschema import table_schema

_JOINED = "; "


@dataclass(frozen=True)
class Renames:
    """The new ids of records that have another id and are otherwise the same."""

    by_table: Mapping[str, Mapping[str, str]]
    """For each table that has any, the new ids by the old ones."""

    def of(self, table: str) -> Mapping[str, str]:
        """The new ids of a table's records by the old ones."""
        return self.by_table.get(table, {})

    def anywhere(self, name: str) -> str:
        """What an id is called now, of whatever table it is."""
        return next((names[name] for names in self.by_table.values() if name in names), name)

    def touches(self, table: str, column: str) -> bool:
        """Whether an id that may stand in a column has become another one."""
        return bool(self.of(names_of(table).get(column, "")))

    def key(self, table: str, key: str) -> str:
        """A record's key in the old version, its cells joined by ``/``, by the new names."""
        columns, parts = table_schema(table).primary_key, key.split("/")
        if len(columns) != len(parts):
            return key
        return "/".join(self.cell(table, column, part) for column, part in zip(columns, parts, strict=True))

    def cell(self, table: str, column: str, cell: str, now: str = "") -> str:
        """A cell of the old version by the new names.

        Args:
            table: the table it stands in.
            column: and the column.
            cell: an id, or a list of ids.
            now: the same cell in the new version; where it still has an old name, that is kept.
        """
        names = self.of(names_of(table).get(column, ""))
        if not names:
            return cell
        here = set(items_of(now))
        every = items_of(cell)
        if not set(every) & names.keys():
            return cell
        return _JOINED.join(each if each in here else names.get(each, each) for each in every)


@cache
def names_of(table: str) -> dict[str, str]:
    """The columns of a table in which ids stand, each with the table whose records they name."""
    schema = table_schema(table)
    own = {schema.primary_key[0]: table} if len(schema.primary_key) == 1 else {}
    return {**own, **{reference.field: reference.table for reference in schema.references}}
