"""Says of which cells a rule had to leave out because another rule refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from validator.rules.finding import LeftOut
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.table import Table


def unsaid(table: Table, *columns: str) -> pd.Series[bool]:
    """For each record whether one of these cells says nothing that can be looked at: another rule refuses it.

    That may be for its being blank, and it may be any cell but the first of a row with too few or too many.

    Raises:
        Unavailable: if the file has no such column.
    """
    found = pd.Series(data=False, index=range(len(table)))
    first = table.file.header[0] if table.file.header else ""
    for column in columns:
        found |= ~table.is_reliable(column)
        if "" in table.refused[column]:
            found |= table[column] == ""
        if column != first:
            found |= found.index.isin(list(table.file.ragged))
    return found


def left_out_records(table: Table, records: pd.Series[bool]) -> Iterator[LeftOut]:
    """One if there are such records."""
    count = int(records.sum())
    if count:
        yield LeftOut(f"{counted(count, table.name.removesuffix('s'))} with a cell that another rule refuses")


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """One for each column in which a cell is refused.

    Raises:
        Unavailable: if the file has no such column.
    """
    for column in columns:
        refused = int((~table.is_reliable(column)).sum())
        if refused:
            yield LeftOut(f"{counted(refused, 'cell')} of {table.name}.{column} that another rule refuses")
