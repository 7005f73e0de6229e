"""Puts text from data into Markdown so that it is shown as it is and has no other effect.

The result is a single line for a paragraph, a list item, a heading or a cell of a table, also at its start. It is not
for the inside of an HTML block, where Markdown is not read.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence

from claimpack.wording import and_more, printable, shortened

_BREAK = "&#8203;"
"""A zero width space: with it GitHub and GitLab see no mention, reference, emoji or web address."""
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
    # a backslash would be enough for these three, but not inside HTML
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("&"): "&amp;",
    ord("$"): "<span>$</span>",  # by GitHub's manual, for a dollar sign that begins no formula
}
_MOST_BACKTICKS = 8
"""Code with longer runs of backticks can't be put between backticks: parsers have a limit."""


def plain(text: str) -> str:
    """``text`` as Markdown that shows it without any markup, tag, mention, reference or link.

    It shows ``printable(text)``, with a zero width space in what would be read as a mention or reference.
    """
    pieces = []
    last = 0
    shown = printable(text)
    for call in _CALLS.finditer(shown):
        pieces += [shown[last : call.end()].translate(_MARKS), _BREAK]
        last = call.end()
    return _with_outer_blanks("".join([*pieces, shown[last:].translate(_MARKS)]))


def code(text: str) -> str:
    """``text`` as code: between backticks, or in a ``<code>`` tag if backticks don't work.

    They don't work with a pipe: in a table it needs a backslash, which code would show everywhere else.
    """
    shown = printable(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    if not shown.strip() or "|" in shown or longest > _MOST_BACKTICKS:
        return f"<code>{plain(shown)}</code>"
    fence = "`" * (longest + 1)
    pad = " " if shown[0] in "` " or shown[-1] == "`" else ""  # parsers remove a space only if both ends have one
    return f"{fence}{pad}{shown}{pad}{fence}"


def bulleted(items: Sequence[str], most: int, longest: int) -> Iterator[str]:
    """Texts as a list, each shortened to ``longest`` characters; those beyond ``most`` are only counted."""
    yield from (f"- {plain(shortened(item, longest))}\n" for item in items[:most])
    yield from and_more(items, most, "- and {} more\n")


def _with_outer_blanks(markdown: str) -> str:
    """Replaces the spaces at both ends by references, which no parser strips or takes for an indented block."""
    inner = markdown.strip(" ")
    before = len(markdown) - len(markdown.lstrip(" ")) if inner else len(markdown)
    after = len(markdown) - before - len(inner)
    return "&#32;" * before + inner + "&#32;" * after
