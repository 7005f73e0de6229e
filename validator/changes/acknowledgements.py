"""What changed in the problems that people accepted: accepted, accepted anew, withdrawn or altered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from validator.changes.cellwords import was_and_is
from validator.changes.change import Change
from validator.changes.kinds import BY_NAME
from validator.changes.records import Matched, Records
from validator.changes.resting import Resting
from validator.changes.sameness import items_of
from validator.wording import listed, quoted

_Alike = tuple[str, tuple[str, ...]]
"""A rule and the ids of the records concerned."""


def acknowledgement_changes(found: Matched, resting: Resting, renamed: Callable[[str], str]) -> Iterator[Change]:
    """The changes of the acknowledgements, each with the claims concerned.

    Two with one rule and one fingerprint are the same. Of the rest, one that is gone and one that is new with the same
    rule and the same subjects, no others being like them, are one that was given anew: the values that the problem
    rests on have changed.

    Args:
        found: the acknowledgements of both versions, side by side.
        resting: the claims of both.
        renamed: what an id of the old version is in the new one.
    """
    gone = _by_subjects(found.old, map(int, found.removed), renamed)
    come = _by_subjects(found.new, map(int, found.added), lambda name: name)
    anew = {
        alike: (gone[alike][0], come[alike][0]) for alike in come if len(gone.get(alike, ())) == len(come[alike]) == 1
    }
    for alike, (old, new) in anew.items():
        before, after = found.old.cell(old, "fingerprint"), found.new.cell(new, "fingerprint")
        why = f"after the values it rests on had changed{_why(found.new, new)}"
        message = f"{_problem(found.new, new)} was accepted anew{_by(found.new, new)}, {why}"
        yield _of(found.new, new, "warning-acknowledged", message, resting, alike, "fingerprint", before, after)
    for alike, records in come.items():
        for record in records if alike not in anew else ():
            message = f"{_problem(found.new, record)} is now accepted{_by(found.new, record)}{_why(found.new, record)}"
            yield _of(found.new, record, "warning-acknowledged", message, resting, alike)
    for alike, records in gone.items():
        for record in records if alike not in anew else ():
            message = f"{_problem(found.old, record)} is no longer accepted"
            yield _of(found.old, record, "acknowledgement-withdrawn", message, resting, alike)
    yield from _altered(found, resting)


def _altered(found: Matched, resting: Resting) -> Iterator[Change]:
    at = {str(found.new.keys[new]): int(new) for new in found.new_at}
    for name, column, before, after in found.changed_cells():
        alike = _alike(found.new, at[name], lambda each: each)
        later = column == "review_by" and before.strip() and (not after.strip() or after > before)
        kind = "review-postponed" if later else "acknowledgement-altered"
        message = f"{_problem(found.new, at[name])}: {was_and_is('acknowledgements', column, before, after)}"
        claims = resting.among((*alike[1], *(items_of(before) if column == "subjects" else ())))
        yield Change(BY_NAME[kind], "acknowledgements", name, message, "", column, before, after, claims=claims)


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
    records: Records,
    record: int,
    kind: str,
    message: str,
    resting: Resting,
    alike: _Alike,
    column: str = "",
    before: str = "",
    after: str = "",
) -> Change:
    name, claims = str(records.keys[record]), resting.among(alike[1])
    row = records.row(record)
    return Change(BY_NAME[kind], "acknowledgements", name, message, "", column, before, after, row, claims)
