"""The tables that could be read, as the rules that look at every table go through them."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, TypeVar

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.tableschema import Field
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import LeftOut

T = TypeVar("T")


class CellWithFinding(NamedTuple):
    """A cell that a rule finds something in."""

    record: int
    column: str
    value: str


def left_out_tables(package: Package) -> Iterator[LeftOut]:
    """One for each table that could not be read.

    Raises:
        Unavailable: if none could be read.
    """
    unread = package.unread_tables()
    if not package.tables:
        raise Unavailable("no table could be read")
    yield from (LeftOut(reason) for reason in unread.values())


def left_out_refused(table: Table) -> Iterator[LeftOut]:
    """One if there are cells that invalid-cell or ragged-row refuses: other rules on cells don't judge them again."""
    part = "cells that invalid-cell or ragged-row reports, in"
    if table.refused_records:
        yield LeftOut(f"of {table.name}", len(table.refused_records), "record", part)


def cells_with_findings(
    table: Table, find: Callable[[Field, str], T | None], is_clean: Callable[[Field, Collection[str]], bool]
) -> Iterator[tuple[CellWithFinding, T]]:
    """The cells that can be relied on and in which ``find`` finds something.

    Most columns are in order throughout: ``is_clean`` looks at all their cells together, and where it calls
    them certainly clean, ``find`` is not asked.
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
                yield CellWithFinding(record, column, value), found[value]
