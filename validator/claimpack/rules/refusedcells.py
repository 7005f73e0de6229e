"""Says of which cells a rule had to leave out because another rule refuses them."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from claimpack.package.table import Table
from claimpack.rules.finding import LeftOut, left_out_if_any


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
            found |= table.ragged
    return found


def left_out_records(table: Table, records: AbstractSet[int]) -> Iterator[LeftOut]:
    """One if there are such records."""
    yield from left_out_if_any(len(records), table.name.removesuffix("s"), "with a cell that another rule refuses")


def left_out_cells(table: Table, *columns: str) -> Iterator[LeftOut]:
    """One for each column in which a cell is refused.

    Raises:
        Unavailable: if the file has no such column and needs one.
    """
    for column in columns:
        why = f"of {table.name}.{column} that another rule refuses"
        yield from left_out_if_any(len(table.unreliable(column)), "cell", why)
