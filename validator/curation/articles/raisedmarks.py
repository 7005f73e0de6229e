"""Writes what a web page raises above the line so that it stays what it was in plain text: a citation or a power."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;˒]\s*\d{1,3}|\s*[-–—−]\s*\d{1,3}|\s+\d{1,3}){0,100}", re.ASCII)
_POWER = re.compile(r"[-−–+]\d{1,3}", re.ASCII)
_SEPARATOR = re.compile(r"\s*(?:([-–—−])|[,;˒])\s*|\s+")
_AFTER_A_NUMBER = re.compile(r"\d[.,;:!?)\]”’\"'%]{0,3}$")
_AFTER_A_UNIT = re.compile(r"(?:^|[\s/(·×\d])(?:[kcdmnµμ]?m|ft|in|s|h|yd)$")
_RAISED = str.maketrans("0123456789-−–—+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁻⁺")
_END_OF_MARK = "\ufdd0"
"""Stands behind a number that was raised while its neighbours are looked at; Unicode gives it to no character."""
_AFTER_A_MARK = re.compile(rf"(.?){_END_OF_MARK}\s*[,;]?\s*$")
_LOOKED_BACK = 12
_WITHIN_LINES = frozenset({"a", "span", "sup", "b", "strong", "i", "em", "cite", "font", "small", "u", "mark"})


def lower_marks(tree: Any) -> None:
    """Replaces each ``sup`` element by its text, in place.

    Numbers after a word or its stop are written as they are (``rare.1,2``), as a browser copies them. After a digit or
    a unit of measure they are written raised (``10⁶``, ``m²``, ``in 2021.³``): there they would read as other numbers.
    White space before numbers goes, and between the numbers of neighbours a comma is put. Whatever else is raised
    stays.

    Args:
        tree: an lxml element.
    """
    for mark in [each for each in tree.iter("sup") if next(each.iterancestors("sup"), None) is None]:
        written = " ".join("".join(mark.itertext()).replace(_END_OF_MARK, "").split())
        numbers = written.strip(",;˒ ")
        before = _text_before(mark)
        after_mark = _AFTER_A_MARK.search(before)
        if _NUMBERS.fullmatch(numbers):
            numbers = _SEPARATOR.sub(lambda match: match[1] or ",", numbers)
            is_raised = bool(_AFTER_A_NUMBER.search(before) or _AFTER_A_UNIT.search(before))
            if after_mark is not None:
                is_raised = after_mark[1].translate(_RAISED) == after_mark[1]
            comma = "," if after_mark is not None else ""
            shown = comma + (numbers.translate(_RAISED) if is_raised else numbers)
            _put(mark, shown + _END_OF_MARK, instead_of=r"\s*[,;]?\s*$" if comma else r"\s+$")
        else:
            _put(mark, written.translate(_RAISED) if _POWER.fullmatch(written) else written, instead_of="")
    for link in [each.getparent() for each in tree.iter("sup")]:
        if link is not None and link.tag == "a":
            link.tag = "sup"  # or else many links in a paragraph make it look like navigation
    etree.strip_tags(tree, "sup")
    for element in tree.iter():
        for text in ("text", "tail"):
            value = getattr(element, text)
            if value and _END_OF_MARK in value:
                setattr(element, text, value.replace(_END_OF_MARK, ""))


def _text_before(mark: Any) -> str:
    """The last characters before an element in its line."""
    text, node = "", mark
    while len(text) < _LOOKED_BACK:
        previous = node.getprevious()
        if previous is None:
            node = node.getparent()
            if node is None:
                break
            text = (node.text or "") + text
            if node.tag not in _WITHIN_LINES:
                break
        else:
            text = (previous.tail or "") + text
            if previous.tag not in _WITHIN_LINES:
                break
            text = "".join(previous.itertext()) + text
            node = previous
    return text[-_LOOKED_BACK:]


def _put(mark: Any, written: str, *, instead_of: str) -> None:
    """Puts text in the place of an element, and in that of what matches right before it."""
    previous, parent = mark.getprevious(), mark.getparent()
    holder, place = (parent, "text") if previous is None else (previous, "tail")
    if instead_of:
        setattr(holder, place, re.sub(instead_of, "", getattr(holder, place) or ""))
    for child in list(mark):
        mark.remove(child)
    mark.text = written
