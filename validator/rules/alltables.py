"""The tables that could be read, as the rules that look at every table go through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.rules.finding import LeftOut
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table


def all_reliable_cells(package: Package) -> Iterator[Table | LeftOut]:
    """As ``all_tables``, and what was left out because its cells can't be relied on.

    For rules on cells: what invalid-cell and ragged-row tell of, these do not tell again.
    """
    for table in all_tables(package):
        yield table
        if not isinstance(table, LeftOut) and table.refused_records:
            count = counted(len(table.refused_records), "record")
            yield LeftOut(f"cells that invalid-cell or ragged-row refuses, in {count} of {table.name}")


def all_tables(package: Package) -> Iterator[Table | LeftOut]:
    """Each table in the usual order, or what was left out because it could not be read.

    Raises:
        Unavailable: if none could be read.
    """
    unread = package.unread_tables()
    if not package.tables:
        raise Unavailable("no table could be read")
    yield from (LeftOut(reason) for reason in unread.values())
    yield from package.readable_tables()
