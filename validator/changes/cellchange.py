"""Makes the change that one cell stands for."""

from __future__ import annotations

from collections.abc import Iterable

from validator.changes.cellwords import was_and_is
from validator.changes.change import Change, change
from validator.changes.records import ChangedCell


def cell_change(kind: str, table: str, cell: ChangedCell, claims: Iterable[str] = ()) -> Change:
    """A change of the kind that is called ``kind``, which tells what the cell was and is."""
    message = was_and_is(table, cell.column, cell.before, cell.after)
    return change(
        kind, table, cell.name, message, column=cell.column, before=cell.before, after=cell.after, claims=claims
    )
