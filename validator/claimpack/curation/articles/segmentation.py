"""Proposes how to cut an article's normalised text into passages: lines, and within lines sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimpack.curation.articles.sentences import STOP, sentence_ends
from claimpack.package.abbreviations import is_cut_short

PassageKind = Literal["heading", "sentence", "list_item", "byline", "table_row", "caption", "reference"]
LIST_ITEM = re.compile(
    r"[•‣◦▪●○■□◆►▶➢➤✓✔\uf000-\uf0ff]\s?(?=[^\W_])|[*·–⁃-]\s|o\s(?=[A-Z])"
    r"|(?:\d{1,2}[.)]|\(\d{1,2}\)|\(?[a-z]\)|[ivx]{1,5}[.)]|\([ivx]{1,5}\))\s"
)
"""The beginning of a list item: a bullet, also as Word's symbols and PDFs have it, a number or a letter."""
_BYLINE = re.compile(
    r"(?i:(?:written|reviewed|medically reviewed|published|updated|last updated|authors?)\b)|[Bb]y [A-Z]"
)
_MARK = (
    r"(?:\s?\[\^?\d{1,3}(?:[,–-]\s?\d{1,3}){0,30}\]|(?:\[[a-z](?:,\s?[a-z]){0,5}\]){1,5}"
    r"|\d{1,3}(?:[,–-]\s?\d{1,3}){0,30}|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒,]{1,30})?"
)
_STOPPED = re.compile(rf"[.!?…;,。！？；，][\"'”’)\]]*{_MARK}$")
_NUMBERING = re.compile(r"\A\s*(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]|[A-Za-z][.)]|[IVXivx]{1,5}[.)])\s+")
_WIDE = "。！？।॥۔։።။៕"
_FULL_STOP = re.compile(rf"[.。।॥۔։።။៕][\"'”’」』)）\]]*{_MARK}[\"'”’」』)）\]]*\s*$")
_ANY_STOP = re.compile(
    rf"{STOP}[\"'”’)\]]*{_MARK}[\"'”’)]*\s+(?=\S)|[{_WIDE}؟](?=.*\w)|(?<=[^\W\d_]{{2}})[.!?](?=[^\W\d_a-z])"
)
_LABEL = re.compile(
    r"(?:fig(?:ure)?|tab(?:le)?|box|panel|appendix|abb(?:ildung)?|tabelle|tableau|figura|tabla|tabela|図|表|图)\.?\s?[A-Z]?\d{1,3}[a-z]?\.?",
    re.IGNORECASE,
)
"""The label of a figure or a table alone: ``Table 1.``"""
_LIKE_A_CELL = re.compile("[|¦←↑]")
_LONGEST_HEADING = 14
_LONGEST_HEADING_CHARACTERS = 120
_LONGEST_BYLINE = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text that should be a passage: half-open code-point offsets, and its kind."""

    start: int
    end: int
    kind: PassageKind


def segment(
    text: str,
    start: int = 0,
    end: int | None = None,
    kinds: Mapping[int, PassageKind] | None = None,
    language: str = "en",
    marks: Sequence[int] = (),
    wraps: Container[int] = (),
) -> Iterator[Segment]:
    """Cuts ``text[start:end]`` into passages that leave out only white space; a list item keeps its bullet.

    Args:
        text: the article's normalised text.
        start: where to begin.
        end: where to stop; at the end of the text if left out.
        kinds: the kinds of lines by their offsets; other lines are list items, if they begin like one, or else text.
        language: the text's language, as a BCP 47 tag; its abbreviations don't end sentences.
        marks: the ends of citation marks that follow a number and the full stop of its sentence, in order.
        wraps: the offsets of line ends at which a line goes on.
    """
    for begin, until in _lines(text, start, len(text) if end is None else end, wraps):
        first, last = _trim(text, begin, until)
        if first < last:
            kind = (kinds or {}).get(first) or _kind(text[first:last])
            yield from _segment_line(text, first, last, kind, language, marks)


def _lines(text: str, start: int, end: int, wraps: Container[int]) -> Iterator[tuple[int, int]]:
    """The lines of a part of the text; those that are only wrapped are one."""
    begin = -1
    for line in re.finditer(r"[^\n]+", text[start:end]):
        begin = start + line.start() if begin < 0 else begin
        until = start + line.end()
        if until not in wraps:
            yield begin, until
            begin = -1
    if begin >= 0:
        yield begin, end


def _segment_line(
    text: str, start: int, end: int, kind: PassageKind, language: str, marks: Sequence[int]
) -> Iterator[Segment]:
    if kind != "sentence":
        yield Segment(start, end, kind)
        return
    begin = 0
    line = text[start:end]
    own = marks[bisect_right(marks, start) : bisect_left(marks, end)]
    for stop in sorted({*sentence_ends(line, language), *(each - start for each in own)}):
        if begin < stop < len(line):
            yield Segment(*_trim(text, start + begin, start + stop), kind)
            begin = stop
    yield Segment(*_trim(text, start + begin, end), kind)


def _kind(line: str) -> PassageKind:
    """The kind of a line by its beginning; only a page or a person can make it a heading."""
    return "list_item" if LIST_ITEM.match(line) else "sentence"


def looks_like_a_byline(line: str) -> bool:
    """Whether a line only says who wrote or reviewed an article, or when."""
    return bool(_BYLINE.match(line)) and len(line.split()) <= _LONGEST_BYLINE and not _STOPPED.search(line)


def may_be_a_heading(line: str) -> bool:
    """Whether a line is short and does not end like a sentence, so that a person should be asked if it is a heading."""
    if _STOPPED.search(line) and not line.endswith("?"):
        return False
    return len(line.split()) <= _LONGEST_HEADING and len(line) <= _LONGEST_HEADING_CHARACTERS


def may_hold_a_claim(heading: str) -> bool:
    """Whether a heading of a page reads like sentences or a table row, so that a person must confirm it.

    >>> [may_hold_a_claim(each) for each in ("1. Risks: what is known?", "Fever is rare.", "Safe? Yes", "Death | 1")]
    [False, True, True, True]
    """
    if _LABEL.fullmatch(heading.strip()):
        return False
    text = _NUMBERING.sub("", heading)
    if _LIKE_A_CELL.search(text) or _FULL_STOP.search(text):
        return True
    return any(not is_cut_short(text, match.start()) for match in _ANY_STOP.finditer(text))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
