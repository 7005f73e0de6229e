"""Puts text that comes from data into Markdown so that it shows as it is and does nothing else.

Both functions give one line that may be in a paragraph, a list item, a heading or a cell of a table, at its start
too. They are not for the inside of an HTML block, where Markdown is not read.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from claimpack.wording import printable, shortened

_BREAK = "&#8203;"
"""A zero width space, which keeps GitHub and GitLab from seeing a mention, a reference, an emoji or an address."""
_CALLS = re.compile(
    r"@|[#!&~%^](?=\w)"  # @user a@b.example #12 !12 &12 ~label %milestone ^alert
    r"|:(?=[\w+-])"  # :tada: :+1:
    r"|(?<=\bGH-)(?=\d)"
    r"|(?<=:)(?=/)"  # https://
    r"|(?<=www)(?=\.)"
    r"|\b[0-9a-f]{6}(?=[0-9a-f]{1,34}\b)",  # a commit
    re.IGNORECASE,
)
_MARKS = {ord(mark): f"\\{mark}" for mark in string.punctuation} | {
    # A backslash would do for these three, but not if the text should get into HTML.
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("&"): "&amp;",
    ord("$"): "<span>$</span>",  # what GitHub's manual gives for a dollar sign that begins no formula
}
_MOST_BACKTICKS = 8
"""Up to this many backticks in a row can be put between longer rows of them: parsers have a bound."""


def plain(text: str) -> str:
    """``text`` as Markdown that shows it: no markup, tag, mention, reference or link comes of it.

    What is shown is ``printable(text)``, with a zero width space in what would be read as a call to somebody.
    """
    pieces = []
    last = 0
    shown = printable(text)
    for call in _CALLS.finditer(shown):
        pieces += [shown[last : call.end()].translate(_MARKS), _BREAK]
        last = call.end()
    return _with_outer_blanks("".join([*pieces, shown[last:].translate(_MARKS)]))


def code(text: str) -> str:
    """``text`` as code: between backticks, or in a ``<code>`` tag where backticks can't hold it.

    A pipe is such a case: a cell of a table needs a backslash before it, and code shows that everywhere else.
    """
    shown = printable(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    if not shown.strip() or "|" in shown or longest > _MOST_BACKTICKS:
        return f"<code>{plain(shown)}</code>"
    fence = "`" * (longest + 1)
    pad = " " if shown[0] in "` " or shown[-1] == "`" else ""  # a parser takes one blank off both ends, not off one
    return f"{fence}{pad}{shown}{pad}{fence}"


def bulleted(items: Sequence[str], most: int, longest: int) -> Iterator[str]:
    """Texts as the items of a list, each shortened to ``longest`` characters; beyond ``most`` they are counted."""
    yield from (f"- {plain(shortened(item, longest))}\n" for item in items[:most])
    if len(items) > most:
        yield f"- and {len(items) - most:,} more\n"


def _with_outer_blanks(markdown: str) -> str:
    """The blanks at both ends as references, which no parser strips or takes for an indented block."""
    inner = markdown.strip(" ")
    before = len(markdown) - len(markdown.lstrip(" ")) if inner else len(markdown)
    after = len(markdown) - before - len(inner)
    return "&#32;" * before + inner + "&#32;" * after
