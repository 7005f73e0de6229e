"""A web page as a tree of elements, as browsers make it (HTML standard, by Lexbor)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from claimpack.curation.articles.pagewords import count_words
from claimpack.curation.articles.tagscanner import markup

MOST_TAGS = 1_500_000
"""At most this many tags of a page are read."""
MOST_OPEN = 500
"""At most this many elements of the same name may be open at once; browsers don't nest deeper either."""
_DEEPEST = 100
"""Content of deeper elements becomes part of the element at this depth, as in browsers from depth 512."""

_ENDED_BY_OTHERS = frozenset(
    """
    a area base body br button col colgroup dd dt embed head hr html img input keygen li link meta nobr optgroup option
    p param rb rp rt rtc source tbody td tfoot th thead tr track wbr
    """.split()  # noqa: SIM905 - one word a line says no more
)
"""Elements that need no end tag or have none, so that unclosed ones are not nested."""
_TAKEN_ON = ("b", "big", "code", "em", "font", "i", "small", "strong", "u")
"""Elements that, if unclosed, are opened again in each following element."""
_NO_TEXT = frozenset({"script", "style", "title", "meta", "link", "base"})


class UnreadablePageError(Exception):
    """A page can't be read completely; the message says why."""


@dataclass(slots=True)
class Element:
    """An element of a page with its content: text and elements."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    words: int = 0
    """How many words are in it, at any depth."""
    linked: int = 0
    """How many of them are links."""

    def get(self, name: str) -> str:
        """The value of an attribute, in lower case; blank if it has none."""
        return self.attributes.get(name, "").strip().casefold()

    def elements(self) -> Iterator[Element]:
        """The elements in it, at any depth, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()


def page_tree(source: str) -> Element:
    """The page's outermost element. Scripts, styles and comments are not in it.

    Args:
        source: the page's source.

    Raises:
        UnreadablePageError: if it has too many elements, or too deeply nested ones.
    """
    _refuse_costly(source)
    root = LexborHTMLParser(source).root
    tree = Element("html", {}) if root is None else _copied(root)
    _count(tree)
    return tree


def _refuse_costly(source: str) -> None:
    """Refuses a page that would take the parser very long."""
    open_now: Counter[str] = Counter()
    tags = taken_on = 0
    for kind, name, is_closed, _ in markup(source):
        if kind == "text":
            continue
        tags += 1
        if tags > MOST_TAGS:
            raise UnreadablePageError(f"has more than {MOST_TAGS:,} tags")
        if name not in _TAKEN_ON and kind == "start":
            taken_on += sum(open_now[each] for each in _TAKEN_ON)
            if taken_on > MOST_TAGS:
                raise UnreadablePageError("has too many tags that style text and are not closed")
        if name in _ENDED_BY_OTHERS:
            continue
        if kind == "end":
            open_now[name] = max(open_now[name] - 1, 0)
        elif not (is_closed and (open_now["svg"] or open_now["math"])):
            open_now[name] += 1
            if open_now[name] > MOST_OPEN:
                raise UnreadablePageError(f"has more than {MOST_OPEN} elements ({name[:20]}) within one another")


def _copied(root: LexborNode) -> Element:
    """The tree below a node, as ``Element`` objects."""
    top = _element(root)
    waiting = [(root.first_child, top, 1)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, parent, depth))
        tag = node.tag or "-none"
        if tag == "-text":
            parent.children.append(node.text_content or "")
        elif tag == "template":  # the parser keeps what is in it apart
            text = " ".join(each.value for each in markup(node.html or "") if each.kind == "text")
            parent.children.append(Element(tag, {}, [text]))
        elif tag.startswith("-") or (tag in _NO_TEXT and parent.tag != "svg"):
            continue
        else:
            element = _element(node)
            parent.children.append(element)
            waiting.append((node.first_child, element if depth < _DEEPEST else parent, depth + 1))
    return top


def _element(node: LexborNode) -> Element:
    return Element((node.tag or "").lower(), {name: value or "" for name, value in node.attributes.items()})


def _count(element: Element) -> None:
    """Counts the words in an element and in all its descendants."""
    for child in element.children:
        if isinstance(child, str):
            element.words += count_words(child)
        else:
            _count(child)
            element.words += child.words
            element.linked += child.linked
    if element.tag == "a" and "href" in element.attributes:
        element.linked = element.words
