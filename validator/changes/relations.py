"""What changed in the relations between claims."""

from __future__ import annotations

from collections.abc import Iterator

from validator.changes.cellchange import cell_change
from validator.changes.change import Change, change
from validator.changes.records import Matched


def relation_changes(found: Matched) -> Iterator[Change]:
    """The changes of the relations between claims."""
    for records, record, name, is_new in found.come_and_gone():
        claim, relation, target = (records.cell(record, column) for column in records.table.schema.primary_key)
        kind, what = ("relation-added", "now") if is_new else ("relation-removed", "no longer")
        message = f"that {claim} {relation} {target} is {what} on record"
        claims = dict.fromkeys((claim, target))
        yield change(kind, "relations", name, message, record=records.row(record), claims=claims)
    for cell in found.changed_cells():
        claims = dict.fromkeys(cell.name.split("/")[::2])
        yield cell_change("note-changed", "relations", cell, claims)
