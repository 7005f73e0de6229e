"""Turns a page in XML into HTML with the same text, and recognises HTML that is written like XML."""

from __future__ import annotations

import html
import re

from claimpack.curation.articles.tagscanner import markup

_PARTS = re.compile(  # groups are bounded, not possessive: before Python 3.11.5 a possessive group may end too early
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<\?(?:[^?<]++|\?(?!>)){0,20000}\?>"
    r"|<(?P<name>[A-Za-z_][^\s/>]*+)(?P<attributes>(?:[^<>\"'/]++|\"[^\"<]*+\"|'[^'<]*+'|/(?!>)){0,20000})/>",
    re.DOTALL,
)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
"""Elements that have no content in HTML either."""
_HAS_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_SWALLOWS = frozenset({"script", "style", "title"})
_SWALLOWS_IF_XML = _SWALLOWS | {"textarea", "iframe", "noframes", "noembed", "xmp"}
_CLAIMS_TO_BE_XML = re.compile(r"\s*<\?xml\b")


def as_html(source: str) -> str:
    """The source of a page in XML, as HTML: self-closing elements get an end tag.

    >>> as_html('<script src="a.js"/><p><br/>1 <![CDATA[< 2]]></p>')
    '<script src="a.js"></script><p><br/>1 &lt; 2</p>'
    """
    return _PARTS.sub(_in_html, source)


def _in_html(match: re.Match[str]) -> str:
    if match["data"] is not None:
        return html.escape(match["data"], quote=False)
    if match["name"] is None:
        return "" if match[0].startswith("<?") else match[0]
    if match["name"] in _EMPTY:
        return match[0]
    return f"<{match['name']}{match['attributes']}></{match['name']}>"


def has_entities(source: str) -> bool:
    """Whether a page in XML may define entities of its own, which are not supported."""
    return bool(_HAS_ENTITIES.search(source[:4096]))


def swallowing_tag(source: str) -> str:
    """The name of a self-closing element that in HTML is not closed and hides what follows; blank if there is none.

    An element whose end tag follows at once hides nothing.
    """
    names = _SWALLOWS_IF_XML if _CLAIMS_TO_BE_XML.match(source) else _SWALLOWS
    for each in markup(source):
        if each.kind == "start" and each.is_closed and each.value in names and each.hides:
            return each.value
    return ""
