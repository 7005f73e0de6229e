"""Reads the tags and the text of a page's source one after another, without a tree.

It is a second reader beside the parser: its counts show what was lost in the parser's tree or in the text made from it.
Python's own reader won't do: it reads comments otherwise than browsers, and takes minutes for 90 kB of unclosed tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TAG = re.compile(  # the group is bounded, not possessive: before Python 3.11.5 a possessive group may end too early
    r"<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?){0,20000})(>?)|(!--)|[!?/])", re.ASCII
)
_MARKUP = re.compile(r"<(?:p|div|h[1-6]|li|td|span|section|article)\b", re.IGNORECASE)
"""The tags that text may be in; a self-closing script with only code behind it hides nothing."""
_END_OF_COMMENT = re.compile(r"--!?>")
_DATA = "<![CDATA["
_FOREIGN = frozenset({"svg", "math"})
_ENDS_FOREIGN = frozenset("body div dl h1 h2 h3 h4 h5 h6 head li ol p pre table ul".split())  # noqa: SIM905
_RAW = frozenset({"script", "style", "title", "xmp", "iframe", "noembed", "noframes", "textarea"})
"""Elements in which every tag is text, except their own end tag."""


class Markup(NamedTuple):
    """A tag or a piece of text."""

    kind: Literal["start", "end", "text"]
    value: str
    """The name of the element, in lower case, or the text."""
    is_closed: bool = False
    """Whether it is a self-closing start tag."""
    hides: bool = False
    """Whether the tags or text behind it are read as its content, as in a script."""


def markup(source: str) -> Iterator[Markup]:
    """The tags and text of a page's source, in order, without comments, scripts and styles."""
    at = 0
    foreign: list[str] = []
    """The open elements in which tags may be self-closing, as in XML."""
    while (match := _TAG.search(source, at)) is not None:
        if match.start() > at:
            yield Markup("text", html.unescape(source[at : match.start()]))
        at = match.end()
        if match[2] is None:
            at = _after_comment(source, match)
            if source.startswith(_DATA, match.start()):  # text in XML and a comment in HTML: it counts as text
                yield Markup("text", source[match.start() + len(_DATA) : at])
            continue
        if not match[4]:  # a tag without an end: browsers drop the rest, and here it counts as text
            yield Markup("text", html.unescape(re.sub(r"<[^<>\s]*|[<>]", " ", source[match.start() :])))
            return
        tag = Markup("end" if match[1] else "start", match[2].lower(), not match[1] and match[3].endswith("/"))
        _note_foreign(tag, foreign)
        if tag.kind == "end" or tag.value not in _RAW:
            yield tag
        elif tag.is_closed and foreign:
            yield from (tag, Markup("end", tag.value))
        else:
            end = re.compile(rf"</{tag.value}(?=[\s/>])", re.IGNORECASE).search(source, at)
            stop = len(source) if end is None else end.start()
            hidden = source[at:stop]
            is_code = tag.value == "script" and end is not None and not _MARKUP.search(hidden)
            yield tag._replace(hides=bool(hidden.strip()) and not is_code)
            if tag.value not in ("script", "style"):
                yield Markup("text", html.unescape(source[at:stop]))
            at = stop
    if at < len(source):
        yield Markup("text", html.unescape(source[at:]))


def _note_foreign(tag: Markup, foreign: list[str]) -> None:
    """Keeps track of the open drawings and formulas, which an element of running text closes."""
    if tag.kind == "start" and tag.value in _FOREIGN and not tag.is_closed:
        foreign.append(tag.value)
    elif tag.kind == "end" and tag.value in foreign:
        del foreign[foreign.index(tag.value) :]
    elif tag.kind == "start" and tag.value in _ENDS_FOREIGN:
        foreign.clear()


def _after_comment(source: str, match: re.Match[str]) -> int:
    """Where a comment ends, or what browsers take for one."""
    if match[5] is None:
        end = source.find(">", match.start())
        return len(source) if end < 0 else end + 1
    if re.match(r"-?>", source[match.end() : match.end() + 2]):  # <!--> and <!--->
        return source.index(">", match.end()) + 1
    ended = _END_OF_COMMENT.search(source, match.end())
    return len(source) if ended is None else ended.end()
