"""Finds the recorded passages in an article's text: where they were pinned, or where they have moved to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from validator.package.article import ArticleText, sha256
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

    A passage is looked for where it was pinned, and then wherever its opening words stand, but never where another
    one was found. One without usable offsets or hash is left out.
    """
    found: dict[str, list[FoundPassage]] = {article_id: [] for article_id in texts}
    taken: dict[str, set[int]] = {article_id: set() for article_id in texts}
    columns = [passages[name] for name in ("article_id", "start", "end", "sha256", "opening_words")]
    for record, (article_id, start, end, recorded, opening) in enumerate(zip(*columns, strict=True)):
        if article_id not in texts or not recorded or not start or not end or int(start) >= int(end):
            continue
        text, begin, length = texts[article_id].text, int(start), int(end) - int(start)
        for place in (begin, *_places_of(opening, text)):
            there = text[place : place + length]
            if len(there) == length and place not in taken[article_id] and sha256(there) == recorded:
                taken[article_id].add(place)
                moved_to = place if place != begin else None
                found[article_id].append(FoundPassage(record, begin, int(end), there, moved_to))
                break
        else:
            found[article_id].append(FoundPassage(record, begin, int(end), None))
    return found


def _places_of(opening_words: str, text: str) -> Iterator[int]:
    """Where the opening words stand in the text, and before them as far as bullets or quotation marks go."""
    if not opening_words:
        return
    pattern = r"\s+".join(map(re.escape, opening_words.split()))
    for match in re.finditer(pattern, text):
        place = match.start()
        yield place
        while place and not text[place - 1].isalnum() and match.start() - place < _LONGEST_BULLET:
            place -= 1
            yield place
