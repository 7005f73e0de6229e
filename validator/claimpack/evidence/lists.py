"""Which passages are items of one list, or rows of one table: what its heading says holds for all of them."""

from claimpack.package.package import Package
from claimpack.wording import natural_order

_KINDS = ("list_item", "table_row")


def opened_by(package: Package) -> dict[str, str]:
    """For each item of a list the passage before its first item, or that item where nothing is before it.

    Items in a row, by their position in their article, are one list.

    Raises:
        Unavailable: if the passages could not be read.
    """
    table = package.table("passages")
    articles, positions, ids, kinds = map(table.cells, ("article_id", "position", "passage_id", "kind"))
    with_lists = {article for article, kind in zip(articles, kinds, strict=True) if kind in _KINDS}
    passages = sorted(
        (article, natural_order(position), passage, kind)
        for article, position, passage, kind in zip(articles, positions, ids, kinds, strict=True)
        if article in with_lists and passage
    )
    found: dict[str, str] = {}
    before = opening = ""
    current = ""
    for article, _, passage, kind in passages:
        if article != current:
            current, before, opening = article, "", ""
        if kind in _KINDS:
            opening = opening or before or passage
            found[passage] = opening
        else:
            opening = ""
        before = passage
    return found
