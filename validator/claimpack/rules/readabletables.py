"""How rules go through the tables that could be read."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation

T = TypeVar("T")


def in_each_table(package: Package, look: Callable[[Table], Iterator[Finding]]) -> Iterator[Observation]:
    """Yields what ``look`` finds in the valid cells of each table, and how many cells there are.

    Raises:
        Unavailable: if no table could be read.
    """
    yield from left_out_tables(package)
    for table in package.readable_tables():
        if table.refused_records:  # invalid-cell or ragged-row reports these cells
            part = "cells that invalid-cell or ragged-row reports, in"
            yield LeftOut(f"of {table.name}", len(table.refused_records), "record", part)
        yield Examined(len(table) * len(table.header.positions))
        yield from look(table)


def left_out_tables(package: Package) -> Iterator[LeftOut]:
    """Yields each table that could not be read.

    Raises:
        Unavailable: if none could be read.
    """
    unread = package.unread_tables()
    if not package.tables:
        raise Unavailable("no table could be read")
    yield from (LeftOut(reason) for reason in unread.values())


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
