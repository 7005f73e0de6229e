"""The changes of acknowledgements: problems that are accepted, accepted again, or no longer accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from claimpack.changes.cellmeaning import items_of, meaning_of
from claimpack.changes.change import Change
from claimpack.changes.judgements import CHANGED
from claimpack.changes.matchedrecords import Matched, Row
from claimpack.changes.recordids import Renames
from claimpack.changes.versions import Versions, problem_in_words
from claimpack.wording import quoted

_ACCEPTED = "warning-acknowledged"


def acknowledgement_changes(
    found: Matched, versions: Versions, changed: Collection[str], *, is_first: bool
) -> Iterator[Change]:
    """Each problem that is accepted in one version only, or under another fingerprint.

    Acknowledgements with the same rule and fingerprint are the same. A removed and a new one with the same rule and the
    same subjects mean that the problem was accepted again, if no other acknowledgements have these.

    Args:
        found: the acknowledgements of both versions, matched.
        versions: both versions.
        changed: the ids of records that changed in more than their ids, or whose evidence did.
        is_first: whether there was no package before.
    """
    gone, new = (_by_problem(rows, found.names) for rows in (found.gone, found.new_rows))
    for problem, keys in new.items():
        again = gone.pop(problem)[0] if len(gone.get(problem, ())) == len(keys) == 1 else ""
        for key in keys:
            row = found.new_rows[key]
            about = problem_in_words(row)
            by = f" by {quoted(row['acknowledged_by'])}" if row["acknowledged_by"].strip() else ""
            why = f": {quoted(row['reason'], 1_000)}" if row["reason"].strip() else ""
            if not again:
                kind = "record-added" if is_first else _ACCEPTED
                yield versions.change(kind, key, row, f"{about} is now accepted{by}{why}")
                continue
            old = found.gone[again]
            kind, message = _ACCEPTED, f"{about} was accepted again{by}, under another fingerprint{why}"
            if _is_only_renamed(old, row) and {*changed}.isdisjoint(items_of(row["subjects"])):
                kind, message = CHANGED, f"{about} is accepted as before; a record that it is about has another id"
            cells = {"before": old["fingerprint"], "after": row["fingerprint"]}
            yield versions.change(kind, key, row, message, old, column="fingerprint", **cells)
    for key in (key for keys in gone.values() for key in keys):
        row = found.gone[key]
        yield versions.change("record-removed", key, row, f"{problem_in_words(row)} is no longer accepted")


def _by_problem(rows: Mapping[str, Row], names: Renames) -> dict[tuple[str, ...], list[str]]:
    """The keys of acknowledgements by their rule, and their cause or the new ids of their subjects."""
    found = defaultdict(list)
    for key, row in rows.items():
        about = [row["cause"]] if row["cause"] else ["", *names.items("acknowledgements", "subjects", row["subjects"])]
        found[row["rule"], *about].append(key)
    return dict(found)


def _is_only_renamed(old: Row, new: Row) -> bool:
    """Whether only the ids of the subjects differ, apart from the fingerprint."""
    fields = new.records.table.schema.fields
    others = fields.keys() - {"subjects", "fingerprint"}
    return items_of(old["subjects"]) != items_of(new["subjects"]) and all(
        meaning_of(fields[each], old[each]) == meaning_of(fields[each], new[each]) for each in others
    )
