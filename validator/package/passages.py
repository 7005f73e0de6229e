"""Finds the recorded passages in an article's text: where they were pinned, or where they have moved to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from validator.package.article import ArticleText, sha256
from validator.package.columns import values_of
from validator.package.table import Table

_LONGEST_BULLET = 8


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A recorded passage and what stands for it in the text."""

    record: int
    """Its number in the passages table."""
    start: int
    end: int
    text: str | None
    """Its text, where it was found by its hash; None where it no longer stands in the article."""
    moved_to: int | None = None
    """Its start in the text, where that is not the recorded one."""


def find_passages(passages: Table, texts: Mapping[str, ArticleText]) -> dict[str, list[FoundPassage]]:
    """The passages of the articles in ``texts``, each article's in the order of the table.

    Those that stand where they were pinned are found first; the others are looked for wherever their opening words
    stand, but not where one was found already. A passage without usable offsets or hash is left out.
    """
    pinned: dict[str, list[_Pinned]] = {article_id: [] for article_id in texts}
    columns = [passages[name] for name in ("article_id", "start", "end", "sha256", "opening_words")]
    for record, (article_id, start, end, recorded, opening) in enumerate(zip(*map(values_of, columns), strict=True)):
        if article_id in texts and recorded and start and end and int(start) < int(end):
            pinned[article_id].append(_Pinned(record, int(start), int(end), recorded, opening))
    return {article_id: _find_in(texts[article_id].text, rows) for article_id, rows in pinned.items()}


@dataclass(frozen=True, slots=True)
class _Pinned:
    """A passage as recorded."""

    record: int
    start: int
    end: int
    sha256: str
    opening_words: str

    def stands_at(self, place: int, text: str) -> bool:
        there = text[place : place + self.end - self.start]
        return len(there) == self.end - self.start and sha256(there) == self.sha256


def _find_in(text: str, pinned: list[_Pinned]) -> list[FoundPassage]:
    in_place = [passage.stands_at(passage.start, text) for passage in pinned]
    taken = {passage.start for passage, stands in zip(pinned, in_place, strict=True) if stands}
    found, reached = [], 0
    for passage, stands in zip(pinned, in_place, strict=True):
        place: int | None = passage.start
        if not stands:
            places = (at for at in _places_of(passage.opening_words, text, reached) if at not in taken)
            place = next((at for at in places if passage.stands_at(at, text)), None)
        if place is None:
            found.append(FoundPassage(passage.record, passage.start, passage.end, None))
            continue
        taken.add(place)
        reached = place + passage.end - passage.start
        moved_to = place if place != passage.start else None
        found.append(FoundPassage(passage.record, passage.start, passage.end, text[place:reached], moved_to))
    return found


def _places_of(opening_words: str, text: str, after: int) -> Iterator[int]:
    """Where the opening words stand, those from ``after`` on first, and as far before them as bullets or quotes go."""
    if not opening_words:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, opening_words.split())))
    for begin, end in ((after, len(text)), (0, after + len(opening_words))):
        for match in pattern.finditer(text, begin, end):
            place = match.start()
            yield place
            while place and not text[place - 1].isalnum() and match.start() - place < _LONGEST_BULLET:
                place -= 1
                yield place
