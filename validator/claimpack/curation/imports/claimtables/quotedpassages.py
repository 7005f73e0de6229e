"""Finds quotes in articles' texts: in a passage that is recorded, or as a new passage of a new article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.package.article import ArticleText, normalise, opening_and_closing_words, sha256
from claimpack.package.package import Package
from claimpack.package.passages import OneLine, find_passages

_ENDS = " .,;:\"'“”‘’…"
"""What people add at the ends of a quote, or leave out."""
_SIGNS = str.maketrans({**dict.fromkeys("‘’‚´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
"""Signs that programs exchange for one another in what people copy."""
_SHORTEST = 12
"""A shorter quote could be anywhere."""


class QuoteNotFoundError(Exception):
    """A quote is not in the text, or is in a place without claims; the message says which."""


class _Recorded(NamedTuple):
    """A passage that is recorded or is being added."""

    start: int
    end: int
    passage_id: str
    coverage: str


@dataclass(slots=True)
class _Article:
    text: ArticleText
    line: OneLine
    plain: OneLine
    """The same with plain signs."""
    recorded: list[_Recorded]
    rest: set[str]
    """Ids of passages that an import made from text between quotes: another quote may be cut out of them."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The places of quotes outside of recorded passages, or in one of ``rest``."""

    def at(self, place: int) -> _Recorded | None:
        """The passage that is at a place."""
        found = bisect_right(self.recorded, place, key=lambda each: each.start) - 1
        return self.recorded[found] if found >= 0 and place < self.recorded[found].end else None

    def claimable(self, starts: list[int]) -> list[int]:
        """The places where a claim is possible, the first one in each passage; the first of all if there is none."""
        if not self.recorded:
            return starts
        found: dict[str, int] = {}
        for start in starts:
            passage = self.at(start)
            if passage and passage.passage_id in self.rest:
                found[f"{passage.passage_id}:{start}"] = start
            elif passage and passage.coverage != "none":
                found.setdefault(passage.passage_id, start)
        return list(found.values()) or starts[:1]


class QuotedPassages:
    """Passages for quotes."""

    def __init__(self, package: Package) -> None:
        """Reads the passages of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        self._passages = package.table("passages")
        self._articles: dict[str, _Article] = {}
        self._known = set(self._passages.cells("article_id"))

    def give_text(self, article_id: str, text: ArticleText, rest_reason: str) -> None:
        """Sets the text of an article, and the person's reason why the text between its quotes has no claims."""
        recorded, rest = [], set()
        found_passages = find_passages(self._passages, {article_id: text})[article_id].found
        for found in found_passages if article_id in self._known else ():
            if found.text is not None:
                start = found.start if found.moved_to is None else found.moved_to
                columns = ("passage_id", "coverage", "coverage_reason")
                passage_id, coverage, reason = (self._passages.cells(column)[found.record] for column in columns)
                recorded.append(_Recorded(start, start + len(found.text), passage_id, coverage))
                if coverage == "none" and reason == rest_reason and found.moved_to is None:
                    rest.add(passage_id)
        lines = OneLine(text.text), OneLine(text.text.translate(_SIGNS))
        self._articles[article_id] = _Article(text, *lines, sorted(recorded), rest)

    def place(self, article_id: str, quote: str) -> int:
        """Adds a quote and returns where it begins in the text.

        Raises:
            QuoteNotFoundError: if it is not there, or is in several places.
        """
        article = self._articles[article_id]
        words = " ".join(normalise(quote).split())
        written = dict.fromkeys((words, words.strip(_ENDS)))
        searched = [(article.line, each) for each in written]
        searched += [(article.plain, each.translate(_SIGNS)) for each in written]
        for line, each in searched:
            if len(each) < _SHORTEST:
                continue
            starts = [start for start, _ in line.find(each, 0, len(article.text.text)) if start is not None]
            if len(starts) > 1:
                starts = article.claimable(starts)
            if len(starts) > 1:
                raise QuoteNotFoundError(
                    f"the quote is in the article's text {len(starts):,} times: quote more of the text around it"
                )
            for start in starts:
                end = _end(article.text.text, start, each)
                if not article.recorded:
                    article.spans.append((start, end))
                passage = article.at(start)
                if passage and passage.passage_id in article.rest:
                    article.spans.append((start, min(end, passage.end)))
                return start
        raise QuoteNotFoundError(
            "the quote is not in the article's text: check that the quote is from the same version"
        )

    def settle(self) -> None:
        """Joins quotes that overlap; to be called when all have been added."""
        for article in self._articles.values():
            merged: list[tuple[int, int]] = []
            for start, end in sorted(article.spans):
                if merged and start < merged[-1][1]:
                    merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
                else:
                    merged.append((start, end))
            article.spans = merged

    def new_passages(self, article_id: str, number: int, rest_reason: str) -> list[dict[str, str]]:
        """The rows of new passages: one for each quote, and one for the text between two quotes.

        If the article has passages already, those of ``rest`` that contain quotes are cut, and their rows are included:
        the first piece without a claim keeps the id.

        Args:
            article_id: the article.
            number: the number of the first new passage's id.
            rest_reason: the person's reason why the text between quotes has no claims.
        """
        article = self._articles[article_id]
        text, quotes = article.text.text, set(article.spans)
        whole = [_Recorded(0, len(text), "", "")] if not article.recorded else []
        rest = (each for each in article.recorded if each.passage_id in article.rest)
        cut = [each for each in rest if any(each.start <= start < each.end for start, _ in quotes)]
        article.recorded = [each for each in article.recorded if each not in cut]
        changed = set()
        for begin, finish, kept, _ in whole or cut:
            inside = [span for span in article.spans if begin <= span[0] < finish]
            pieces = list(_tiled(text, inside, begin, finish))
            heir = next((piece for piece in pieces if piece not in quotes), pieces[0])
            for piece in pieces:
                is_kept = kept and piece == heir
                passage_id = kept if is_kept else f"P{number:03}"
                number += not is_kept
                changed.add(passage_id)
                article.recorded.append(_Recorded(*piece, passage_id, "claims" if piece in quotes else "none"))
        article.recorded.sort()
        rows: list[dict[str, str]] = []
        for position, (start, end, passage_id, coverage) in enumerate(article.recorded, 1):
            row = {"passage_id": passage_id, "position": str(position)}
            if passage_id in changed:
                opening, closing = opening_and_closing_words(text[start:end])
                row |= {"article_id": article_id, "kind": "sentence", "start": str(start), "end": str(end)}
                row |= {"sha256": sha256(text[start:end]), "opening_words": opening, "closing_words": closing}
                row |= {"coverage": coverage, "coverage_reason": "" if coverage == "claims" else rest_reason}
            rows.append(row)
        return rows if changed else []

    def passage_at(self, article_id: str, place: int) -> str:
        """The passage that is at a place.

        Raises:
            QuoteNotFoundError: if there is none, or it has no claims.
        """
        passage = self._articles[article_id].at(place)
        if passage is None:
            raise QuoteNotFoundError("the quote is in no recorded passage: run claimpack anchor on the article first")
        if passage.coverage == "none":
            what = f"the quote is in {passage.passage_id}, whose coverage is none"
            raise QuoteNotFoundError(f"{what}: set it to claims first")
        return passage.passage_id

    def text(self, article_id: str) -> ArticleText:
        """The text of an article."""
        return self._articles[article_id].text

    def is_used(self, article_id: str) -> bool:
        """Whether a quote was found in it, outside of recorded passages."""
        return bool(self._articles[article_id].spans)


def _end(text: str, start: int, words: str) -> int:
    """Where words that begin at ``start`` end, whatever white space is between them."""
    place = start
    for word in words.split(" "):
        while text[place].isspace():
            place += 1
        place += len(word)
    return place


def _tiled(text: str, spans: list[tuple[int, int]], begin: int, finish: int) -> Iterator[tuple[int, int]]:
    """The spans and the parts between them, from one place to another, without white space at their ends."""
    reached = begin
    for start, end in [*spans, (finish, finish)]:
        between = text[reached:start]
        if between.strip():
            first = reached + len(between) - len(between.lstrip())
            yield first, first + len(between.strip())
        if start < end:
            yield start, end
        reached = end
