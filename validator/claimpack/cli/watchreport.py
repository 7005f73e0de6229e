"""Describes in lines of text what changed from one check to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from click import style

from claimpack.cli.shownlines import first_lines
from claimpack.curation.watching.openproblems import Changes
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.text import COLOURS, causes_by_file, in_a_line
from claimpack.report import Problem, Report, causes_of
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import counted, listed, printable

_MOST = 20
"""At most this many causes of each kind are shown."""


def lines(report: Report, changes: Changes, *, is_first: bool) -> Iterator[str]:
    """What a check found, compared with the check before."""
    broken = _in_full(changes.newly_broken, report)
    if is_first:
        yield from broken
    blocks = (
        ("Newly broken", "red", changes.newly_broken, [] if is_first else broken),
        ("Corrected", "green", changes.corrected, _each(changes.corrected)),
        ("Accepted", "green", changes.accepted, _each(changes.accepted)),
        ("Still open", "yellow", changes.still_open, _each(changes.still_open)),
        ("Not checked now", "yellow", changes.not_checked, _not_checked(report, changes.not_checked)),
    )
    for title, colour, _, body in blocks:
        yield from _block(title, colour, body)
    parts = [f"{len(causes_of(problems)):,} {title.lower()}" for title, _, problems, _ in blocks if problems]
    yield "; ".join([_counts(changes.open), *([", ".join(parts)] if parts and not is_first else [])]) + "."
    yield from _coverage(report)


def _block(title: str, colour: str, body: Iterable[str]) -> Iterator[str]:
    here = list(body)
    if here:
        yield style(title, bold=True, fg=colour)
        yield from here
        if here[-1]:
            yield ""


def _in_full(problems: Sequence[Problem], report: Report) -> Iterator[str]:
    causes = causes_of(problems)
    yield from causes_by_file(report, causes[:_MOST], acceptance(report, causes[:_MOST]))
    rest = Counter(cause.rule for cause in causes[_MOST:])
    if rest:
        rules = listed(f"{count:,} of {rule}" for rule, count in rest.most_common())
        yield f"And {rest.total():,} more: {rules}. claimpack validate lists them all."
        yield ""


def _each(problems: Sequence[Problem]) -> Iterator[str]:
    causes = causes_of(problems)
    more = (f" (and {cause.problems - 1:,} more)" if cause.problems > 1 else "" for cause in causes)
    each = (f"  {in_a_line(cause.first)}{rest}" for cause, rest in zip(causes, more, strict=True))
    yield from first_lines(each, causes, _MOST)


def _not_checked(report: Report, problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each rule that may have missed what it found before, with the reason."""
    reasons = {result.rule: result.reason for result in report.rules}
    hidden = "an error in the tables may hide it"
    for rule, group in groupby(sorted(problems, key=lambda problem: problem.rule), key=lambda problem: problem.rule):
        here = list(group)
        about = listed((", ".join(problem.subjects) or problem.place.path for problem in here), most=5)
        yield printable(f"  {rule}, {counted(len(here), 'problem')} ({about}): {reasons[rule] or hidden}")


def _counts(problems: Sequence[Problem]) -> str:
    """How many causes are open."""
    if not problems:
        return style("Nothing is open", fg="green", bold=True)
    counts = Counter(cause.severity for cause in causes_of(problems))
    return ", ".join(
        style(counted(counts[severity], severity), fg=COLOURS[severity] if counts[severity] else None)
        for severity in SEVERITIES
    )


def _coverage(report: Report) -> Iterator[str]:
    """How much was checked."""
    parts = [f"{counted(len(report.checked), 'rule')} checked"]
    parts += [f"{len(report.idle):,} not run"] if report.idle else []
    parts += [f"{len(report.in_part):,} on a part only"] if report.in_part else []
    yield style(", ".join(parts) + ("; claimpack validate says why." if len(parts) > 1 else "."), dim=True)
    for failure in report.failures:
        yield style(f"Not complete: {printable(failure)}.", fg="red")
