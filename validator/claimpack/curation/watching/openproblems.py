"""What changed from one check of a package to the next: newly broken, corrected, accepted, still open, or not checked.

A problem is identified by its rule and its fingerprint. One that is no longer found is corrected only if its rule ran
completely, left nothing out, and no new error of structure could hide it. If a table can't be read for a moment, or a
cell is invalid, the problem is remembered until what it depends on is checked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.package.package import Package
from claimpack.package.unavailable import Unavailable
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import all_rules

_Key = tuple[str, str]


class _Seen(NamedTuple):
    """An open problem, and the errors of structure at the time it was found last."""

    problem: Problem
    errors: frozenset[_Key]


@dataclass(frozen=True)
class Remembered:
    """The problems that a check found, or that earlier checks found and this one could not check again."""

    open: Mapping[_Key, _Seen] = field(default_factory=dict)
    accepted: Mapping[_Key, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """The changes from one check to the next. Each problem is in one group, in the order of its report."""

    newly_broken: tuple[Problem, ...]
    """Open now and not before, or no longer accepted."""
    still_open: tuple[Problem, ...]
    corrected: tuple[Problem, ...]
    """Open before, and no longer found by a rule that ran completely and left nothing out."""
    accepted: tuple[Problem, ...]
    """Open before and acknowledged now."""
    not_checked: tuple[Problem, ...]
    """Open before, and not found by a rule that did not check everything."""

    @property
    def open(self) -> tuple[Problem, ...]:
        """The problems that were found and are not accepted."""
        return (*self.newly_broken, *self.still_open)


def compare(before: Remembered, report: Report, *, acceptances_are_read: bool) -> tuple[Changes, Remembered]:
    """The changes, and what to remember for the next check.

    Args:
        before: what the previous check returned to remember.
        report: the present report.
        acceptances_are_read: whether the acknowledgements could be read; if not, accepted problems stay accepted.
    """
    found = {_key(problem) for problem in report.problems}
    accepted = {_key(problem): problem for problem in report.problems if problem.acknowledged}
    if not acceptances_are_read:
        accepted |= {key: problem for key, problem in before.accepted.items() if key in found}
    is_open = [problem for problem in report.problems if _key(problem) not in accepted]
    structural = {rule.name for rule in all_rules() if rule.family == "structure" and rule.severity == "error"}
    errors = frozenset(key for key in found if key[0] in structural)
    settled = {result.rule for result in report.rules if result.settled}
    gone = {key: seen for key, seen in before.open.items() if key not in found}
    missed = {
        key: seen
        for key, seen in gone.items()
        if key[0] not in settled or any(rule != key[0] for rule, _ in errors - seen.errors)
    }
    kept = {key: problem for key, problem in before.accepted.items() if key not in found and key[0] not in settled}
    changes = Changes(
        newly_broken=tuple(problem for problem in is_open if _key(problem) not in before.open),
        still_open=tuple(problem for problem in is_open if _key(problem) in before.open),
        corrected=tuple(seen.problem for key, seen in gone.items() if key not in missed),
        accepted=tuple(problem for key, problem in accepted.items() if key in before.open),
        not_checked=tuple(seen.problem for seen in missed.values()),
    )
    seen_now = {_key(problem): _Seen(problem, errors) for problem in is_open}
    return changes, Remembered(seen_now | missed, accepted | kept)


def reads_acceptances(package: Package) -> bool:
    """Whether the acknowledgements can be read."""
    try:
        table = package.table("acknowledgements")
        for column in ("rule", "fingerprint", "reason", "review_by"):
            table.written(column)
    except Unavailable:
        return False
    return True


def _key(problem: Problem) -> _Key:
    return problem.rule, problem.fingerprint
