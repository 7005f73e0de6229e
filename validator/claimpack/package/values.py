"""Gives the records of a table as JSON values, each cell by the type of its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from claimpack.package.table import Table
from claimpack.package.tableschema import Field, split_items


def records(
    table: Table, columns: Sequence[str] | None = None, *, only: Sequence[int] | None = None
) -> Iterator[dict[str, Any]]:
    """Each record of ``table`` by the names of ``columns``, or of all its schema's columns, in the order of the file.

    With ``only``, just the records with these numbers.

    A blank cell, or one that is not allowed there, is None, or an empty list in a list column. An integer is an int; a
    number is a dict with ``printed``, its digits as written, and ``value``, a float; a date is text.

    Raises:
        Unavailable: if the file lacks one of the columns.
    """
    names = list(table.schema.fields) if columns is None else list(columns)
    readers = [_reader(table.schema.fields[name]) for name in names]
    columns_ = [table.cells(name) for name in names]
    rows = zip(*columns_, strict=True) if only is None else ([cells[record] for cells in columns_] for record in only)
    for row in rows:
        yield {name: read(cell) for name, read, cell in zip(names, readers, row, strict=True)}


def _reader(field: Field) -> Callable[[str], Any]:
    return {"integer": _integer, "number": _number, "list": split_items}.get(field.type, _text)


def _text(cell: str) -> str | None:
    """The cell with LF as its line ends; None if it holds only white space. Both depend on how a file was saved."""
    return cell.replace("\r\n", "\n") if cell.strip() else None


def _integer(cell: str) -> int | None:
    return int(cell) if cell else None


def _number(cell: str) -> dict[str, Any] | None:
    return {"printed": cell, "value": float(cell)} if cell else None
