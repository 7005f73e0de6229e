"""What changed in the problems that people accepted: accepted, accepted anew, withdrawn or altered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from validator.changes.cellwords import was_and_is
from validator.changes.change import Change, change
from validator.changes.records import Matched, Records
from validator.changes.renames import Renames
from validator.changes.resting import Resting
from validator.changes.sameness import items_of, meant
from validator.wording import listed, quoted

_Alike = tuple[str, tuple[str, ...]]
"""A rule and the ids of the records concerned."""


@dataclass(frozen=True)
class Surroundings:
    """What has to be known of the rest of the two versions."""

    resting: Resting
    renames: Renames
    changed: frozenset[str]
    """The ids of the records of which anything else changed than what they are called, or of what they rest on."""
    is_first: bool
    """Whether there was no package before, whose problems anybody could have seen."""


def acknowledgement_changes(found: Matched, rest: Surroundings) -> Iterator[Change]:
    """The changes of the acknowledgements, each with the claims concerned.

    Two with one rule and one fingerprint are the same. Of the rest, one that is gone and one that is new with the same
    rule and the same subjects, no others being like them, are one that was given anew: the fingerprint is another one.

    Args:
        found: the acknowledgements of both versions, side by side.
        rest: what else has to be known.
    """
    gone = _by_subjects(found.old, map(int, found.removed), rest.renames.anywhere)
    come = _by_subjects(found.new, map(int, found.added), lambda name: name)
    anew = {
        alike: (gone[alike][0], come[alike][0]) for alike in come if len(gone.get(alike, ())) == len(come[alike]) == 1
    }
    for alike, (old, new) in anew.items():
        before, after = found.old.cell(old, "fingerprint"), found.new.cell(new, "fingerprint")
        problem, cells = _problem(found.new, new), {"column": "fingerprint", "before": before, "after": after}
        if _only_renamed(found, old, new, alike, rest):
            message = f"{problem} is accepted as before, and what it is of is called otherwise"
            yield _of(found.new, new, "acknowledgement-altered", message, rest.resting, alike, **cells)
        else:
            message = (
                f"{problem} was accepted anew{_by(found.new, new)}, under another fingerprint{_why(found.new, new)}"
            )
            yield _of(found.new, new, "warning-acknowledged", message, rest.resting, alike, **cells)
    kind = "acknowledged-from-the-start" if rest.is_first else "warning-acknowledged"
    for alike, records in come.items():
        for record in records if alike not in anew else ():
            message = f"{_problem(found.new, record)} is now accepted{_by(found.new, record)}{_why(found.new, record)}"
            yield _of(found.new, record, kind, message, rest.resting, alike)
    for alike, records in gone.items():
        for record in records if alike not in anew else ():
            message = f"{_problem(found.old, record)} is no longer accepted"
            yield _of(found.old, record, "acknowledgement-withdrawn", message, rest.resting, alike)
    yield from _altered(found, rest)


def _only_renamed(found: Matched, old: int, new: int, alike: _Alike, rest: Surroundings) -> bool:
    """Whether nothing is known to have changed but what the problem's subjects are called."""
    was = set(items_of(found.old.cell(old, "subjects")))
    if was == set(alike[1]) or rest.changed & set(alike[1]):
        return False
    fields = found.new.table.schema.fields
    others = [column for column in fields if column not in ("subjects", "fingerprint")]
    return all(
        meant(fields[column], found.old.cell(old, column)) == meant(fields[column], found.new.cell(new, column))
        for column in others
    )


def _altered(found: Matched, rest: Surroundings) -> Iterator[Change]:
    for cell in found.changed_cells():
        before, after = items_of(cell.before), items_of(cell.after)
        if cell.column == "subjects" and sorted(map(rest.renames.anywhere, before)) == after:
            continue
        alike = _alike(found.new, cell.new, lambda each: each)
        later = cell.column == "review_by" and before and (not after or cell.after.strip() > cell.before.strip())
        kind = "review-postponed" if later else "acknowledgement-altered"
        words = was_and_is("acknowledgements", cell.column, cell.before, cell.after)
        yield change(
            kind,
            "acknowledgements",
            cell.name,
            f"{_problem(found.new, cell.new)}: {words}",
            column=cell.column,
            before=cell.before,
            after=cell.after,
            claims=rest.resting.among((*alike[1], *(before if cell.column == "subjects" else ()))),
        )


def _by_subjects(records: Records, numbers: Iterator[int], renamed: Callable[[str], str]) -> dict[_Alike, list[int]]:
    found: dict[_Alike, list[int]] = {}
    for record in numbers:
        found.setdefault(_alike(records, record, renamed), []).append(record)
    return found


def _alike(records: Records, record: int, renamed: Callable[[str], str]) -> _Alike:
    subjects = sorted(renamed(name) for name in items_of(records.cell(record, "subjects")))
    return records.cell(record, "rule"), tuple(subjects)


def _problem(records: Records, record: int) -> str:
    subjects = listed(item.strip() for item in records.cell(record, "subjects").split(";"))
    return f"{records.cell(record, 'rule')} of {subjects}" if subjects else records.cell(record, "rule")


def _by(records: Records, record: int) -> str:
    name = records.cell(record, "acknowledged_by")
    return f" by {quoted(name)}" if name.strip() else ""


def _why(records: Records, record: int) -> str:
    reason = records.cell(record, "reason")
    return f": {quoted(reason, 1_000)}" if reason.strip() else ""


def _of(
    records: Records, record: int, kind: str, message: str, resting: Resting, alike: _Alike, **cells: str
) -> Change:
    name, claims = str(records.keys[record]), resting.among(alike[1])
    return change(kind, "acknowledgements", name, message, record=records.row(record), claims=claims, **cells)
