"""Says of which cells a rule had to leave out because another rule refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from validator.rules.finding import LeftOut
from validator.wording import counted

if TYPE_CHECKING:
    import pandas as pd

    from validator.package.table import Table


def refused_in(table: Table, *columns: str) -> set[int]:
    """The records in which one of these cells says nothing that can be looked at: another rule refuses it.

    That may be for its being blank, and it may be any cell but the first of a row with too few or too many.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    found: set[int] = set()
    first = table.file.header[0] if table.file.header else ""
    for column in columns:
        found.update(table.unreliable(column))
        if "" in table.refused.get(column, ()):
            found.update(record for record, cell in enumerate(table.cells(column)) if not cell)
        if column != first:
            found |= table.file.ragged
    return found


def unsaid(table: Table, *columns: str) -> pd.Series[bool]:
    """As ``refused_in``, as a mask: for rules that still go by columns."""
    import pandas as pd  # noqa: PLC0415

    found = refused_in(table, *columns)
    return pd.Series([record in found for record in range(len(table))], dtype=bool)


def left_out_records(table: Table, records: Any) -> Iterator[LeftOut]:
    """One if there are such records; a set of their numbers, or a mask."""
    count = len(records) if isinstance(records, set) else int(records.sum())
    if count:
        yield LeftOut(f"{counted(count, table.name.removesuffix('s'))} with a cell that another rule refuses")


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """One for each column in which a cell is refused.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    for column in columns:
        refused = len(table.unreliable(column))
        if refused:
            yield LeftOut(f"{counted(refused, 'cell')} of {table.name}.{column} that another rule refuses")
