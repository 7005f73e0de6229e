"""Shows line by line what becomes of a file."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

import click

from claimpack.wording import printable


def difference(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff, coloured; none where both are the same.

    Args:
        path: what the file is called.
        before: its content before, in UTF-8.
        after: its content after, in UTF-8.
    """
    one, other = (content.decode("utf-8", "replace").splitlines() for content in (before, after))
    for line in unified_diff(one, other, printable(path), printable(path), n=0, lineterm=""):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        yield click.style(printable(line), fg=colour)
