"""Says of which records a rule on evidence had to leave out."""

from collections.abc import Iterator, Sized
from typing import Protocol

from claimpack.package.table import Table
from claimpack.rules.finding import LeftOut, left_out_if_any

_WHY = "with a cell that is refused or names a record that is not there"


class Usable(Protocol):
    """Records of a table, of which some may have been left out."""

    @property
    def table(self) -> Table:
        """The table."""

    @property
    def lost(self) -> Sized:
        """Those that were left out."""


def left_out(*tables: Usable) -> Iterator[LeftOut]:
    """One for each table of which a record was left out."""
    for records in tables:
        yield from left_out_if_any(len(records.lost), records.table.name.removesuffix("s"), _WHY)
