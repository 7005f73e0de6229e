"""What changed from one check of a package to the next: what is newly broken, mended, still open, or can't be told.

A problem that is not found any more is mended only if its rule looked again at all that it had looked at. Where a table
can't be read for a moment, most rules do not run: what they found before is then neither mended nor open. Nor is it
while a cell or record is newly wrong in itself: what rests on it is looked at again once that is mended.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.report import Problem, Report, RuleResult
from validator.rules.catalogue import all_rules

if TYPE_CHECKING:
    from validator.package.package import Package

_ACCEPTANCE_COLUMNS = ("rule", "fingerprint", "reason", "review_by")
"""Without one of these columns no acknowledgement holds."""


@dataclass(frozen=True)
class Records:
    """What a package holds, as far as it tells why a problem is no longer found."""

    ids: Mapping[str, Collection[str]]
    """The ids of the records of each table that could be read."""
    acceptances_are_read: bool = True
    """Whether it could be read which problems are acknowledged."""


def records_of(package: Package) -> Records:
    """What ``package`` holds."""
    ids = {}
    for table in package.readable_tables():
        try:
            ids[table.name] = frozenset(table.key_cells)
        except Unavailable:  # a key column is missing
            continue
    try:
        table = package.table("acknowledgements")
        for column in _ACCEPTANCE_COLUMNS:
            table.written(column)
    except Unavailable:
        return Records(ids, acceptances_are_read=False)
    return Records(ids)


@dataclass(frozen=True)
class Sight:
    """How much a check saw."""

    reasons: Mapping[str, str]
    """Why each rule that left something out did."""
    unsound: Counter[tuple[str, str]]
    """The errors of structure, for which other rules leave out cells and records, by rule and fingerprint."""
    is_whole: bool
    """Whether every rule that finds such problems ran."""


@dataclass(frozen=True)
class Remembered:
    """A problem that was found, and may be there still."""

    problem: Problem
    sight: Sight
    """How much the check saw that found it last."""


@dataclass(frozen=True)
class Changes:
    """What changed from one check to the next. Each problem is in one of these at most, in the order of its report."""

    newly_broken: tuple[Problem, ...] = ()
    """Open now and not before, or no longer accepted."""
    changed: tuple[Problem, ...] = ()
    """Open before and now, but with other values: as they are now."""
    still_open: tuple[Problem, ...] = ()
    mended: tuple[Problem, ...] = ()
    """Open before, and not found any more by a rule that looked again at what it had looked at."""
    removed: tuple[Problem, ...] = ()
    """Open before, and gone together with a record that they were about."""
    accepted: tuple[Problem, ...] = ()
    """Open before and acknowledged now."""
    not_checked: tuple[Problem, ...] = ()
    """Open before, and not found, by a rule that did not look at all it had looked at."""
    acceptance_unread: tuple[Problem, ...] = ()
    """Acknowledged before, and found, but what is acknowledged can't be read now."""

    @property
    def open(self) -> tuple[Problem, ...]:
        """The problems that are found and not accepted."""
        return (*self.newly_broken, *self.changed, *self.still_open)


def compare(before: Sequence[Remembered], report: Report, records: Records) -> tuple[Changes, tuple[Remembered, ...]]:
    """What changed, and what to remember for the next check.

    Args:
        before: what the check before gave to remember; nothing, the first time.
        report: what was found now.
        records: what the package holds now.
    """
    sight = _sight(report)
    results = {result.rule: result for result in report.rules}
    twins, gone = _paired(before, report.problems)
    lists: dict[str, list[Problem]] = defaultdict(list)
    remembered: list[Remembered] = []
    for problem, old in zip(report.problems, twins, strict=True):
        where = _found(problem, old, records)
        lists[where].append(problem)
        keep = old.problem if old and where == "acceptance_unread" else problem
        remembered.append(Remembered(keep, sight))
    for old in gone:
        where = _not_found(old, results.get(old.problem.rule), sight, records)
        if where == "not_checked":
            remembered.append(old)
        if not old.problem.acknowledged:
            lists[where].append(old.problem)
    lists.pop(_ACCEPTED_ALL_ALONG, None)
    return Changes(**{where: tuple(problems) for where, problems in lists.items()}), tuple(remembered)


_ACCEPTED_ALL_ALONG = ""


def _found(problem: Problem, old: Remembered | None, records: Records) -> str:
    """Which list of ``Changes`` a problem belongs to that is found, and was as ``old`` says."""
    if problem.acknowledged:
        return "accepted" if old and not old.problem.acknowledged else _ACCEPTED_ALL_ALONG
    if old is None:
        return "newly_broken"
    if old.problem.acknowledged:
        return "newly_broken" if records.acceptances_are_read else "acceptance_unread"
    return "still_open" if _key(old.problem) == _key(problem) else "changed"


def _not_found(old: Remembered, result: RuleResult | None, sight: Sight, records: Records) -> str:
    """Which list of ``Changes`` a problem belongs to that was found and is not any more."""
    if _lost_a_record(old.problem, records):
        return "removed"
    return "mended" if _looked_again(old, result, sight) else "not_checked"


def _paired(
    before: Sequence[Remembered], problems: Sequence[Problem]
) -> tuple[list[Remembered | None], list[Remembered]]:
    """What each problem was before, if it was, and what was before and is none of them.

    A problem is the same if its rule and fingerprint are; there may be several of the same. What is left is paired
    where the same rule says something else of the same column of the same records, unless either is accepted: an
    acceptance holds for the values that were judged, and for no others.
    """
    twins: list[Remembered | None] = [None] * len(problems)
    left = dict(enumerate(before))
    for key in (_key, _about):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for number, old in left.items():
            waiting[key(old.problem)].append(number)
        for number, problem in enumerate(problems):
            what = key(problem)
            if twins[number] is None and what is not None and waiting[what]:
                twins[number] = left.pop(waiting[what].popleft())
    return twins, list(left.values())


def _key(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.fingerprint


def _about(problem: Problem) -> Hashable | None:
    """What an open problem says something of; None where that is no record, or the problem is accepted."""
    if problem.acknowledged or not problem.subjects:
        return None
    return problem.rule, problem.place.path, problem.place.column, problem.subjects


def _lost_a_record(problem: Problem, records: Records) -> bool:
    """Whether one of the records that the problem names is in its table no more, which could be read."""
    return any(
        table in records.ids and subject not in records.ids[table]
        for table, subject in zip(problem.subject_tables, problem.subjects, strict=False)
    )


def _looked_again(old: Remembered, result: RuleResult | None, sight: Sight) -> bool:
    """Whether the rule of a problem that is not found any more looked at all that it had looked at to find it.

    Never while there is an error of structure that was not there then, unless its own rule finds that: the problem may
    be gone because a cell that it rests on can't be read. Some rules always leave something out, such as articles
    whose text was not given; then it is believed if it left out no more than it did.
    """
    if result is None or result.status == "crashed":
        return False
    newly_unsound = sight.unsound - old.sight.unsound
    if any(rule != result.rule for rule, _ in newly_unsound):
        return False
    if result.settled:
        return True
    then = old.sight.reasons.get(result.rule)
    nothing_new = sight.is_whole and not newly_unsound
    return then is not None and nothing_new and _leaves_out_no_more(result.reason or "", then)


def _leaves_out_no_more(now: str, then: str) -> bool:
    """Whether all reasons of ``now`` are among those of ``then``, with no greater number in any of them."""
    before = _amounts(then)
    return all(
        words in before and all(a <= b for a, b in zip(numbers, before[words], strict=True))
        for words, numbers in _amounts(now).items()
    )


def _amounts(reason: str) -> dict[str, list[int]]:
    """The numbers in each reason, by its words, in which one thing and several are the same."""
    amounts = {}
    for part in reason.split("; "):
        numbers = [int(number.replace(",", "")) for number in _NUMBER.findall(part)]
        amounts[re.sub(r"s\b", "", _NUMBER.sub("#", part))] = numbers
    return amounts


_NUMBER = re.compile(r"(?<![\w.-])\d+(?:,\d{3})*(?![\w.-])")


def _sight(report: Report) -> Sight:
    ran = {result.rule for result in report.rules if result.status != "crashed"}
    return Sight(
        reasons={result.rule: result.reason or "" for result in report.rules if not result.settled},
        unsound=Counter(_key(problem) for problem in report.problems if problem.rule in _judging_soundness()),
        is_whole=_judging_soundness() <= ran,
    )


@cache
def _judging_soundness() -> frozenset[str]:
    """The rules that say which records the others leave out."""
    return frozenset(rule.name for rule in all_rules() if rule.family == "structure" and rule.severity == "error")
