"""Tells what a cell means apart from how it is written: characters composed, white space in order, lists as sets."""

from __future__ import annotations

import re
import unicodedata

from validator.package.tableschema import Field, split_items


def meant(field: Field, cell: str) -> str:
    """What ``cell`` means: two cells of a column mean the same if this is the same of both.

    Digits stay as printed, since ``1.10`` says more than ``1.1``. The order of a list says nothing in any column.
    """
    if cell.isascii() and cell.isalnum():
        return cell
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    return "; ".join(items_of(text)) if field.is_list else text


def items_of(cell: str) -> list[str]:
    """The different items of a list cell, sorted."""
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    return sorted({item for item in split_items(text) if item})


def words_of(text: str) -> frozenset[str]:
    """The words of a text in whatever case, what is neither a letter nor a digit being a gap."""
    return frozenset(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))
