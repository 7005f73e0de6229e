"""Reads the style that a page gives to a single element: whether it is shown, and whether it is struck out."""

from __future__ import annotations

import re

from claimpack.curation.articles.pagetree import Element

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DISPLAYS = frozenset(
    """
    none block inline inline-block flow flow-root flex inline-flex grid inline-grid table inline-table table-row
    table-cell table-row-group table-header-group table-footer-group table-column table-column-group table-caption
    list-item contents run-in ruby math initial inherit unset revert revert-layer
    """.split()  # noqa: SIM905 - one word a line says no more
)
_VISIBILITIES = frozenset({"visible", "hidden", "collapse", "inherit", "initial", "unset", "revert", "revert-layer"})
_STRUCK = ("text-decoration", "text-decoration-line")


def display(element: Element) -> str:
    """The element's own ``display``; blank where it gives none that browsers know."""
    return _declared(element, ("display",), _DISPLAYS)


def visibility(element: Element) -> str:
    """The element's own ``visibility``; blank where it gives none that browsers know."""
    return _declared(element, ("visibility",), _VISIBILITIES)


def is_struck_out(element: Element) -> bool:
    """Whether a line goes through its text."""
    return "line-through" in _declared(element, _STRUCK, None).split()


def spread_visibility(element: Element) -> None:
    """Hides each part of a hidden element by itself where other parts of it are shown."""
    if "style" in element.attributes and _is_unseen(element) and _shows_some(element):
        element.attributes["style"] += ";visibility:visible"
        element.children = [_hidden(child) for child in element.children]
    for child in element.children:
        if isinstance(child, Element):
            spread_visibility(child)


def _is_unseen(element: Element) -> bool:
    return visibility(element) in ("hidden", "collapse")


def _shows_some(element: Element) -> bool:
    return any(each.words and visibility(each) in ("visible", "initial") for each in element.elements())


def _hidden(child: Element | str) -> Element | str:
    if isinstance(child, str):
        return child if child.isspace() else Element("span", {"style": "visibility:hidden"}, [child])
    if visibility(child) in ("", "inherit", "unset"):
        child.attributes["style"] = f"{child.attributes.get('style', '')};visibility:hidden"
    return child


def _declared(element: Element, names: tuple[str, ...], known: frozenset[str] | None) -> str:
    """The last value that a style gives to one of some properties, or the last that is important."""
    style = element.get("style") if element.attributes else ""
    if names[0] not in style:
        return ""
    found = ""
    is_found_important = False
    for declaration in _COMMENT.sub(" ", style).split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() not in names:
            continue
        value, mark, rest = value.partition("!")
        is_important = bool(mark) and rest.strip() == "important"
        is_known = bool(value.strip()) and (known is None or known.issuperset(value.split()))
        if is_known and (is_important or not is_found_important) and (not mark or is_important):
            found, is_found_important = value.strip(), is_important
    return found
