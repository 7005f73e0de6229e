"""Finds the citation marks in an article's text, where they are glued to words (``rare.1–4``) or stand in brackets."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_NUMBERS = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–—]\d{1,3})*"
_BRACKETED = re.compile(rf"\[({_NUMBERS})\]")
_PARENTHESISED = re.compile(rf"\(({_NUMBERS})\)")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻⁾,˒–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_MARK = r"(?P<numbers>\d{1,3}(?:[,–—-]\d{1,3})*)(?=[\s.,;:!?)”’\"']|$)"
_GLUED = re.compile(rf"(?:(?P<before>\w*[^\W\d])|(?<!\w))(?P<stop>[.,;:!?)”’\"'%]*){_MARK}")
_AFTER_NUMBER = re.compile(rf"\d[.;:!?)”’\"'%]+{_MARK}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_LONGEST_RANGE = 50


@dataclass(frozen=True, slots=True)
class CitationMarks:
    """The citation numbers a stretch of text carries."""

    certain: frozenset[int]
    possible: frozenset[int]
    """Numbers that may be a citation or part of a name (``CD34``, ``(2)``): nothing is concluded from them."""


def citation_marks(text: str, listed: AbstractSet[int]) -> CitationMarks:
    """Reads the citation marks of ``text``.

    A number glued to the end of a lower-case word or to the stop after one is certain if it and all others of its mark
    stand in ``listed``, the numbers of the article's reference list; glued to a capital or a digit it is only possible.

    >>> sorted(citation_marks("complications remain rare.1–4", {1, 2, 3, 4}).certain)
    [1, 2, 3, 4]
    >>> citation_marks("CD34 cells within 1–2 days3", {1, 2, 3}).certain
    frozenset({3})
    """
    certain: set[int] = set()
    possible: set[int] = set()
    for match in _BRACKETED.finditer(text):
        certain |= _expand(match[1])
    for match in _SUPERSCRIPT.finditer(text):
        certain |= _expand(match[0].translate(_PLAIN_DIGITS))
    for match in _PARENTHESISED.finditer(text):
        possible |= _expand(match[1])
    for match in _GLUED.finditer(text):
        before, stop, numbers = match["before"] or "", match["stop"], _expand(match["numbers"])
        if not before and not stop:
            continue
        plain_word = re.fullmatch(r"\w*[^\W\dA-Z_]{2,}", before) is not None
        at_the_end = stop[:1] in (".", "!", "?")
        (certain if (plain_word or at_the_end) and numbers <= listed else possible).update(numbers)
    for match in _AFTER_NUMBER.finditer(text):
        possible |= _expand(match["numbers"])
    return CitationMarks(frozenset(certain), frozenset(possible - certain))


def _expand(numbers: str) -> set[int]:
    """The numbers that ``1,3-5`` stands for; a range that runs backwards or very far counts as its two ends."""
    found: set[int] = set()
    for part in re.split(r"[,;]", numbers):
        ends = [int(end) for end in re.split(r"[-–—]", part.strip())]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= _LONGEST_RANGE:  # noqa: PLR2004
            found.update(range(ends[0], ends[1] + 1))
        else:
            found.update(ends)
    return found
