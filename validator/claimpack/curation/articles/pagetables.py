"""Arranges the cells of a table in rows, each cell in its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimpack.curation.articles.pagetree import Element

SAME_AS_LEFT = "←"
"""Marks a column that the cell to the left spans."""
SAME_AS_ABOVE = "↑"
"""Marks a row that the cell above spans."""
_MOST_COLUMNS = 1000
"""The most columns that a cell may span, by the HTML standard."""
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_SECTIONS = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section"})
_PARAGRAPHS_OF_A_LAYOUT = 3


class Table:
    """The rows of a table, without those of nested tables."""

    def __init__(self, element: Element, is_left_out: Callable[[Element], bool]) -> None:
        self.groups: list[list[list[Element]]] = [[]]
        """The rows of each row group; no cell spans beyond its group."""
        self.others: list[Element] = []
        """Captions, and everything else between the rows."""
        self._take(element, is_left_out)
        self.rows = [row for group in self.groups for row in group]
        cells = [cell for row in self.rows for cell in row]
        is_of_data = bool(self.others) or any(cell.tag == "th" for cell in cells)
        self.is_layout = element.get("role") in ("presentation", "none") or (
            not is_of_data and (max(map(len, self.rows), default=0) <= 1 or any(map(_is_section, cells)))
        )
        """Whether the table is only used for the layout of the page."""

    def _take(self, element: Element, is_left_out: Callable[[Element], bool]) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._take_loose(child)
                continue
            if child.tag in (*_GROUPS, "tr") and is_left_out(child):
                continue
            if child.tag in _GROUPS:
                self.groups.append([])
                self._take(child, is_left_out)
                self.groups.append([])
            elif child.tag == "tr":
                self.groups[-1].append([cell for cell in child.children if isinstance(cell, Element)])
                for loose in child.children:
                    self._take_loose(loose)
            elif child.words:
                self.others.append(child)

    def _take_loose(self, child: Element | str) -> None:
        """Keeps text outside of cells, as in very deeply nested tables."""
        if isinstance(child, str) and child.strip():
            self.others.append(Element("div", {}, [child]))


def rows_of(rows: list[list[Element]], text_of: Callable[[Element], str]) -> Iterator[list[str]]:
    """The texts of each row of a group, one for each column: blank for a blank cell, an arrow where a cell is spanned.

    Args:
        rows: the cells of each row of the group.
        text_of: the text of a cell.
    """
    below: dict[int, int] = {}
    """For how many more rows the cell above spans a column."""
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _pass_over(texts, below)
            columns, lines = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", len(rows))
            for number in range(columns):
                if lines > 1:
                    below[len(texts)] = lines - 1
                texts.append(SAME_AS_LEFT if number else text_of(cell))
        for column in range(len(texts), max(below, default=-1) + 1):
            if column == len(texts):
                _pass_over(texts, below)
            if column == len(texts):
                texts.append("")
        if len(row) == 1 and texts[1:] == [SAME_AS_LEFT] * (len(texts) - 1):
            del texts[1:]  # a title within the table
        yield texts


def _pass_over(texts: list[str], below: dict[int, int]) -> None:
    while (left := below.pop(len(texts), 0)) > 0:
        if left > 1:
            below[len(texts)] = left - 1
        texts.append(SAME_AS_ABOVE)


def _span(cell: Element, attribute: str, most: int) -> int:
    written = cell.get(attribute)
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 1  # noqa: PLR2004
    return max(1, most if attribute == "rowspan" and not number else min(number, most))


def _is_section(cell: Element) -> bool:
    inside = [each.tag for each in cell.elements()]
    return not _SECTIONS.isdisjoint(inside) or inside.count("p") >= _PARAGRAPHS_OF_A_LAYOUT
