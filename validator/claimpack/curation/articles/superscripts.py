"""Writes superscripts of a web page as plain text, so that citations and powers stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;˒]\s*\d{1,3}|\s*[-–—−]\s*\d{1,3}|\s+\d{1,3}){0,100}", re.ASCII)
_CLOSED_NUMBER = re.compile(r"[(（]?\d{1,3}(?:[-–,]\d{1,3}){0,30}[)）]", re.ASCII)
_CLOSED_NUMBERS = re.compile(rf"(?:{_CLOSED_NUMBER.pattern}[\s,;、，]{{0,2}}){{1,30}}")
"""Such as ``1)`` and ``1),2)``."""
_POWER = re.compile(r"[-−–+]\d{1,3}", re.ASCII)
_SEPARATOR = re.compile(r"\s*(?:([-–—−])|[,;˒])\s*|\s+")
_AFTER_A_NUMBER = re.compile(r"\d[.,;:!?)\]”’\"'%]{0,3}$")
_AFTER_A_UNIT = re.compile(r"(?:^|[\s/(·×\d])(?:[kcdmnµμ]?m|ft|in|s|h|yd)$")
_RAISED = str.maketrans("0123456789-−–—+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁻⁺")
_END_OF_MARK = "\ufdd0"
"""Marks the end of a raised number while its neighbours are read; Unicode has no such character."""
_AFTER_A_MARK = re.compile(rf"(.?){_END_OF_MARK}\s*[,;]?\s*$")
_WORD = re.compile(r"[^\W_]")
_NAME = re.compile("[A-Z]")
_AT_A_BEGINNING = re.compile(r"(?:^|[\s(\[/-])$")
"""Before the number of an isotope, such as ¹⁸F."""
_ENDINGS = frozenset("st nd rd th e er re ère ème eme nde de ste".split())  # noqa: SIM905
"""The raised endings of ordinal numbers."""
_SIGNS = frozenset({"tm", "sm", "mc"})
"""Raised letters behind a name that are not citation marks: ``Drug™`` written with letters."""
_BEFORE_A_MARK = re.compile(r"[\w\].,;:!?%)”’\"']$")
_SHORT_MARK = 2
_SPACE_BEFORE = re.compile(r"\s+$")
_COMMA_BEFORE = re.compile(r"\s*[,;]?\s*$")
_LOOKED_BACK = 12
_KEPT = 64
"""This many characters before a mark may still change."""


class Run(NamedTuple):
    """A part of a line."""

    text: str
    is_raised: bool = False


def lowered(runs: Iterable[Run]) -> str:
    """The text of a line, with superscripts written as plain text.

    Numbers after a word or its stop are written as digits (``rare.1,2``), as a browser copies them. After a digit or a
    unit of measure they are written as superscripts (``10⁶``, ``m²``, ``in 2021.³``), since digits would be read as
    another number. So are numbers right before a word or a name (``¹⁸F``). White space before the others is dropped,
    and a comma separates neighbouring ones. Letters that would be read as part of a word, or as a word, are put into
    brackets (``rare[a]``), except the ending of a number (``2nd``), a letter in the middle of a name and a trade mark
    sign. Other superscripts stay as they are.

    >>> lowered([Run("Harm is rare. "), Run("1, 2", True), Run(" In 10"), Run("6", True), Run(" cells")])
    'Harm is rare.1,2 In 10⁶ cells'
    """
    done: list[str] = []
    line = ""
    groups = [(is_raised, list(group)) for is_raised, group in groupby(runs, key=attrgetter("is_raised"))]
    for place, (is_raised, group) in enumerate(groups):
        following = "".join(run.text for run in groups[place + 1][1]) if place + 1 < len(groups) else ""
        before = {
            "is_before_a_word": bool(_WORD.match(following)),
            "is_before_a_name": bool(_NAME.match(following)),
        }
        for text in (each.text for each in group) if is_raised else ("".join(each.text for each in group),):
            clean = re.sub(r"\s+", " ", text.replace(_END_OF_MARK, ""))
            line = _with_mark(line, clean.strip(), **before) if is_raised else line + clean
        if len(line) > 2 * _KEPT:
            done.append(line[:-_KEPT])
            line = line[-_KEPT:]
    return ("".join(done) + line).replace(_END_OF_MARK, "")


def as_marks(text: str) -> list[str]:
    """Raised numbers as they are written in the line; none if they are not numbers, such as ``a`` or ``-1``.

    >>> as_marks("1, 2"), as_marks("1)2)"), as_marks("st")
    (['1,2'], ['1)', '2)'], [])
    """
    numbers = text.strip(",;˒ ")
    if _CLOSED_NUMBERS.fullmatch(numbers):
        return _CLOSED_NUMBER.findall(numbers)
    return [_SEPARATOR.sub(lambda match: match[1] or ",", numbers)] if _NUMBERS.fullmatch(numbers) else []


def _with_mark(line: str, written: str, *, is_before_a_word: bool, is_before_a_name: bool) -> str:
    if _is_mark_of_letters(line.replace(_END_OF_MARK, ""), written, is_before_a_word=is_before_a_word):
        return f"{line}[{written}]"
    numbers = written.strip(",;˒ ")
    if is_before_a_name and numbers.isdecimal() and _AT_A_BEGINNING.search(line):
        return line + numbers.translate(_RAISED)
    if not _NUMBERS.fullmatch(numbers):
        return line + (written.translate(_RAISED) if _POWER.fullmatch(written) else written)
    before = line[-_LOOKED_BACK:]
    after_mark = _AFTER_A_MARK.search(before)
    numbers = _SEPARATOR.sub(lambda match: match[1] or ",", numbers)
    if after_mark is None:
        is_raised = is_before_a_word or bool(_AFTER_A_NUMBER.search(before) or _AFTER_A_UNIT.search(before))
        kept, comma = _SPACE_BEFORE.sub("", line), ""
    else:
        is_raised = after_mark[1].translate(_RAISED) == after_mark[1]
        kept, comma = _COMMA_BEFORE.sub("", line), ","
    return kept + comma + (numbers.translate(_RAISED) if is_raised else numbers) + _END_OF_MARK


def _is_mark_of_letters(line: str, written: str, *, is_before_a_word: bool) -> bool:
    """Whether raised letters would be read as part of a word, or as a word."""
    if not _WORD.match(written) or not any(character.isalpha() for character in written):
        return False
    if written.casefold() in _ENDINGS and line[-1:].isdecimal():
        return False
    if written.casefold() in _SIGNS or (line[-1:].isalpha() and is_before_a_word):
        return False
    is_alone = not line.strip() and not is_before_a_word
    is_glued = bool(_BEFORE_A_MARK.search(line)) or is_before_a_word
    return is_glued or (len(written) <= _SHORT_MARK and not is_alone)
