"""What changed in the articles, how they are cut into passages, and what their citation numbers stand for."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellwords import was_and_is
from validator.changes.change import Change
from validator.changes.kinds import BY_NAME
from validator.changes.records import Matched

_ADDED = {"articles": "article-added", "passages": "passage-added", "references": "reference-added"}
_REMOVED = {"articles": "article-removed", "passages": "passage-removed", "references": "reference-removed"}


def article_changes(found: Matched) -> Iterator[Change]:
    """The changes of the articles, the passages or the references."""
    table = found.new.table.name
    for kinds, what, records, positions in (
        (_REMOVED, "is gone", found.old, found.removed),
        (_ADDED, "is new", found.new, found.added),
    ):
        for record in map(int, positions):
            name = str(records.keys[record])
            message = f"{name} {what}"
            if table == "references":
                stood, source = ("stood" if what == "is gone" else "stands"), records.cell(record, "source_id")
                message += f": it {stood} for {source}"
            yield Change(BY_NAME[kinds[table]], table, name, message, record=records.row(record))
    for name, column, before, after in found.changed_cells():
        kind = _kind(table, column, after)
        message = was_and_is(table, column, before, after)
        yield Change(BY_NAME[kind], table, name, message, "", column, before, after)


def _kind(table: str, column: str, after: str) -> str:
    match table, column:
        case "references", _:
            return "reference-changed"
        case "passages", "coverage":
            return "passage-uncovered" if after.strip() == "none" else "passage-covered"
        case "passages", "citation_numbers":
            return "passage-citations-changed"
        case "passages", _:
            return "passage-changed"
        case _, "text_sha256":
            return "article-text-changed"
        case _, "competing_interest" if not after.strip():
            return "disclosure-dropped"
    return "article-changed"
