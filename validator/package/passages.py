"""Finds the recorded passages in an article's text: where they were pinned, or where they have moved to."""

from __future__ import annotations

from collections.abc import Iterator
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


def find_passages(passages: Table, article_id: str, article: ArticleText) -> list[FoundPassage]:
    """The passages of one article, in the order of the table; those without usable offsets and hash are left out."""
    starts, ends = passages.integers("start"), passages.integers("end")
    hashes, opening = passages["sha256"], passages["opening_words"]
    usable = (passages["article_id"] == article_id) & starts.notna() & ends.notna() & (hashes != "")
    found = []
    for record in passages.records_where(usable):
        start, end = int(starts.iloc[record]), int(ends.iloc[record])
        for place in (start, *_places_of(opening.iloc[record], article.text)):
            text = article.text[place : place + end - start]
            if start < end and sha256(text) == hashes.iloc[record]:
                found.append(FoundPassage(record, start, end, text, place if place != start else None))
                break
        else:
            found.append(FoundPassage(record, start, end, None))
    return found


def _places_of(opening_words: str, text: str) -> Iterator[int]:
    """Where the opening words stand in the text, and a little before, for a bullet or quotation mark in front."""
    at = text.find(opening_words) if opening_words else -1
    while at >= 0:
        yield from range(at, max(at - _LONGEST_BULLET, 0) - 1, -1)
        at = text.find(opening_words, at + 1)
