"""What changed in the sources that claims cite."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change, change
from validator.changes.ranks import is_less
from validator.changes.records import ChangedCell, Matched
from validator.changes.resting import Resting
from validator.changes.sameness import items_of
from validator.changes.scopeturns import Trees, scope_turn

_GRAVITY = {"none_found": 0, "corrected": 1, "concern": 2, "retracted": 3}
"""How grave it is what became of a paper; what is not named here is not known."""
_IDENTIFIERS = ("doi", "pmid", "pmcid")
_OF_SCOPE = ("intervention", "routes", "population", "comparator")
_OF_A_PAPER = ("authors", "container_title", "issued_on")
"""What is another one as well where a source is given another title because it is another paper."""


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
        case column if column in _IDENTIFIERS and before:
            return "source-changed" if _folded(before) == _folded(after) else "source-replaced"
        case "title" if after and before and _is_another_paper(cell, found):
            return "source-replaced"
        case "url" if not after and any(found.new.cell(cell.new, column).strip() for column in _IDENTIFIERS):
            return "source-changed"  # which is for papers that have no identifier
    return "source-changed" if after else "source-detail-dropped"


def _is_another_paper(title: ChangedCell, found: Matched) -> bool:
    """Whether a source with another title is likely another paper: more than the title is, or nothing else is told."""
    if _folded(title.before) == _folded(title.after):
        return False
    was_identified = any(found.old.cell(title.old, column).strip() for column in _IDENTIFIERS)
    return not was_identified or any(_other(found, title, column) for column in _OF_A_PAPER)


def _other(found: Matched, cell: ChangedCell, column: str) -> bool:
    """Whether another author, journal or year is told than before; a day that is told more exactly is no other year."""
    was, now = (_folded(records.cell(at, column)) for records, at in ((found.old, cell.old), (found.new, cell.new)))
    return was[:4] != now[:4] if column == "issued_on" else was != now


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _retraction_kind(old: int | None, new: int | None) -> str:
    if new is None:
        return "source-changed" if old is None else "retraction-withdrawn" if old else "retraction-check-dropped"
    if old is not None and new < old:
        return "retraction-withdrawn"
    if new == 0:
        return "source-changed"
    return "source-corrected" if new == 1 else "source-retracted"
