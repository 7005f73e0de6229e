"""Finds the citation marks in an article's text, where they are glued to words (``rare.1–4``) or stand in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_NUMBERS = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–—]\d{1,3})*"
_BRACKETED = re.compile(rf"\[({_NUMBERS})\]")
_PARENTHESISED = re.compile(rf"\(({_NUMBERS})\)")
_RAISED = re.compile(r"(?P<before>[^\s⁰¹²³⁴⁵⁶⁷⁸⁹]*)(?P<numbers>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[⁻,˒–-][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*)")
_STOPS = r"[.,;:!?)\]”’\"'%]"
_MARK = r"(?P<numbers>\d{1,3}(?:[,–—-]\d{1,3})*)(?P<tail>(?:,\s\d{1,3})*)(?=[\s.,;:!?)\]”’\"']|$)"
_GLUED = re.compile(rf"(?P<before>\w*[^\W\d])(?P<stop>{_STOPS}*){_MARK}")
_AFTER_NUMBER = re.compile(rf"\d{_STOPS}+{_MARK}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_UNIT = re.compile(r"(?:.*\W)?(?:[kcdmnµμ]?m|ft|in|s|h|yd)")
_NUMBERED = frozenset({"fig", "figs", "tab", "no", "nos", "vol", "ref", "refs", "eq", "ch", "sec", "p", "pp"})
_CLOSING = tuple(".,;:!?)]”’\"'")
_LONGEST_RANGE = 50


@dataclass(frozen=True, slots=True)
class CitationMarks:
    """The citation numbers a stretch of text carries."""

    certain: frozenset[int]
    possible: frozenset[int]
    """Numbers that may be a citation or something else (``CD34``, ``10⁶``, ``(2)``): nothing is concluded from them."""


def citation_marks(text: str, listed: AbstractSet[int]) -> CitationMarks:
    """Reads the citation marks of ``text``.

    A mark is certain only if all its numbers stand in ``listed``, the numbers of the article's reference list, and it
    is glued to the end of a lower-case word or to the stop after a word, or raised after a word, or in square brackets.
    Whatever else may be one - after a capital or a digit, after a unit of measure, in round brackets - is possible.

    >>> sorted(citation_marks("complications remain rare.1–4", {1, 2, 3, 4}).certain)
    [1, 2, 3, 4]
    >>> citation_marks("CD34 cells within 1–2 days3", {1, 2, 3}).certain
    frozenset({3})
    """
    certain: set[int] = set()
    possible: set[int] = set()
    for numbers, is_mark in _candidates(text):
        (certain if is_mark and numbers <= listed else possible).update(numbers)
    return CitationMarks(frozenset(certain), frozenset(possible - certain))


def _candidates(text: str) -> Iterator[tuple[set[int], bool]]:
    """The numbers of each thing that may be a mark, and whether it is one if its numbers are in the reference list."""
    for match in _BRACKETED.finditer(text):
        yield _expand(match[1]), True
    for match in _PARENTHESISED.finditer(text):
        yield _expand(match[1]), False
    for match in _RAISED.finditer(text):
        before = match["before"]
        follows_a_word = before[-1:].isalpha() or before[-1:] in _CLOSING
        follows_a_word = follows_a_word and not _UNIT.fullmatch(before)
        yield _expand(match["numbers"].translate(_PLAIN_DIGITS)), follows_a_word
    for match in _GLUED.finditer(text):
        before, stop = match["before"], match["stop"]
        plain_word = re.fullmatch(r"\w*[^\W\dA-Z_]{2,}", before) is not None
        at_the_end = stop[:1] in (".", "!", "?")
        yield _expand(match["numbers"]), (plain_word or at_the_end) and before.casefold() not in _NUMBERED
        yield _expand(match["tail"]), False
    for match in _AFTER_NUMBER.finditer(text):
        yield _expand(match["numbers"] + match["tail"]), False


def _expand(numbers: str) -> set[int]:
    """The numbers that ``1,3-5`` stands for; a range that runs backwards or very far counts as its two ends."""
    found: set[int] = set()
    for part in re.split(r"[,;]", numbers):
        ends = [int(end) for end in re.split(r"[-–—]", part) if end.strip()]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= _LONGEST_RANGE:  # noqa: PLR2004
            found.update(range(ends[0], ends[1] + 1))
        else:
            found.update(ends)
    return found
