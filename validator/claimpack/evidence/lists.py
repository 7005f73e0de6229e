"""Finds passages that are items of one list, or rows of one table: the heading applies to all of them."""

from claimpack.package.package import Package
from claimpack.wording import natural_order

_KINDS = ("list_item", "table_row")


def list_openings(package: Package) -> dict[str, str]:
    """For each item of a list, the passage before the first item, or the first item if nothing is before it.

    Consecutive items, by position in their article, are one list.

    Raises:
        Unavailable: if the passages could not be read.
    """
    table = package.table("passages")
    articles, positions, ids, kinds = map(table.cells, ("article_id", "position", "passage_id", "kind"))
    with_lists = {article for article, kind in zip(articles, kinds, strict=True) if kind in _KINDS}
    passages: dict[str, list[tuple[object, str, str]]] = {}
    for article, position, passage, kind in zip(articles, positions, ids, kinds, strict=True):
        if article in with_lists and passage:
            passages.setdefault(article, []).append((natural_order(position), passage, kind))
    found: dict[str, str] = {}
    for those in passages.values():
        before = opening = ""
        for _, passage, kind in sorted(those):
            opening = opening or before or passage if kind in _KINDS else ""
            if opening:
                found[passage] = opening
            before = passage
    return found
