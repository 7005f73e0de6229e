"""Finds the recorded passages in an article's text: where they were pinned, or where they have moved to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claimpack.package.article import ArticleText, sha256
from claimpack.package.limits import PASSAGE_READINGS, SEARCH_READINGS
from claimpack.package.table import Table

_LONGEST_BULLET = 8
_SHORTEST_TEXT = 1_000
"""A shorter text has the same limits as one of this many characters."""
_A_TRY = 500
"""Checking one place takes about as long as reading this many characters."""
_NO_LIMIT = 1 << 62


class FoundPassage(NamedTuple):
    """A recorded passage and its text."""

    record: int
    start: int
    end: int
    text: str | None
    """Its text, if it was found by its hash; None if it is no longer in the article."""
    moved_to: int | None = None
    """Its start in the text, if that is not the recorded one."""
    searched: bool = True
    """Whether the search was completed. If not, the passage may be in the article although ``text`` is None."""


class FoundPassages(NamedTuple):
    """The passages of an article with their text."""

    found: list[FoundPassage]
    unread: int = 0
    """How many passages were not looked at, since they overlap more than ``PASSAGE_READINGS`` allows."""


def find_passages(
    passages: Table, texts: Mapping[str, ArticleText], *, is_bounded: bool = True
) -> dict[str, FoundPassages]:
    """The passages of the articles in ``texts``.

    Passages that are where they were pinned are found first. The others are searched for wherever their opening words
    occur, except where a passage was found already. A passage without usable offsets or hash is left out.

    Args:
        passages: the passages of any article.
        texts: the articles' texts by their ids.
        is_bounded: whether ``PASSAGE_READINGS`` and ``SEARCH_READINGS`` apply. If passages overlap more than the first
            allows, the longest are not read.
    """
    pinned: dict[str, list[_Pinned]] = {article_id: [] for article_id in texts}
    rows = passages.rows("article_id", "start", "end", "sha256", "opening_words")
    for record, (article_id, start, end, recorded, opening) in enumerate(rows):
        if article_id in texts and recorded and start and end and int(start) < int(end):
            pinned[article_id].append(_Pinned(record, int(start), int(end), recorded, opening))
    return {
        article_id: _find_in(texts[article_id].text, rows, is_bounded=is_bounded) for article_id, rows in pinned.items()
    }


class _Pinned(NamedTuple):
    """A passage as recorded."""

    record: int
    start: int
    end: int
    sha256: str
    opening_words: str

    @property
    def length(self) -> int:
        return self.end - self.start

    def is_at(self, place: int, text: str) -> bool:
        end = place + self.length
        return end <= len(text) and sha256(text[place:end]) == self.sha256


def _find_in(text: str, pinned: list[_Pinned], *, is_bounded: bool) -> FoundPassages:
    readings = max(len(text), _SHORTEST_TEXT)
    room = readings * PASSAGE_READINGS if is_bounded else _NO_LIMIT
    read = _shortest(pinned, text, room)
    in_place = [passage.is_at(passage.start, text) for passage in read]
    unmoved = [passage for passage, stays in zip(read, in_place, strict=True) if stays]
    search = _Search(text, readings * SEARCH_READINGS if is_bounded else _NO_LIMIT)
    search.room = room - sum(passage.length for passage in unmoved)
    taken = {passage.start for passage in unmoved}
    found, reached = [], 0
    for passage, stays in zip(read, in_place, strict=True):
        place, searched = (passage.start, True) if stays else search.find(passage, reached, taken)
        if place is None:
            found.append(FoundPassage(passage.record, passage.start, passage.end, None, searched=searched))
            continue
        taken.add(place)
        reached = place + passage.length
        moved_to = place if place != passage.start else None
        found.append(FoundPassage(passage.record, passage.start, passage.end, text[place:reached], moved_to))
    return FoundPassages(found, len(pinned) - len(read))


def _shortest(pinned: list[_Pinned], text: str, room: int) -> list[_Pinned]:
    """The shortest passages that together have at most ``room`` characters of the text, in their order."""
    lengths = [max(min(passage.end, len(text)) - passage.start, 0) for passage in pinned]
    if sum(lengths) <= room:
        return pinned
    chosen = set()
    for number in sorted(range(len(pinned)), key=lengths.__getitem__):
        room -= lengths[number]
        if room < 0:
            break
        chosen.add(number)
    return [passage for number, passage in enumerate(pinned) if number in chosen]


class _Search:
    """Searches for passages that have moved, until it has read a given number of characters.

    A passage may use up at most half of what is left, so that a long one that begins with a common word leaves enough
    for those that follow.
    """

    def __init__(self, text: str, left: int) -> None:
        self.room = 0
        """How many characters the passages that are still to be found may have together."""
        self._text = text
        self._left = left
        self._line: OneLine | None = None

    def find(self, passage: _Pinned, after: int, taken: AbstractSet[int]) -> tuple[int | None, bool]:
        """Where the passage is, if it is there, and whether that is certain.

        Args:
            passage: what to look for.
            after: where to begin.
            taken: the places of other passages.
        """
        if passage.length > len(self._text) or not passage.opening_words.split():
            return None, True
        if passage.length > self.room or self._left <= 0:
            return None, False
        enough = self._left // 2
        for place in self._places(passage.opening_words, after):
            self._left -= _A_TRY
            if place not in taken and place + passage.length <= len(self._text):
                self._left -= passage.length
                if passage.is_at(place, self._text):
                    self.room -= passage.length
                    return place, True
            if self._left < enough:
                return None, False
        return None, True

    def _places(self, words: str, after: int) -> Iterator[int]:
        """Where the words occur, first from ``after`` on, and the places before them that bullets or quotes take up."""
        if self._line is None:
            self._line = OneLine(self._text)
        for begin, end in ((after, len(self._text)), (0, after + len(words))):
            at = self._line.at(begin)
            for first, reached in self._line.find(" ".join(words.split()), at, self._line.at(end)):
                self._left -= reached - at
                at = reached
                if first is None:
                    break
                place = first
                yield place
                while place and not self._text[place - 1].isalnum() and first - place < _LONGEST_BULLET:
                    place -= 1
                    yield place


class OneLine:
    """A text in one line, with single spaces, and the place in the text of each place in the line.

    So words are found whatever white space is between them, and every search takes about the same time.
    """

    def __init__(self, text: str) -> None:
        self._line = re.sub(r"\s+", " ", text)
        self._in_text, self._in_line = [0], [0]
        """The places behind each longer run of white space, in the text and in the line."""
        for run in re.finditer(r"\s{2,}", text):
            self._in_line.append(self._in_line[-1] + run.start() + 1 - self._in_text[-1])
            self._in_text.append(run.end())

    def at(self, place: int) -> int:
        """Where a place of the text is in the line."""
        run = bisect_right(self._in_text, place) - 1
        here = self._in_line[run] + place - self._in_text[run]
        return min([here, *self._in_line[run + 1 : run + 2]])

    def find(self, words: str, begin: int, end: int) -> Iterator[tuple[int | None, int]]:
        """Where in the text the words occur, one place after another, and finally None.

        Args:
            words: with single spaces between them.
            begin: where to begin in the line.
            end: where to end in the line.

        Yields:
            The place in the text, and how far the line has been read for it.
        """
        while (at := self._line.find(words, begin, end)) >= 0:
            begin = at + len(words)
            run = bisect_right(self._in_line, at) - 1
            yield self._in_text[run] + at - self._in_line[run], begin
        yield None, max(begin, min(end, len(self._line)))
