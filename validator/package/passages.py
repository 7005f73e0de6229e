"""Finds the recorded passages in an article's text: where they were pinned, or where they have moved to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from validator.package.article import ArticleText, sha256
from validator.package.table import Table

_LONGEST_BULLET = 4


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

    A passage without usable offsets or hash is left out.
    """
    found: dict[str, list[FoundPassage]] = {article_id: [] for article_id in texts}
    columns = [passages[name] for name in ("article_id", "start", "end", "sha256", "opening_words")]
    for record, (article_id, start, end, recorded, opening) in enumerate(zip(*columns, strict=True)):
        if article_id in texts and start and end and recorded:
            found[article_id].append(_find(record, int(start), int(end), recorded, opening, texts[article_id].text))
    return found


def _find(record: int, start: int, end: int, recorded: str, opening_words: str, text: str) -> FoundPassage:
    for place in (start, *_places_of(opening_words, text)):
        there = text[place : place + end - start]
        if start < end and sha256(there) == recorded:
            return FoundPassage(record, start, end, there, place if place != start else None)
    return FoundPassage(record, start, end, None)


def _places_of(opening_words: str, text: str) -> Iterator[int]:
    """Where the opening words stand in the text, and a little before, for a bullet or quotation mark in front."""
    at = text.find(opening_words) if opening_words else -1
    while at >= 0:
        yield from range(at, max(at - _LONGEST_BULLET, 0) - 1, -1)
        at = text.find(opening_words, at + 1)
