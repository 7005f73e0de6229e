"""The cells of ``passages.citations``: lists of citations as the article prints them."""

from __future__ import annotations

from claimpack.package.tableschema import split_items


def citations_in(cell: str) -> list[str]:
    """The citations of a cell of ``passages.citations``, as the article prints them.

    >>> citations_in("1;10.1002/(SICI)1099%3B2-9")
    ['1', '10.1002/(SICI)1099;2-9']
    """
    return [as_printed(item) for item in split_items(cell)]


def as_printed(item: str) -> str:
    """An item of a list cell, with its encoded semicolons decoded."""
    return item.replace("%3B", ";").replace("%3b", ";") if "%" in item else item


def as_item(citation: str) -> str:
    """A citation as an item of a list cell, with its semicolons encoded, since they separate items."""
    return citation.replace(";", "%3B")
