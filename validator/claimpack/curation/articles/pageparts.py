"""Says which parts of a web page belong to its article; the others are left out, and the user sees why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

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


def _visibility(element: Element) -> str:
    """The element's own ``visibility``; blank if it has none that browsers know."""
    return _declared(element, ("visibility",), _VISIBILITIES)


def take_within_lines(element: Element) -> bool:
    """Makes spans of elements that HTML does not know, such as ``<o:p>``, if they are amid text, as browsers show them.

    Returns:
        Whether nothing in the element begins a line.
    """
    children = [child for child in element.children if isinstance(child, Element)]
    unknown = [child for child in children if take_within_lines(child) and _is_unknown(child)]
    is_text = element.tag in _OF_TEXT or any(isinstance(child, str) and child.strip() for child in element.children)
    for child in unknown if is_text else ():
        child.tag = "span"
    return all(each.tag in WITHIN_LINES or each.tag in _NOT_SHOWN or _is_unknown(each) for each in children)


def _is_unknown(element: Element) -> bool:
    return ("-" in element.tag or ":" in element.tag) and element.tag not in _NOT_SHOWN


def spread_visibility(element: Element) -> None:
    """Hides the parts of a hidden element separately if other parts of it are shown."""
    shown = (each for each in element.elements() if each.words and _visibility(each) in ("visible", "initial"))
    if "style" in element.attributes and _visibility(element) in ("hidden", "collapse") and any(shown):
        element.attributes["style"] += ";visibility:visible"
        element.children = [_hidden(child) for child in element.children]
    for child in element.children:
        if isinstance(child, Element):
            spread_visibility(child)


def _hidden(child: Element | str) -> Element | str:
    if isinstance(child, str):
        return child if child.isspace() else Element("span", {"style": "visibility:hidden"}, [child])
    if _visibility(child) in ("", "inherit", "unset"):
        child.attributes["style"] = f"{child.attributes.get('style', '')};visibility:hidden"
    return child


def _declared(element: Element, names: tuple[str, ...], known: frozenset[str] | None) -> str:
    """The last value that a style gives to one of some properties; ``!important`` ones come first."""
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


WITHIN_LINES = frozenset(
    """
    a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label map mark math menclose
    merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup
    msup mtext munder munderover nobr picture q rb rp rt ruby s samp semantics small span strike strong sub sup time tt
    u var wbr
    """.split()  # noqa: SIM905 - one word a line says no more
)
"""Elements that are within a line of text."""
_OF_TEXT = frozenset("p h1 h2 h3 h4 h5 h6 a b em i q small span strong sub sup u".split())  # noqa: SIM905
"""Elements in which only text may be."""
NOT_SHOWN = "not shown"
"""Why an element that browsers don't show is left out: it breaks no line either."""
_NOT_SHOWN = frozenset(
    "annotation annotation-xml audio canvas datalist iframe noembed noframes noscript object svg template video".split()  # noqa: SIM905
)
_NEVER_SHOWN = _NOT_SHOWN - {"noscript"}
_DELETED = frozenset({"del", "s", "strike"})
_CONTROLS = frozenset({"select", "option", "optgroup", "textarea", "button", "input", "progress", "meter", "output"})
_PLAIN = WITHIN_LINES - _NOT_SHOWN - _DELETED - _CONTROLS | {"p", "li", "td", "th", "tr", "br"}
"""Elements that belong to the article where no attribute says otherwise."""
_FOR_EARS = frozenset(
    """
    visually-hidden visuallyhidden visually_hidden sr-only sronly sro screen-reader-text screen-reader-only
    screenreader-only screenreader screen-reader u-visually-hidden a11y-hidden is-visually-hidden element-invisible
    usa-sr-only show-for-sr assistive-text
    """.split()  # noqa: SIM905
)
_FOR_EARS_WITH_PREFIX = tuple(f"-{each}" for each in sorted(_FOR_EARS))
"""As design systems write them: ``nhsuk-u-visually-hidden``."""
_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "search": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_CALLED = {"nav": "navigation", "search": "navigation", "header": "banner", "footer": "footer", "aside": "aside"}
_HEADERS = frozenset({"header", "footer"})
_ARTICLE = frozenset({"main", "article", "h1"})
_NAMED = {
    "akismet": "form",
    "breadcrumb": "navigation",
    "breadcrumbs": "navigation",
    "cookie": "notice",
    "cookies": "notice",
    "footer": "footer",
    "newsletter": "form",
    "respond": "form",
    "sharedaddy": "sharing",
}
"""Words in a class or id that name parts outside the article; they count for elements with little text."""
_LABEL = "trusted source"
"""What health sites put behind links to papers."""
_WORDS_OF_THE_LABEL = 2
_OF_A_WIKI = "mw-editsection"
"""The class of links beside headings with which readers edit a page."""
_MENU_LIKE = frozenset({"div", "ul", "ol", "section", "menu", "table", "center"})
_SHORT_LINK = 6
"""Links of a menu usually have fewer words."""
_RUNNING_TEXT = 20
_LITTLE = 50
_MOSTLY = 0.6
_NEARLY_ALL = 0.8
_MUCH = 100
"""A form or a notice has fewer words than this."""


class Parts:
    """Which parts of a page belong to its article."""

    def __init__(self, tree: Element) -> None:
        take_within_lines(tree)
        spread_visibility(tree)
        self._own_words = tree.words - tree.linked
        controlled = _controlled(tree)
        panels = (each for each in tree.elements() if each.get("id") in controlled and _may_be_a_panel(each))
        self._panels = {each.get("id") for each in panels}
        """The ids of the panels, such as answers and tabs, that something on the page says it opens."""
        marks = _ARTICLE - _HEADINGS
        self._marks_article = any(each.tag in marks or each.get("role") in marks for each in tree.elements())

    def reason_against(self, element: Element, *, in_article: bool, in_section: bool = False) -> str:
        """Why an element is not part of the article; blank if it is.

        Args:
            element: the element.
            in_article: whether it is in an element that the page marks as its main part or an article.
            in_section: whether it is in a section, whose header is not a banner.
        """
        if element.words == _WORDS_OF_THE_LABEL and " ".join(lines_of(element)).casefold() == _LABEL:
            return "label"
        if element.tag in ("html", "body") or (element.tag in _PLAIN and not element.attributes):
            return ""
        may_open = in_article or not self._marks_article  # beside the article there are menus and notices
        if element.tag in _NOT_SHOWN or _is_hidden(element):
            is_shown_by_script = element.tag not in _NEVER_SHOWN and (
                self._holds_most(element)
                or (may_open and element.get("id") in self._panels)
                or (in_article and _opens_on_a_click(element))
            )
            return "" if is_shown_by_script else NOT_SHOWN
        if element.get("role") == "tooltip":
            return "tooltip"
        if element.tag in _DELETED or "line-through" in _declared(element, _STRUCK, None).split():
            return "deleted"
        if _is_skip_link(element):
            return "navigation"
        opens_panel = may_open and not self._panels.isdisjoint(element.get("aria-controls").split())
        if element.tag in _CONTROLS and not opens_panel and not _has(element, _HEADINGS):
            return "form"
        if _OF_A_WIKI in element.get("class").split():
            return "navigation"
        return self._no_article(element, in_article=in_article or (in_section and element.tag in _HEADERS))

    def _no_article(self, element: Element, *, in_article: bool) -> str:
        tag = _ROLES.get(element.get("role"), element.tag)
        if tag == "aside" and ("note" in element.get("epub:type") or element.get("role").startswith("doc-")):
            return ""  # a note of the article, as e-books have it
        if tag == "dialog" and "open" not in element.attributes and element.tag != "dialog":
            return "" if self._holds_article(element) else "dialog"
        if tag == "form":
            return "" if element.words > _MUCH or self._holds_article(element) else "form"
        if tag in ("nav", "search"):
            return "" if self._holds_article(element) else "navigation"
        if tag in _CALLED:
            if in_article:
                return "links" if element.words and element.linked >= _MOSTLY * element.words else ""
            return "" if self._holds_article(element) else _CALLED[tag]
        if element.tag in _MENU_LIKE and (
            why := next((_NAMED[word] for word in _names(element) if word in _NAMED), "")
        ):
            return "" if element.words - element.linked > _LITTLE or _has(element, _ARTICLE) else why
        if tag in _MENU_LIKE and not in_article and element.linked >= _NEARLY_ALL * element.words > 0:
            is_text = element.words - element.linked >= _RUNNING_TEXT or _has_long_links(element)
            return "" if is_text or _has(element, _ARTICLE) else "links"
        return ""

    def _holds_article(self, element: Element) -> bool:
        """Whether the article is inside it, as when a tag was not closed."""
        return _has(element, _ARTICLE) or self._holds_most(element)

    def _holds_most(self, element: Element) -> bool:
        own = element.words - element.linked
        return own > _MUCH and 2 * own > self._own_words


def _opens_on_a_click(element: Element) -> bool:
    """Whether it is a panel with running text, such as an answer or a tab, that the page shows on a click."""
    if element.tag not in _PANELS or element.words - element.linked < _RUNNING_TEXT or not _may_be_a_panel(element):
        return False
    return _has(element, _RUNNING)


def _may_be_a_panel(element: Element) -> bool:
    """Whether nothing says that it is something else than a panel with text: a menu or a dialog."""
    if element.get("role") in ("dialog", "alertdialog", "menu", "tooltip", "alert", "status") or _is_for_ears(element):
        return False
    return _NO_PANELS.isdisjoint(_names(element)) and (not element.words or 2 * element.linked < element.words)


def _controlled(tree: Element) -> set[str]:
    """The ids of what the page's buttons and tabs say they open."""
    found: set[str] = set()
    for each in tree.elements():
        if "aria-controls" in each.attributes and ("aria-expanded" in each.attributes or each.get("role") == "tab"):
            found.update(each.get("aria-controls").split())
    return found


_PANELS = frozenset({"div", "section", "dd", "article"})
_RUNNING = frozenset({"p", "li", "dd"})
_NO_PANELS = frozenset(
    """
    modal popup pop overlay dialog lightbox tooltip cookie cookies consent menu share sharing print login template
    form newsletter comment comments mobile desktop error ad ads sponsor sidebar
    """.split()  # noqa: SIM905
)
"""Words in a class or id of elements that are hidden for another reason."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def level_of_heading(element: Element) -> int:
    """The level of a heading, from 1 to 6; 0 if the page does not mark the element as one."""
    if element.tag in _HEADINGS and element.get("role") in ("", "heading"):
        return int(element.tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level")
        return min(int(level), 6) if level in set("123456789") else 2
    return 0


def is_marked_as_byline(element: Element) -> bool:
    """Whether the page marks the element as its author, reviewer or date."""
    marks = {"author", "reviewedby", "datepublished", "datemodified"}
    return (
        element.tag in ("address", "time")
        or "author" in element.get("rel").split()
        or bool(marks & set(element.get("itemprop").split()))
        or "byline" in element.get("class").split()
    )


def lines_of(element: Element) -> Iterator[str]:
    """The lines of all text in an element, without those that have no words."""
    for is_end, pieces in groupby(_pieces(element), key=lambda piece: piece is None):
        line = "" if is_end else " ".join("".join(filter(None, pieces)).split())
        if re.search(r"\w", line):
            yield line


def _pieces(element: Element) -> Iterator[str | None]:
    """The strings in an element, with None for the end of a line."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag in WITHIN_LINES:
            yield from _pieces(child)
        else:
            yield None
            yield from _pieces(child)
            yield None


def _names(element: Element) -> list[str]:
    """The words of its class and id."""
    return re.split(r"[\s_-]+", f"{element.get('class')} {element.get('id')}")


def _is_hidden(element: Element) -> bool:
    shown = _declared(element, ("display",), _DISPLAYS)
    if "hidden" in element.attributes and element.get("hidden") != "until-found" and not shown:
        return True
    if element.tag == "dialog" and "open" not in element.attributes:
        return True
    if element.get("aria-hidden") == "true" and element.tag in WITHIN_LINES and not element.words:
        return True  # a decoration
    if shown == "none" or _visibility(element) in ("hidden", "collapse"):
        return True
    return _is_for_ears(element)


def _is_for_ears(element: Element) -> bool:
    names = element.get("class").split()
    return not _FOR_EARS.isdisjoint(names) or any(each.endswith(_FOR_EARS_WITH_PREFIX) for each in names)


def _is_skip_link(element: Element) -> bool:
    """Whether it is a link past the navigation, which pages show only to users of the keyboard."""
    return (
        element.tag == "a"
        and element.get("href").startswith("#")
        and {"skip", "skiplink"} & {*_names(element)} != set()
    )


def _has(element: Element, tags: frozenset[str]) -> bool:
    return any(each.tag in tags for each in element.elements())


def _has_long_links(element: Element) -> bool:
    """Whether its links are as long as sentences, as in a reference list."""
    links = [each.words for each in element.elements() if each.tag == "a"]
    return sum(links) >= _SHORT_LINK * len(links) or max(links) >= 2 * _SHORT_LINK
