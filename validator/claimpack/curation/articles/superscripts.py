"""Writes what a web page raises above the line so that it stays what it was in plain text: a citation or a power."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;˒]\s*\d{1,3}|\s*[-–—−]\s*\d{1,3}|\s+\d{1,3}){0,100}", re.ASCII)
_POWER = re.compile(r"[-−–+]\d{1,3}", re.ASCII)
_SEPARATOR = re.compile(r"\s*(?:([-–—−])|[,;˒])\s*|\s+")
_AFTER_A_NUMBER = re.compile(r"\d[.,;:!?)\]”’\"'%]{0,3}$")
_AFTER_A_UNIT = re.compile(r"(?:^|[\s/(·×\d])(?:[kcdmnµμ]?m|ft|in|s|h|yd)$")
_RAISED = str.maketrans("0123456789-−–—+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁻⁺")
_END_OF_MARK = "\ufdd0"
"""Stands behind a number that was raised while its neighbours are looked at; Unicode gives it to no character."""
_AFTER_A_MARK = re.compile(rf"(.?){_END_OF_MARK}\s*[,;]?\s*$")
_WORD = re.compile(r"[^\W_]")
_ENDINGS = frozenset("st nd rd th er re ère ème eme nde de ste".split())  # noqa: SIM905
"""What is raised behind an ordinal number."""
_SIGNS = frozenset({"tm", "sm", "mc"})
"""What is raised behind a name and is no mark: ``Drug™`` written with letters."""
_BEFORE_A_MARK = re.compile(r"[\w\].,;:!?%)”’\"']$")
_SHORT_MARK = 2
_SPACE_BEFORE = re.compile(r"\s+$")
_COMMA_BEFORE = re.compile(r"\s*[,;]?\s*$")
_LOOKED_BACK = 12
_KEPT = 64
"""This many characters before a mark can still be changed; runs of white space are shortened by then."""


class Run(NamedTuple):
    """A stretch of a line."""

    text: str
    is_raised: bool = False


def lowered(runs: Iterable[Run]) -> str:
    """The text of a line, with what is raised in it written in the line.

    Numbers after a word or its stop are written as they are (``rare.1,2``), as a browser copies them. After a digit or
    a unit of measure they are written raised (``10⁶``, ``m²``, ``in 2021.³``): there they would read as other numbers.
    White space before numbers goes, and between the numbers of neighbours a comma is put. Letters that would read as a
    part of a word, or as one, are put into brackets (``rare[a]``), except the ending of a number (``2nd``), a letter
    in the middle of a name and the sign of a trade mark. Whatever else is raised stays.

    >>> lowered([Run("Harm is rare. "), Run("1, 2", True), Run(" In 10"), Run("6", True), Run(" cells")])
    'Harm is rare.1,2 In 10⁶ cells'
    """
    done: list[str] = []
    line = ""
    groups = [(is_raised, list(group)) for is_raised, group in groupby(runs, key=_raised)]
    for place, (is_raised, group) in enumerate(groups):
        is_before_a_word = place + 1 < len(groups) and bool(
            _WORD.match("".join(run.text for run in groups[place + 1][1]))
        )
        for text in (each.text for each in group) if is_raised else ("".join(each.text for each in group),):
            clean = re.sub(r"\s+", " ", text.replace(_END_OF_MARK, ""))
            line = _with_mark(line, clean.strip(), is_before_a_word=is_before_a_word) if is_raised else line + clean
        if len(line) > 2 * _KEPT:
            done.append(line[:-_KEPT])
            line = line[-_KEPT:]
    return ("".join(done) + line).replace(_END_OF_MARK, "")


def as_mark(text: str) -> str:
    """How numbers that are raised are in the line; blank where it is no number, as ``a`` or ``-1``.

    >>> as_mark("1, 2"), as_mark("st")
    ('1,2', '')
    """
    numbers = text.strip(",;˒ ")
    return _SEPARATOR.sub(lambda match: match[1] or ",", numbers) if _NUMBERS.fullmatch(numbers) else ""


def _raised(run: Run) -> bool:
    return run.is_raised


def _with_mark(line: str, written: str, *, is_before_a_word: bool) -> str:
    if _is_mark_of_letters(line.replace(_END_OF_MARK, ""), written, is_before_a_word=is_before_a_word):
        return f"{line}[{written}]"
    numbers = written.strip(",;˒ ")
    if not _NUMBERS.fullmatch(numbers):
        return line + (written.translate(_RAISED) if _POWER.fullmatch(written) else written)
    before = line[-_LOOKED_BACK:]
    after_mark = _AFTER_A_MARK.search(before)
    numbers = _SEPARATOR.sub(lambda match: match[1] or ",", numbers)
    if after_mark is None:
        is_raised = bool(_AFTER_A_NUMBER.search(before) or _AFTER_A_UNIT.search(before))
        kept, comma = _SPACE_BEFORE.sub("", line), ""
    else:
        is_raised = after_mark[1].translate(_RAISED) == after_mark[1]
        kept, comma = _COMMA_BEFORE.sub("", line), ","
    return kept + comma + (numbers.translate(_RAISED) if is_raised else numbers) + _END_OF_MARK


def _is_mark_of_letters(line: str, written: str, *, is_before_a_word: bool) -> bool:
    """Whether letters that are raised would read as a part of a word, or as a word."""
    if not _WORD.match(written) or not any(character.isalpha() for character in written):
        return False
    if written.casefold() in _ENDINGS and line[-1:].isdecimal():
        return False
    if written.casefold() in _SIGNS or (line[-1:].isalpha() and is_before_a_word):
        return False
    is_alone = not line.strip() and not is_before_a_word
    is_glued = bool(_BEFORE_A_MARK.search(line)) or is_before_a_word
    return is_glued or (len(written) <= _SHORT_MARK and not is_alone)
