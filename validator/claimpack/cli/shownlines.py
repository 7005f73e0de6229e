"""Shows the first of many lines and how many more there are, and what changes in a file line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from difflib import unified_diff
from itertools import islice

import click

from claimpack.wording import and_more, printable


def first_lines(lines: Iterable[str], of: Sized, most: int | None, rest: str = "  and {} more") -> Iterator[str]:
    """The first ``most`` of the lines, and a line with the number of the others; all lines if ``most`` is None.

    Args:
        lines: the lines.
        of: what they are made of.
        most: how many to show.
        rest: says how many more there are.
    """
    yield from islice(lines, most)
    yield from and_more(of, len(of) if most is None else most, rest)


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
