"""Puts into lines of text what changed from one check to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from click import style

from validator.curation.watching.sincelastcheck import Changes
from validator.formats.acceptance import acceptance
from validator.formats.text import in_a_line, problems_by_file
from validator.report import Problem, Report
from validator.rules.catalogue import SEVERITIES
from validator.wording import counted, listed, printable

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_MOST = 20
"""So many problems of a kind are told of; a terminal has no room for more."""


def first_lines(report: Report, changes: Changes) -> Iterator[str]:
    """What the first check found."""
    yield from _in_full(changes.newly_broken, report)
    yield f"{_counts(changes)}."
    yield from _coverage(report, None)


def lines(report: Report, changes: Changes, before: Report) -> Iterator[str]:
    """What a later check found, beside what the check before it did."""
    yield from _block("Newly broken", "red", _in_full(changes.newly_broken, report))
    yield from _block("Still open, but with other values", "yellow", _in_full(changes.changed, report))
    yield from _block("Mended", "green", _each(changes.mended))
    yield from _block("Gone with their records", "green", _each(changes.removed))
    yield from _block("Accepted", "green", _each(changes.accepted))
    yield from _block("Still open", "yellow", _each(changes.still_open, "; claimpack validate tells all that is open"))
    yield from _block("Not checked now", "yellow", _not_checked(report, changes))
    told = (
        (changes.newly_broken, "newly broken"),
        (changes.changed, "with other values"),
        (changes.mended, "mended"),
        (changes.removed, "gone with their records"),
        (changes.accepted, "accepted"),
        (changes.still_open, "still open"),
        ((*changes.not_checked, *changes.acceptance_unread), "not checked now"),
    )
    parts = [f"{len(problems):,} {what}" for problems, what in told if problems]
    yield f"{'; '.join([_counts(changes), ', '.join(parts)]) if parts else _counts(changes)}."
    yield from _coverage(report, before)


def _block(title: str, colour: str, body: Iterator[str]) -> Iterator[str]:
    here = list(body)
    if here:
        yield style(title, bold=True, fg=colour)
        yield from here
        if here[-1]:
            yield ""


def _in_full(problems: Sequence[Problem], report: Report) -> Iterator[str]:
    yield from problems_by_file(problems[:_MOST], acceptance(report) if problems else {})
    rest = Counter(problem.rule for problem in problems[_MOST:])
    if rest:
        rules = listed(f"{count:,} of {rule}" for rule, count in rest.most_common())
        yield f"And {rest.total():,} more: {rules}. claimpack validate tells them all."
        yield ""


def _each(problems: Sequence[Problem], rest: str = "") -> Iterator[str]:
    for problem in problems[:_MOST]:
        yield f"  {in_a_line(problem)}"
    if len(problems) > _MOST:
        yield f"  and {len(problems) - _MOST:,} more{rest}"


def _not_checked(report: Report, changes: Changes) -> Iterator[str]:
    """A line for each rule that may have missed what it found before, and why."""
    reasons = {result.rule: result.reason or "" for result in report.rules}
    for rule, group in groupby(sorted(changes.not_checked, key=_rule), key=_rule):
        problems = list(group)
        about = listed((", ".join(problem.subjects) or problem.place.path for problem in problems), most=5)
        reason = reasons[rule] or "an error in the tables may hide it"
        yield printable(f"  {rule}, {counted(len(problems), 'problem')} ({about}): {reason}")
    if changes.acceptance_unread:
        what = counted(len(changes.acceptance_unread), "accepted problem")
        yield f"  {what}: what is acknowledged could not be read"


def _rule(problem: Problem) -> str:
    return problem.rule


def _counts(changes: Changes) -> str:
    """How much is open, whatever it was before."""
    if not changes.open:
        return style("Nothing is open", fg="green", bold=True)
    counts = Counter(problem.severity for problem in changes.open)
    return ", ".join(
        style(counted(counts[severity], severity), fg=_COLOURS[severity] if counts[severity] else None)
        for severity in SEVERITIES
    )


def _coverage(report: Report, before: Report | None) -> Iterator[str]:
    """How much the check looked at; it stands out where that is less than the time before."""
    parts = [f"{counted(len(report.checked), 'rule')} checked"]
    if report.idle:
        parts.append(f"{len(report.idle):,} not run")
    if report.in_part:
        parts.append(f"{len(report.in_part):,} on a part only")
    line = f"{', '.join(parts)}; claimpack validate tells why." if len(parts) > 1 else f"{parts[0]}."
    less = before is not None and _unsettled(report) > _unsettled(before)
    yield style(line, fg="yellow") if less else style(line, dim=True)
    for failure in report.failures:
        yield style(f"Not complete: {printable(failure)}.", fg="red")


def _unsettled(report: Report) -> int:
    return sum(not result.settled for result in report.rules)
