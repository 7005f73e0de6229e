"""Puts beside each row of a table what another file has of it."""

from __future__ import annotations

from collections.abc import Sequence

from claimpack.curation.imports.claimtables.datatable import DataRow, DataTable
from claimpack.curation.imports.proposal import Left, Proposal
from claimpack.wording import counted, listed, quoted


def joined_rows(rows: Sequence[DataRow], other: DataTable, on: str, name: str, result: Proposal) -> list[DataRow]:
    """The rows with the other file's cells where their own are blank; what is not certain is reported.

    Args:
        rows: the rows.
        other: the other file; several of its rows may have one key if they say the same.
        on: the column whose cells the rows of both have in common.
        name: what the other file is called.
        result: where to report what is left, and what else is worth knowing.
    """
    partners: dict[str, list[DataRow]] = {}
    for row in other.rows:
        here = partners.setdefault(row.cells[on].strip(), [])
        if all(row.cells != each.cells for each in here):
            here.append(row)
    partners.pop("", None)
    lacking = differing = 0
    joined = []
    for row in rows:
        key = row.cells.get(on, "").strip()
        found = partners.get(key, [])
        lacking += not found
        if len(found) > 1:
            why = f"{name} has several rows of it that differ, {listed(each.origin for each in found)}: leave one there"
            result.left.append(Left(row.origin, f"{on} {quoted(key)}", why))
            continue
        more = found[0].cells if found else {}
        own = {column: cell for column, cell in row.cells.items() if cell.strip()}
        differing += any(more.get(column, "").strip() not in ("", cell.strip()) for column, cell in own.items())
        joined.append(DataRow(row.origin, {**row.cells, **more, **own}))
    if lacking:
        result.notes.append(
            f"{counted(lacking, 'row')} of the files {'has' if lacking == 1 else 'have'} no partner in {name}."
        )
    if differing:
        says = "says" if differing == 1 else "say"
        result.notes.append(
            f"{counted(differing, 'row')} of the files {says} something else than {name}: theirs is taken."
        )
    return joined
