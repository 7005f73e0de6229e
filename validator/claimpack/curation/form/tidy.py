"""Brings a cell into canonical form without changing its meaning: composed characters, plain spaces, tidy lists."""

from __future__ import annotations

import re

from claimpack.package.normalform import composed
from claimpack.package.tableschema import LIST_DELIMITER, Field

_SPACES = re.compile(r"[^\S\n]+")


def tidy(field: Field | None, cell: str) -> str:
    """The cell in canonical form.

    In this order: Unicode is composed (NFC); CR LF and CR become LF; every other run of white space becomes one plain
    space; white space at both ends of each line and of the cell is dropped, and in a list also blank items and the
    white space around items.

    Args:
        field: the cell's column; None if the schema does not have it.
        cell: the present value.

    >>> tidy(None, " Cafe\u0301\u00a0 au  lait ")
    'Café au lait'
    """
    has_items = field is not None and field.is_list and LIST_DELIMITER in cell
    if cell.isascii() and cell.isprintable() and "  " not in cell and cell == cell.strip() and not has_items:
        return cell
    text = composed(cell.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r" *\n *", "\n", _SPACES.sub(" ", text)).strip()
    if field is not None and field.is_list:
        items = (item.strip() for item in text.split(LIST_DELIMITER))
        text = LIST_DELIMITER.join(item for item in items if item)
    return text
