"""Says of which cells a rule had to leave out because another rule refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.finding import LeftOut
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.table import Table


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """One for each column in which a cell is refused.

    Raises:
        Unavailable: if the file has no such column.
    """
    for column in columns:
        refused = int((~table.is_reliable(column)).sum())
        if refused:
            yield LeftOut(f"{counted(refused, 'cell')} of {table.name}.{column} that another rule refuses")
