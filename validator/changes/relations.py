"""What changed in the relations between claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validator.changes.cellchange import cell_change
from validator.changes.cellwords import was_and_is
from validator.changes.change import Change, change
from validator.changes.records import Matched, Records
from validator.changes.sameness import meant

_BY_CHECKS = ("qualifies", "summarises", "contradicts", "restates")
"""The relations by what rules hold two claims to: nothing; that they do not disagree where they are on one outcome;
that they disagree, on related outcomes; that they agree, on related outcomes, with the same limits."""

_Record = tuple[Records, int, str]
"""The table of one version, the number of the record in it, and its key."""


def relation_changes(found: Matched) -> Iterator[Change]:
    """The changes of the relations between claims."""
    corrected = _corrected(found)
    for pair in corrected:
        yield from _corrections(*pair)
    told = {name for pair in corrected for _, _, name in pair}
    for records, record, name, is_new in found.come_and_gone():
        if name in told:
            continue
        claim, relation, target = _parts(records, record)
        kind, what = ("relation-added", "now") if is_new else ("relation-removed", "no longer")
        message = f"that {claim} {relation} {target} is {what} on record"
        claims = dict.fromkeys((claim, target))
        yield change(kind, "relations", name, message, record=records.row(record), claims=claims)
    for cell in found.changed_cells():
        claims = dict.fromkeys(cell.name.split("/")[::2])
        yield cell_change("note-changed", "relations", cell, claims)


def _parts(records: Records, record: int) -> tuple[str, ...]:
    return tuple(records.cell(record, column) for column in records.table.schema.primary_key)


def _corrected(found: Matched) -> list[tuple[_Record, _Record]]:
    """What is recorded of one claim and another, where it was one thing that is gone and is one that is new."""
    gone: dict[tuple[str, str], list[_Record]] = defaultdict(list)
    come: dict[tuple[str, str], list[_Record]] = defaultdict(list)
    for records, record, name, is_new in found.come_and_gone():
        now = name if is_new else found.renames.key("relations", name)
        claim, _, target = now.split("/")
        (come if is_new else gone)[claim, target].append((records, record, name))
    return [(was[0], come[pair][0]) for pair, was in gone.items() if len(was) == len(come.get(pair, ())) == 1]


def _corrections(was: _Record, now: _Record) -> Iterator[Change]:
    """The change of what one claim is to another, and that of the note on it."""
    records, record, name = now
    claim, relation, target = _parts(records, record)
    before = _parts(*was[:2])[1]
    claims = tuple(dict.fromkeys((claim, target)))
    is_less = _BY_CHECKS.index(relation) < _BY_CHECKS.index(before)
    kind = "relation-loosened" if is_less else "relation-changed"
    message = f"of {claim} and {target}, relation was {before} and is now {relation}"
    yield change(kind, "relations", name, message, column="relation", before=before, after=relation, claims=claims)
    notes = was[0].cell(was[1], "note"), records.cell(record, "note")
    if meant(records.table.schema.fields["note"], notes[0]) != meant(records.table.schema.fields["note"], notes[1]):
        message = was_and_is("relations", "note", *notes)
        yield change(
            "note-changed", "relations", name, message, column="note", before=notes[0], after=notes[1], claims=claims
        )
