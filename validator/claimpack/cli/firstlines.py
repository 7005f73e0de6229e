"""Shows the first of many lines, and says how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from itertools import islice


def first_lines(
    lines: Iterable[str], of: Sized | int, most: int | None, rest: str = "  and {:,} more"
) -> Iterator[str]:
    """The first ``most`` of the lines, all if it is None, and a line with the number of the others.

    Args:
        lines: the lines.
        of: what they are made of, or how many there are.
        most: how many to show.
        rest: says how many more there are.
    """
    yield from islice(lines, most)
    left = (of if isinstance(of, int) else len(of)) - (most or 0)
    if most is not None and left > 0:
        yield rest.format(left)
