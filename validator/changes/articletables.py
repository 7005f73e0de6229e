"""What changed in the articles, how they are cut into passages, and what their citation numbers stand for."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellchange import cell_change
from validator.changes.change import Change, change
from validator.changes.records import ChangedCell, Matched
from validator.changes.resting import Resting
from validator.changes.sameness import items_of, words_of

_PINNING = ("article_id", "kind", "start", "end", "sha256")
"""The columns that say which words of an article a passage is, and what they are in its layout."""


def article_changes(found: Matched) -> Iterator[Change]:
    """The changes of the articles."""
    for records, record, name, is_new in found.come_and_gone():
        kind, what = ("article-added", "new") if is_new else ("article-removed", "gone")
        yield change(kind, "articles", name, f"{name} is {what}", record=records.row(record))
    for cell in found.changed_cells():
        yield cell_change(_article_kind(cell), "articles", cell)


def passage_changes(found: Matched, resting: Resting, articles: Matched | None) -> Iterator[Change]:
    """The changes of the passages, each with the claims that stand on the passage.

    Args:
        found: the passages of both versions, side by side.
        resting: which claims rest on what.
        articles: the articles of both versions; None if they can't be compared.
    """
    gone = {name for _, _, name, is_new in articles.come_and_gone() if not is_new} if articles else set()
    cells = articles.changed_cells() if articles else ()
    edited = {cell.name for cell in cells if cell.column == "text_sha256"}
    for records, record, name, is_new in found.come_and_gone():
        went_along = not is_new and records.cell(record, "article_id") in gone
        kind = "passage-added" if is_new else "passage-gone-with-article" if went_along else "passage-removed"
        message = f"{name} is {'new' if is_new else 'gone'}"
        claims = resting.on_passages([name])
        yield change(kind, "passages", name, message, record=records.row(record), claims=claims)
    for cell in found.changed_cells():
        is_anew = found.new.cell(cell.new, "article_id") in edited
        kind = _passage_kind(cell, is_anew=is_anew)
        yield cell_change(kind, "passages", cell, resting.on_passages([cell.name]))


def reference_changes(found: Matched) -> Iterator[Change]:
    """The changes of the references."""
    for records, record, name, is_new in found.come_and_gone():
        kind, what, stood = ("reference-added", "new", "stands") if is_new else ("reference-removed", "gone", "stood")
        message = f"{name} is {what}: it {stood} for {records.cell(record, 'source_id')}"
        yield change(kind, "references", name, message, record=records.row(record))
    for cell in found.changed_cells():
        yield cell_change("reference-changed", "references", cell)


def _article_kind(cell: ChangedCell) -> str:
    if cell.column == "text_sha256":
        return "article-text-changed"
    if cell.column == "competing_interest" and cell.before.strip():
        if not cell.after.strip():
            return "disclosure-dropped"
        return "article-changed" if words_of(cell.before) <= words_of(cell.after) else "disclosure-changed"
    return "article-changed"


def _passage_kind(cell: ChangedCell, *, is_anew: bool) -> str:
    """The kind of change of a passage's cell.

    Args:
        cell: what changed.
        is_anew: whether the article's text is another one, so that its passages had to be pinned anew.
    """
    match cell.column:
        case "coverage":
            return "passage-uncovered" if cell.after.strip() == "none" else "passage-covered"
        case "citation_numbers":
            is_less = set(items_of(cell.before)) - set(items_of(cell.after))
            return "passage-citations-dropped" if is_less else "passage-citations-changed"
        case "opening_words" | "closing_words" if not cell.after.strip() and not is_anew:
            return "passage-words-dropped"
        case column if column in _PINNING:
            return "passage-repinned" if is_anew and column != "article_id" else "passage-changed"
    return "passage-described"
