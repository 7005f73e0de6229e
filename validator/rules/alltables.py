"""The tables that could be read, as the rules that look at every table go through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.rules.finding import LeftOut

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table


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
