"""Finds the citation marks in an article's text, where they are glued to words (``rare.1–4``) or stand in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

_NUMBERS = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–—]\d{1,3}){0,30}"
_BRACKETED = re.compile(rf"\[({_NUMBERS})\]")
_PARENTHESISED = re.compile(rf"\(({_NUMBERS})\)")
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(rf"(?P<numbers>[{_RAISED_DIGITS}]{{1,3}}(?:[⁻,˒–-][{_RAISED_DIGITS}]{{1,3}})*)")
_STOPS = r"[.,;:!?)\]”’\"'%]"
_MARK = r"(?P<numbers>\d{1,3}(?:[,–—-]\d{1,3}){0,30})(?P<tail>(?:,\s\d{1,3}){0,30})(?=[\s.,;:!?)\]”’\"']|$)"
_GLUED = re.compile(rf"(?<=[^\W\d])(?P<stop>{_STOPS}{{0,5}}){_MARK}")
_AFTER_NUMBER = re.compile(rf"\d{_STOPS}{{1,5}}{_MARK}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_UNIT = re.compile(r"(?:.*\W)?(?:[kcdmnµμ]?m|ft|in|s|h|yd)")
_NUMBERED = frozenset({"fig", "figs", "tab", "no", "nos", "vol", "ref", "refs", "eq", "ch", "sec", "p", "pp"})
_CLOSING = tuple(".,;:!?)]”’\"'")
_LONGEST_RANGE = 50
_LONGEST_WORD = 41
"""What is read of the word before a mark. It is looked at from its mark backwards: to try each of its letters as the
beginning of a word with a mark takes forty times as long."""
_SEEN = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class CitationMarks:
    """The citation numbers a stretch of text carries."""

    certain: frozenset[int]
    possible: frozenset[int]
    """Numbers that may be a citation or something else (``CD34``, ``10⁶``, ``(2)``): nothing is concluded from them."""


def citation_marks(text: str, listed: AbstractSet[int]) -> CitationMarks:
    """Reads the citation marks of a passage's ``text``.

    A mark glued to the stop of a sentence is certain. One that is raised after a word, in square brackets, after
    another stop, or glued to a lower-case word at the very end is certain if all its numbers stand in ``listed``, the
    numbers of the article's reference list. Whatever else may be one - within the text right after a word, after a
    capital, a digit or a unit of measure, in round brackets - is possible.

    >>> sorted(citation_marks("complications remain rare.1–4", {1, 2, 3, 4}).certain)
    [1, 2, 3, 4]
    >>> citation_marks("CD34 cells within 1–2 days3", {1, 2, 3}).certain
    frozenset({3})
    """
    certain: set[int] = set()
    possible: set[int] = set()
    for numbers, form in _candidates(text):
        sure = form == "sure" or (form == "likely" and numbers <= listed)
        (certain if sure else possible).update(numbers)
    return CitationMarks(frozenset(certain), frozenset(possible - certain))


def without_marks(text: str) -> str:
    """The text without numbers that are glued to a word or to its stop, raised, or in square brackets."""
    return _GLUED.sub(r"\g<stop> ", _RAISED.sub("", _BRACKETED.sub(" ", text)))


_Form = Literal["sure", "likely", "possible"]


def _candidates(text: str) -> Iterator[tuple[set[int], _Form]]:
    """The numbers of each thing that may be a mark, and how much it looks like one."""
    for match in _BRACKETED.finditer(text):
        yield _expand(match[1]), "likely"
    for match in _PARENTHESISED.finditer(text):
        yield _expand(match[1]), "possible"
    for match in _RAISED.finditer(text):
        before = _before(match.start(), text, lambda letter: not letter.isspace() and letter not in _RAISED_DIGITS)
        follows_a_word = (before[-1:].isalpha() or before[-1:] in _CLOSING) and not _UNIT.fullmatch(before)
        yield _expand(match["numbers"].translate(_PLAIN_DIGITS)), "likely" if follows_a_word else "possible"
    reached = len(text.rstrip(" .,;:!?)]”’\"'"))
    for match in _GLUED.finditer(text):
        yield _expand(match["numbers"]), _form_of_glued(match, text, reached)
        if match["tail"]:
            yield _expand(match["tail"]), "possible"
    for match in _AFTER_NUMBER.finditer(text):
        yield _expand(match["numbers"] + match["tail"]), "possible"


def _before(mark: int, text: str, belongs: Callable[[str], bool]) -> str:
    """What stands before a mark, as far back as the letters belong to it."""
    begin = mark
    while begin and mark - begin < _LONGEST_WORD and belongs(text[begin - 1]):
        begin -= 1
    return text[begin:mark]


def _form_of_glued(match: re.Match[str], text: str, reached: int) -> _Form:
    """How much it looks like a mark in a text whose last word or mark reaches so far."""
    before, stop = _before(match.start(), text, lambda letter: letter.isalnum() or letter == "_"), match["stop"]
    if before.casefold() in _NUMBERED:
        return "possible"
    if stop[:1] in (".", "!", "?"):
        following = _SEEN.search(text, match.end())
        return "sure" if len(before) > 1 and (following is None or following[0].isupper()) else "likely"
    plain_word = re.fullmatch(r"\w*[^\W\dA-Z_]{2,}", before) is not None
    at_the_end = match.end() >= reached
    return "likely" if plain_word and (stop or at_the_end) else "possible"


def _expand(numbers: str) -> set[int]:
    """The numbers that ``1,3-5`` stands for; a range that runs backwards or very far counts as its two ends."""
    if numbers.isdecimal():  # as most are
        return {int(numbers)}
    found: set[int] = set()
    for part in re.split(r"[,;]", numbers):
        ends = [int(end) for end in re.split(r"[-–—]", part) if end.strip()]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= _LONGEST_RANGE:  # noqa: PLR2004
            found.update(range(ends[0], ends[1] + 1))
        else:
            found.update(ends)
    return found
