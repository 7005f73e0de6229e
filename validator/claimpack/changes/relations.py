"""The changes of relations between claims: removed, new, or replaced by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from claimpack.changes.cellmeaning import meaning_of, was_and_is
from claimpack.changes.change import Change
from claimpack.changes.judgements import CHANGED
from claimpack.changes.matchedrecords import Matched, Row
from claimpack.changes.versions import Versions

_BY_CHECKS = ("qualifies", "summarises", "contradicts", "restates")
"""The relations by what rules require of the two claims: nothing; that they do not disagree on one outcome; that they
disagree on related outcomes; that they agree on related outcomes, with the same limits."""
_LOOSENED = "relation-loosened"


def relation_changes(found: Matched, versions: Versions) -> Iterator[Change]:
    """The relations that are new, removed, or replaced by another."""
    gone, new = dict(found.gone), dict(found.new_rows)
    by_pair: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, keys in enumerate((gone, new)):
        for key in keys:
            claim, _, target = found.names.key("relations", key).split("/")
            by_pair[claim, target][side].append(key)
    for before, after in by_pair.values():
        if len(before) == len(after) == 1:
            yield from _corrections(gone.pop(before[0]), new.pop(after[0]), after[0], versions)
    for key, row in gone.items():
        yield versions.change(_LOOSENED, key, row, f"that {key.replace('/', ' ')} is no longer on record")
    for key, row in new.items():
        kind = _LOOSENED if versions.silences(key) else "record-added"
        yield versions.change(kind, key, row, f"that {key.replace('/', ' ')} is now on record")


def _corrections(old: Row, new: Row, key: str, versions: Versions) -> Iterator[Change]:
    """The changes of a relation of two claims, and of its note."""
    was, now = old["relation"], new["relation"]
    is_less = _BY_CHECKS.index(now) < _BY_CHECKS.index(was) or was == "qualifies"
    kind = _LOOSENED if is_less or (was == "contradicts" and versions.silences(key)) else CHANGED
    message = f"of {new['claim_id']} and {new['target_claim_id']}, relation was {was} and is now {now}"
    yield versions.change(kind, key, new, message, old, column="relation", before=was, after=now)
    field, before, after = new.records.table.schema.fields["note"], old["note"], new["note"]
    if meaning_of(field, before) != meaning_of(field, after):
        message = was_and_is("relations", "note", before, after)
        yield versions.change("note-changed", key, new, message, old, column="note", before=before, after=after)
