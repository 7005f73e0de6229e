"""Finds the line ends of a wrapped text, such as one pasted from a PDF, at which a sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import pairwise
from typing import NamedTuple

from claimpack.curation.articles.segmentation import LIST_ITEM
from claimpack.package.abbreviations import is_cut_short

_WIDEST = 130
"""A wrapped text has no wider lines, except a few such as addresses."""
_NARROWEST = 30
_FEWEST = 3
_FEWEST_IN_BLOCKS = 2
_MOST_OF_THEM = 0.7
_FULL = 0.8
_ENDED = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[!?…:;。！？])[\"'”’)\]]*[\d,–-]{0,12}$")
_BROKEN_WORD = re.compile(r"[^\W\d_][-‐]$")


class _LineEnd(NamedTuple):
    """Where a line ends and the next one follows without a blank line."""

    at: int
    is_full: bool
    """Whether the next word found no room, or is the rest of the last one."""
    is_ended: bool
    """Whether the sentence ends there, as far as its stop shows."""
    goes_on: bool
    """Whether the sentence goes on with a small letter."""


def wrapped_ends(text: str, apart: Container[int] = ()) -> frozenset[int]:
    """The offsets of the line ends behind which the same paragraph or list item goes on; none if nothing is wrapped.

    A text is wrapped if sentences go on behind at least three line ends and most of these lines are full, or if
    there are paragraphs in which every line but the last is full. Only full lines go on.

    Args:
        text: an article's normalised text.
        apart: the offsets of lines that stand by themselves, such as headings and entries of the reference list.

    >>> text = "Fever is not rare after light,\\nand so are chills too. All\\nof them are mild, and they will\\nend."
    >>> sorted(wrapped_ends(text))
    [30, 57, 89]
    """
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
    width = _width(end - start for start, end in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    blocks: list[list[_LineEnd]] = [[]]
    for (start, end), (after, stop) in pairwise(lines):
        this, following = text[start:end], text[after:stop]
        if after > end + 1 or start in apart or after in apart or _begins_item(following):
            blocks.append([])
            continue
        is_small = following[:1].islower()
        is_ended = bool(_ENDED.search(this)) and not (
            this[-1] == "." and is_cut_short(f"{this} {following[:9]}", len(this) - 1)
        )
        is_full = len(this) + 1 + len(following.split(" ", 1)[0]) > _FULL * width
        is_full = is_full or (is_small and bool(_BROKEN_WORD.search(this)))
        blocks[-1].append(_LineEnd(end, is_full, is_ended, is_small and not is_ended))
    every = [each for block in blocks for each in block]
    going_on = [each for each in every if each.goes_on]
    full = sum(each.is_full for each in going_on)
    in_blocks = [each for block in blocks if all(each.is_full for each in block) for each in block]
    is_wrapped = (full >= _FEWEST and full >= _MOST_OF_THEM * len(going_on)) or (
        len(in_blocks) >= _FEWEST and sum(each.goes_on for each in in_blocks) >= _FEWEST_IN_BLOCKS
    )
    return frozenset(each.at for each in every if each.is_full and not each.is_ended) if is_wrapped else frozenset()


def _begins_item(line: str) -> bool:
    """Whether a line begins a list item; a number in brackets may be a citation that was wrapped."""
    return not line.startswith("(") and bool(LIST_ITEM.match(line))


def _width(lengths: Iterable[int]) -> int:
    """The length that at most one line in twenty exceeds."""
    every = sorted(lengths)
    return every[(len(every) - 1) * 19 // 20] if every else 0
