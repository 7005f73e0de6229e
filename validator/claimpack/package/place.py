"""Where in a package something is, as a curator finds it in an editor or a spreadsheet."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A file of the package and, as far as it is known, the spot in it."""

    path: str
    """Relative to the package's folder, with forward slashes."""
    resource: str | None = None
    row: int | None = None
    """The record's number as a spreadsheet counts, the header being 1."""
    line: int | None = None
    """The record's first physical line, counted from 1."""
    column: str | None = None
    cell: str | None = None
    """The spreadsheet address, such as ``F14``."""


def cell_address(column: int, row: int) -> str:
    """The spreadsheet address of a cell, from its column (counted from 0) and its row (from 1).

    >>> cell_address(0, 1), cell_address(25, 2), cell_address(26, 14)
    ('A1', 'Z2', 'AA14')
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: ``A`` up to ``Z``, then ``AA``."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
