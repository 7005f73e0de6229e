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
"""The relations by what rules hold two claims to: nothing, and certainty-conflict is silenced; that they do not
disagree where they are on one outcome; that they disagree, on related outcomes; that they agree, on related outcomes,
with the same limits."""

_Record = tuple[Records, int, str]
"""The table of one version, the number of the record in it, and its key."""


_REPEATING = ("restates", "summarises")
"""The relations by which a claim can rest on another instead of on sources of its own."""


def relation_changes(found: Matched, claims: Matched | None) -> Iterator[Change]:
    """The changes of the relations between claims.

    Args:
        found: the relations of both versions, side by side.
        claims: the claims of both; None where they can't be compared.
    """
    corrected = _corrected(found)
    for pair in corrected:
        yield from _corrections(*pair)
    told = {name for pair in corrected for _, _, name in pair}
    before = _Before(claims)
    for records, record, name, is_new in found.come_and_gone():
        if name in told:
            continue
        claim, relation, target = _parts(records, record)
        kind = _added(claim, relation, target, before) if is_new else _removed(relation)
        message = f"that {claim} {relation} {target} is {'now' if is_new else 'no longer'} on record"
        concerned = dict.fromkeys((claim, target))
        yield change(kind, "relations", name, message, record=records.row(record), claims=concerned)
    for cell in found.changed_cells():
        claim, relation, target = cell.name.split("/")
        concerned = dict.fromkeys((claim, target))
        yield cell_change(_note_kind(relation, cell.before, cell.after), "relations", cell, concerned)


class _Before:
    """What the claims of the new version were before."""

    def __init__(self, claims: Matched | None) -> None:
        self._claims = claims
        numbers = [] if claims is None else [*map(int, claims.new_at)]
        self._at = {} if claims is None else {str(claims.new.keys[number]): number for number in numbers}

    def was_there(self, name: str) -> bool:
        """Whether a claim was there; where that can't be known, it may have been."""
        return self._claims is None or name in self._at

    def leans_on_others(self, name: str) -> bool:
        """Whether a claim was there, and is a synthesis or cites no source."""
        if self._claims is None or name not in self._at:
            return self._claims is None
        claims, at = self._claims.new, self._at[name]
        return claims.cell(at, "claim_type") == "synthesis" or not claims.cell(at, "source_ids").strip()


def _added(claim: str, relation: str, target: str, before: _Before) -> str:
    """The kind of change that a relation is which was not there before."""
    if relation == "qualifies" and before.was_there(target):
        return "qualification-added"
    return "support-by-relation" if relation in _REPEATING and before.leans_on_others(claim) else "relation-added"


def _removed(relation: str) -> str:
    return "qualification-dropped" if relation == "qualifies" else "relation-removed"


def _note_kind(relation: str, before: str, after: str) -> str:
    """The kind of change of the note on a relation, which is what a claim that qualifies is read for."""
    if relation != "qualifies":
        return "note-changed"
    if not after.strip():
        return "qualification-dropped"
    return "qualification-reworded" if before.strip() else "qualification-added"


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
    if before == "qualifies":  # rules hold the two to more, and readers lose a caveat
        kind = "qualification-dropped"
    message = f"of {claim} and {target}, relation was {before} and is now {relation}"
    yield change(kind, "relations", name, message, column="relation", before=before, after=relation, claims=claims)
    notes = was[0].cell(was[1], "note"), records.cell(record, "note")
    if meant(records.table.schema.fields["note"], notes[0]) != meant(records.table.schema.fields["note"], notes[1]):
        message = was_and_is("relations", "note", *notes)
        yield change(
            "note-changed", "relations", name, message, column="note", before=notes[0], after=notes[1], claims=claims
        )
