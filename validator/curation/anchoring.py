"""Pins passages to an article's text: finds those already recorded and proposes passages for the rest of the text."""

from __future__ import annotations

from dataclasses import dataclass

from validator.curation.segment import Segment, segment
from validator.package.article import ArticleText, opening_and_closing_words, sha256
from validator.package.citations import citation_marks
from validator.package.passages import find_passages
from validator.package.table import Table
from validator.package.tableschema import LIST_DELIMITER

_NO_CLAIM = {"heading": "Heading.", "byline": "Byline."}


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What pinning an article's passages comes to."""

    rows: list[dict[str, str]]
    """The passages that stand in the text, old and new, as rows of the passages table in the order of the text."""
    new: list[str]
    moved: list[str]
    gone: list[str]
    """Ids of the recorded passages that no longer stand in the text."""


def anchor(
    passages: Table, article_id: str, article: ArticleText, listed: set[int], trusted: frozenset[str] = frozenset()
) -> Anchoring:
    """Pins the passages of one article.

    Args:
        passages: the recorded passages, of any article.
        article_id: the article's id.
        article: its text.
        listed: the citation numbers of its reference list; where it is empty, every mark is taken for a citation.
        trusted: ids of passages whose recorded offsets hold and whose hash and words are to be written anew.
    """
    text = article.text
    columns = list(passages.schema.fields)
    old: list[tuple[int, int, dict[str, str]]] = []
    moved: list[str] = []
    orphans: dict[str, list[dict[str, str]]] = {}
    found_at = {found.record: found for found in find_passages(passages, {article_id: article})[article_id]}
    for record in passages.records_where(passages["article_id"] == article_id):
        row = {column: str(passages.as_written(column).iloc[record]) for column in columns}
        found = found_at.get(record)
        if found is not None and row["passage_id"] in trusted:
            old.append((found.start, min(found.end, len(text)), row))
        elif found is None or found.text is None:
            orphans.setdefault(row["sha256"], []).append(row)
        else:
            start = found.start if found.moved_to is None else found.moved_to
            if found.moved_to is not None:
                moved.append(row["passage_id"])
            old.append((start, start + len(found.text), row))
    old.sort(key=lambda placed: placed[:2])
    placed = list(old)
    reached = 0
    for start, end, _ in [*old, (len(text), len(text), {})]:
        for part in segment(text, reached, max(start, reached)):
            same_text = orphans.get(sha256(text[part.start : part.end]))
            if same_text:  # its offsets were wrong, its text is there
                row = same_text.pop(0)
                moved.append(row["passage_id"])
            else:
                row = _fresh(text, part, article_id, columns, listed)
            placed.append((part.start, part.end, row))
        reached = max(reached, end)
    placed.sort(key=lambda at: at[:2])
    gone = [row["passage_id"] for rows in orphans.values() for row in rows]
    return Anchoring(*_number(placed, text, _next_number(passages)), moved, gone)


def _fresh(text: str, part: Segment, article_id: str, columns: list[str], listed: set[int]) -> dict[str, str]:
    """The row of a passage that is new."""
    marks = citation_marks(text[part.start : part.end], listed or set(range(1, 1000)))
    return dict.fromkeys(columns, "") | {
        "article_id": article_id,
        "kind": part.kind,
        "citation_numbers": LIST_DELIMITER.join(map(str, sorted(marks.certain))),
        "coverage": "none" if part.kind in _NO_CLAIM else "claims",
        "coverage_reason": _NO_CLAIM.get(part.kind, ""),
    }


def _number(
    placed: list[tuple[int, int, dict[str, str]]], text: str, number: int
) -> tuple[list[dict[str, str]], list[str]]:
    rows: list[dict[str, str]] = []
    new: list[str] = []
    for position, (start, end, row) in enumerate(placed, 1):
        if not row["passage_id"]:
            row["passage_id"] = f"P{number:03}"
            new.append(row["passage_id"])
            number += 1
        opening, closing = opening_and_closing_words(text[start:end])
        row |= {
            "position": str(position),
            "start": str(start),
            "end": str(end),
            "sha256": sha256(text[start:end]),
            "opening_words": opening,
            "closing_words": closing,
        }
        rows.append(row)
    return rows, new


def _next_number(passages: Table) -> int:
    ids = [identifier[1:] for identifier in passages["passage_id"] if identifier[:1] == "P"]
    return max((int(number) for number in ids if number.isdecimal()), default=0) + 1
