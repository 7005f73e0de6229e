"""Finds what stays in order when things are moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest rising subsequence of different numbers; of several, one with the first numbers.

    >>> sorted(longest_rising([2, 0, 1, 3]))
    [0, 1, 3]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    backwards = [-number for number in reversed(numbers)]
    for place, number in enumerate(backwards):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [place]
    found: set[int] = set()
    place = last[-1] if last else -1
    while place >= 0:
        found.add(-backwards[place])
        place = before[place]
    return found
