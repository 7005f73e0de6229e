"""What changed in the concepts that claims and what they rest on are about."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellwords import said, was_and_is
from validator.changes.change import Change, change
from validator.changes.records import ChangedCell, Matched
from validator.changes.resting import Resting
from validator.changes.sameness import items_of
from validator.changes.scopeturns import Trees


def concept_changes(found: Matched, resting: Resting, trees: Trees) -> Iterator[Change]:
    """The changes of the concepts, each with the claims that name the concept.

    Args:
        found: the concepts of both versions, side by side.
        resting: which claims rest on what.
        trees: the hierarchies of the concepts of both versions.
    """
    for records, record, name, is_new in found.come_and_gone():
        label = said("concepts", "label", records.cell(record, "label"))
        kind, what = ("concept-added", "new") if is_new else ("concept-removed", "gone")
        message = f"{name}, {label}, is {what}"
        yield change(kind, "concepts", name, message, record=records.row(record), claims=resting.on_concepts([name]))
    for cell in found.changed_cells():
        claims = resting.on_concepts([cell.name])
        for kind, message, was, now in _kinds(cell, trees):
            yield change(kind, "concepts", cell.name, message, column=cell.column, before=was, after=now, claims=claims)


def _kinds(cell: ChangedCell, trees: Trees) -> Iterator[tuple[str, str, str, str]]:
    """The kinds of change that one cell stands for, each with the message and what was and is."""
    if cell.column != "broader":
        kind = "concept-changed" if cell.after.strip() else "concept-detail-dropped"
        yield kind, was_and_is("concepts", cell.column, cell.before, cell.after), cell.before, cell.after
        return
    old, new = set(items_of(cell.before_now)), set(items_of(cell.after))
    for each in sorted(old - new):
        if trees.is_below(cell.name, each):
            yield "concept-changed", f"{each} is broader than it by way of another concept alone", each, ""
        else:
            yield "broader-dropped", f"{each} is no longer broader than it", each, ""
    for each in sorted(new - old):
        if trees.was_below(cell.name, each):
            yield "concept-changed", f"{each}, which was broader by way of another concept, is now named", "", each
        else:
            yield "broader-added", f"{each} is now broader than it", "", each
