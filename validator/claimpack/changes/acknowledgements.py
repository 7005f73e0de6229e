"""What changed in the problems and causes that people accepted: accepted, accepted again, or no longer accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from claimpack.changes.cellmeaning import items_of, meant
from claimpack.changes.change import Change
from claimpack.changes.judgements import CHANGED
from claimpack.changes.matchedrecords import Matched, Row
from claimpack.changes.recordids import Names
from claimpack.changes.versions import Versions, problem_in_words
from claimpack.wording import quoted

_ACCEPTED = "warning-acknowledged"


def acknowledgement_changes(
    found: Matched, versions: Versions, changed: Collection[str], *, is_first: bool
) -> Iterator[Change]:
    """Each problem that is accepted in one version alone, or under another fingerprint.

    Two with one rule and one fingerprint are the same. Of the rest, one that is gone and one that is new with the same
    rule and the same subjects, if no others are like them, are one that was accepted again.

    Args:
        found: the acknowledgements of both versions, side by side.
        versions: what else is known of both.
        changed: the ids of records of which anything else changed than what they are called, or of what they rest on.
        is_first: whether there was no package before, whose problems anybody could have seen.
    """
    gone, come = (_by_problem(rows, found.names) for rows in (found.gone, found.come))
    for problem, keys in come.items():
        again = gone.pop(problem)[0] if len(gone.get(problem, ())) == len(keys) == 1 else ""
        for key in keys:
            row = found.come[key]
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
                kind, message = CHANGED, f"{about} is accepted as before, and what it is about has another id"
            cells = {"before": old["fingerprint"], "after": row["fingerprint"]}
            yield versions.change(kind, key, row, message, old, column="fingerprint", **cells)
    for key in (key for keys in gone.values() for key in keys):
        row = found.gone[key]
        yield versions.change("record-removed", key, row, f"{problem_in_words(row)} is no longer accepted")


def _by_problem(rows: Mapping[str, Row], names: Names) -> dict[tuple[str, ...], list[str]]:
    """The keys of acknowledgements by their rule and either the cause or, as they are called now, the subjects."""
    found = defaultdict(list)
    for key, row in rows.items():
        about = [row["cause"]] if row["cause"] else ["", *names.items("acknowledgements", "subjects", row["subjects"])]
        found[row["rule"], *about].append(key)
    return dict(found)


def _is_only_renamed(old: Row, new: Row) -> bool:
    """Whether a problem's subjects have other ids, and what people said of it is the same."""
    fields = new.records.table.schema.fields
    others = fields.keys() - {"subjects", "fingerprint"}
    return items_of(old["subjects"]) != items_of(new["subjects"]) and all(
        meant(fields[each], old[each]) == meant(fields[each], new[each]) for each in others
    )
