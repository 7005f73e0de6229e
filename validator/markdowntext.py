"""Puts text that comes from data into Markdown so that it shows as it stands and does nothing else."""

from __future__ import annotations

import re

from validator.wording import printable

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
"""What Markdown may read something into: every mark of ASCII can be escaped by a backslash."""
_BREAK = "&#8203;"
"""A zero width space, which keeps GitHub and GitLab from seeing a mention, a reference or an address."""
_CALLS = re.compile(r"@(?=\w)|[#!&~%$](?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)


def plain(text: str) -> str:
    """``text`` as one line of Markdown that shows it: no markup, tag, mention, reference or link comes of it."""
    pieces = []
    last = 0
    shown = printable(text)
    for call in _CALLS.finditer(shown):
        pieces += [_escaped(shown[last : call.end()]), _BREAK]
        last = call.end()
    return "".join([*pieces, _escaped(shown[last:])])


def code(text: str) -> str:
    """``text`` as a code span in one line, also in a cell of a table."""
    shown = printable(text)
    if not shown.strip():
        return plain(shown)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}".replace("|", "\\|")


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
