"""How rules go through the tables that could be read."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import LeftOut

T = TypeVar("T")


def left_out_tables(package: Package) -> Iterator[LeftOut]:
    """Yields each table that could not be read.

    Raises:
        Unavailable: if none could be read.
    """
    unread = package.unread_tables()
    if not package.tables:
        raise Unavailable("no table could be read")
    yield from (LeftOut(reason) for reason in unread.values())


def left_out_refused(table: Table) -> Iterator[LeftOut]:
    """Yields the cells that invalid-cell or ragged-row reports: other rules on cells don't check them again."""
    part = "cells that invalid-cell or ragged-row reports, in"
    if table.refused_records:
        yield LeftOut(f"of {table.name}", len(table.refused_records), "record", part)


def cells_with_findings(
    table: Table, find: Callable[[Field, str], T | None], is_clean: Callable[[Field, Collection[str]], bool]
) -> Iterator[tuple[int, str, str, T]]:
    """The valid cells in which ``find`` finds something: record, column, value, and what it finds.

    Most columns have no such cell: ``is_clean`` looks at all cells of a column together, and if it calls them certainly
    clean, ``find`` is not called.
    """
    first = table.file.header[0] if table.file.header else ""
    for column in table.columns:
        field, refused = table.schema.fields[column], table.refused[column]
        values = table.nearly_distinct(column)
        if is_clean(field, values):
            continue
        found = {value: what for value in values if value not in refused and (what := find(field, value))}
        if not found:
            continue
        ragged = table.ragged if column != first else ()
        for record, value in enumerate(table.written(column)):
            if value in found and record not in ragged:
                yield record, column, value, found[value]
