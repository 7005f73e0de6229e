"""Finds the records that have another id and are otherwise the same, and tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from validator.changes.change import Change, change
from validator.changes.records import Records, match
from validator.changes.renames import Renames, names_of
from validator.changes.resting import Resting
from validator.changes.sameness import meant
from validator.package.tableschema import table_schema

_ORDER = ("articles", "concepts", "sources", "passages", "estimates", "claims")
"""The tables whose records have ids: each after those whose records its own name."""
RENAMED = {table: f"{table.removesuffix('s')}-renamed" for table in _ORDER}
"""The kind of change for each table."""


def find_renames(pairs: Mapping[str, tuple[Records, Records]]) -> Renames:
    """What records of both versions are called in the new one.

    Only where it is certain: every other column can be compared and means the same, those whose records it names being
    followed too, and no third record is like them.

    Args:
        pairs: by table the records of the old version and of the new one.
    """
    found: dict[str, Mapping[str, str]] = {}
    for table in _ORDER:
        if table in pairs:
            found[table] = {}
            while more := _renamed(*pairs[table], Renames(found)):
                is_all = more.keys() <= found[table].keys() or table not in _named_by(table)
                found[table] = {**found[table], **more}
                if is_all:
                    break
    return Renames({table: names for table, names in found.items() if names})


def rename_changes(renames: Renames, resting: Resting) -> Iterator[Change]:
    """A change for each record that is called otherwise."""
    for table, kind in RENAMED.items():
        column = table_schema(table).primary_key[0]
        for before, after in renames.of(table).items():
            claims = resting.on(table, [after])
            message = f"{before} is now {after}"
            yield change(kind, table, after, message, column=column, before=before, after=after, claims=claims)


def _named_by(table: str) -> set[str]:
    """The tables whose records the cells of a table name, apart from its key."""
    return {target for column, target in names_of(table).items() if column not in table_schema(table).primary_key}


def _renamed(old: Records, new: Records, renames: Renames) -> dict[str, str]:
    """The new ids of records that are not known to be renamed so far."""
    key = old.table.schema.primary_key[0]
    columns = [column for column in old.table.schema.fields if column != key]
    if not set(columns) <= set(old.columns) & set(new.columns):
        return {}
    found = match(old, new, renames)
    if not len(found.removed) or not len(found.added):
        return {}
    gone = _by_content(old, found.removed, columns, renames)
    come = _by_content(new, found.added, columns, Renames({}))
    return {
        str(old.keys[was[0]]): str(new.keys[come[content][0]])
        for content, was in gone.items()
        if len(was) == 1 and len(come.get(content, ())) == 1
    }


def _by_content(
    records: Records, positions: Iterable[int], columns: list[str], renames: Renames
) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    table = records.table.schema
    for record in map(int, positions):
        if not any(refused[record] for refused in records.refused.values()):
            content = tuple(
                meant(table.fields[column], renames.cell(table.name, column, records.cell(record, column)))
                for column in columns
            )
            found.setdefault(content, []).append(record)
    return found
