"""What changed in the sources that claims cite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change, change
from validator.changes.papers import IDENTIFIERS, is_another_paper, same
from validator.changes.ranks import is_less
from validator.changes.records import ChangedCell, Matched
from validator.changes.resting import Resting
from validator.changes.sameness import items_of
from validator.changes.scopeturns import Trees, scope_turn

_GRAVITY = {"none_found": 0, "corrected": 1, "concern": 2, "retracted": 3}
"""How grave it is what became of a paper; what is not named here is not known."""
_OF_SCOPE = ("intervention", "routes", "population", "comparator")


def source_changes(found: Matched, resting: Resting, trees: Trees) -> Iterator[Change]:
    """The changes of the sources, each with the claims that cite the source.

    Args:
        found: the sources of both versions, side by side.
        resting: which claims rest on what.
        trees: the hierarchies of the concepts of both versions.
    """
    for records, record, name, is_new in found.come_and_gone():
        title = said("sources", "title", records.cell(record, "title"))
        kind, what = ("source-added", "new") if is_new else ("source-removed", "gone")
        message = f"{name}, {title}, is {what}" if title != "blank" else f"{name} is {what}"
        row = records.row(record)
        yield change(kind, "sources", name, message, record=row, claims=resting.on_sources([name]))
    for cell in found.changed_cells():
        claims = resting.on_sources([cell.name])
        for kind, message, was, now in _kinds(cell, found, trees):
            yield change(kind, "sources", cell.name, message, column=cell.column, before=was, after=now, claims=claims)


def _kinds(cell: ChangedCell, found: Matched, trees: Trees) -> Iterator[tuple[str, str, str, str]]:
    """The kinds of change that one cell stands for, each with the message and what was and is."""
    message = was_and_is("sources", cell.column, cell.before, cell.after)
    if cell.column == "superseded_by":
        old, new = set(items_of(cell.before_now)), set(items_of(cell.after))
        for each in sorted(new - old):
            yield "source-superseded", f"{each} now supersedes it", "", each
        for each in sorted(old - new):
            yield "supersession-withdrawn", f"{each} no longer supersedes it", each, ""
    elif cell.column in _OF_SCOPE:
        turn, why = scope_turn(cell, trees)
        yield f"source-scope-{turn}", f"{message}: {why}" if why else message, cell.before, cell.after
    else:
        yield _kind(cell, found), message, cell.before, cell.after


def _kind(cell: ChangedCell, found: Matched) -> str:
    before, after = cell.before.strip(), cell.after.strip()
    match cell.column:
        case "status":
            return f"source-{after}"
        case "retraction_status":
            return _retraction_kind(_GRAVITY.get(before), _GRAVITY.get(after))
        case "population_size":
            return "source-population-shrunk" if is_less(before, after) else "source-changed"
        case column if column in IDENTIFIERS and before:
            is_same = same(before, after) or (after and _was_identified_since(cell, found))
            return "source-changed" if is_same else "source-replaced"
        case "title" if after and before and not _was_identified_since(cell, found):
            old, new = partial(found.old.cell, cell.old), partial(found.new.cell, cell.new)
            return "source-replaced" if is_another_paper(old, new) else "source-changed"
        case "url" if not after and any(found.new.cell(cell.new, column).strip() for column in IDENTIFIERS):
            return "source-changed"  # which is for papers that have no identifier
    return "source-changed" if after else "source-detail-dropped"


def _was_identified_since(cell: ChangedCell, found: Matched) -> bool:
    """Whether it became known which paper the source is, so that what is told of it is told of the same one."""
    was, now = found.old.cell(cell.old, "status").strip(), found.new.cell(cell.new, "status").strip()
    return was == "unidentified" and now == "identified"


def _retraction_kind(old: int | None, new: int | None) -> str:
    if new is None:
        return "source-changed" if old is None else "retraction-withdrawn" if old else "retraction-check-dropped"
    if old is not None and new < old:
        return "retraction-withdrawn"
    if new == 0:
        return "source-changed"
    return "source-corrected" if new == 1 else "source-retracted"
