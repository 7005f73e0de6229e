"""The report for a person: what was found, the gravest first, then what was checked and what was not."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from click import style

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.likewise import claim_in_words, likewise_in_words
from claimpack.formats.sentence import sentence
from claimpack.formats.summary import (
    by_reason,
    counts,
    coverage,
    extent,
    failing_verdict,
    failing_verdicts,
    left_out,
    records,
    title,
    verdicts,
)
from claimpack.package.place import Place
from claimpack.report import Cause, Problem, Report, RuleResult
from claimpack.wording import counted, printable

_WIDTH = 100
_MOST_OF_A_RULE = 100
"""At most this many causes of one rule, severity and file are shown."""
_MOST_VERDICTS = 100
"""At most this many claims that fail the check by their verdicts are named."""
_MOST_SUBJECTS = 20
"""At most this many records that a problem is about are named."""
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
"""By severity."""


def render(report: Report, *, in_full: bool = False) -> str:
    """The report as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        report: what was found.
        in_full: whether acknowledged problems are shown like the others rather than in one line each.
    """
    causes = report.causes
    accepted = [cause for cause in causes if cause.acknowledged and not in_full]
    told = [cause for cause in causes if cause.open or (in_full and cause.acknowledged)]
    lines = _accepted(accepted, in_brief=bool(told)) if accepted else []
    lines += causes_by_file(report, told, acceptance(report, told))
    return "\n".join([*lines, *_closing(report, causes)]) + "\n"


def causes_by_file(report: Report, causes: Iterable[Cause], commands: Mapping[Cause, str]) -> list[str]:
    """The causes in the order given, in full below the name of their file; a blank line after each file.

    Args:
        report: what was found.
        causes: what to report.
        commands: how to accept those that can be.
    """
    lines: list[str] = []
    for path, here in groupby(causes, key=lambda cause: cause.first.place.path):
        lines += [style(printable(path), bold=True)]
        shown: Counter[str] = Counter()
        for cause in here:
            shown[cause.rule] += 1
            if shown[cause.rule] <= _MOST_OF_A_RULE:
                lines += _entry(report, cause)
                if cause in commands:
                    lines.append(style(f"    Accept it: {commands[cause]}", dim=True))
        for rule, count in shown.items():
            if count > _MOST_OF_A_RULE:
                lines.append(f"  and {count - _MOST_OF_A_RULE:,} more of {rule}; --format json lists them all")
        lines.append("")
    return lines


def in_a_line(problem: Problem) -> str:
    """As much of a problem as one line has room for: what it is about, its rule, and the message."""
    about = ", ".join(problem.subjects) or problem.place.path
    return textwrap.shorten(printable(f"{about} {problem.rule}: {sentence(problem)}"), _WIDTH - 2, placeholder=" …")


def _accepted(causes: list[Cause], *, in_brief: bool) -> list[str]:
    """How many are acknowledged, and each in a line unless that would be in the way of those to look at."""
    head = style(f"{extent(causes)} acknowledged", bold=True)
    lines = [f"{head}; --show-acknowledged shows them in full, with the reasons"]
    if not in_brief:
        lines += [f"  {in_a_line(cause.first)}" for cause in causes]
    return [*lines, ""]


def _entry(report: Report, cause: Cause) -> list[str]:
    problem = cause.first
    severity = "acknowledged" if cause.acknowledged else cause.severity
    head = "  ".join(
        part
        for part in (
            style(_spot(problem.place), bold=True),
            _about(problem.subjects),
            style(severity, fg=COLOURS.get(severity, "green")),
            problem.rule,
        )
        if part
    )
    lines = [f"  {head}", *_wrapped(claim_in_words(report, problem)), *_wrapped(sentence(problem))]
    others = likewise_in_words(cause)
    if others:
        lines += _wrapped(f"{others}.")
    if cause.reason:
        lines += _wrapped(f"Acknowledged: {cause.reason}")
    elif problem.hint:
        lines += [style(line, dim=True) for line in _wrapped(problem.hint)]
    return lines


def _about(subjects: Sequence[str]) -> str:
    more = len(subjects) - _MOST_SUBJECTS
    return ", ".join(map(printable, subjects[:_MOST_SUBJECTS])) + (f" and {more:,} more" if more > 0 else "")


def _spot(place: Place) -> str:
    line = f"line {place.line}" if place.line else ""
    return "  ".join(part for part in (place.cell or "", line, printable(place.column or "")) if part) or "file"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        printable(text), _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False
    )


def _closing(report: Report, causes: Sequence[Cause]) -> list[str]:
    def coloured(text: str, severity: str, count: int) -> str:
        return style(text, fg=COLOURS[severity] if count else None)

    lines = textwrap.wrap(f"{printable(title(report))}: {printable(records(report))}.", _WIDTH)
    if any(cause.open and cause.first.can_be_acknowledged for cause in causes):
        lines = ["Mend a problem, or accept it by the command below it, with your reason in place of WHY.", "", *lines]
    lines.append(f"{counted(len(report.checked), 'rule')} checked: {counts(report, causes, coloured)}.")
    for each in [*filter(None, [verdicts(report)]), *coverage(report)]:
        lines += textwrap.wrap(printable(each), _WIDTH)
    lines += _failing_verdicts(report)
    if report.unselected:
        lines.append(f"{left_out(report)}.")
    if report.records.get("claims") or report.problems:  # where nothing is recorded yet, one line says so
        lines += _reasons("not run", report.idle) + _reasons("run on a part only", report.in_part)
    return lines + [style(f"Not complete: {printable(failure)}.", fg="red") for failure in report.failures]


def _failing_verdicts(report: Report) -> list[str]:
    """How many claims fail the check by their verdicts, and which these are."""
    failing = report.failing_verdicts
    lines = textwrap.wrap(failing_verdicts(report), _WIDTH)
    if failing:
        lines = [style(line, fg="red") for line in lines]
    for each in failing[:_MOST_VERDICTS]:
        text = printable(f"{failing_verdict(each)}.")
        lines += textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
    if len(failing) > _MOST_VERDICTS:
        lines.append(f"  and {len(failing) - _MOST_VERDICTS:,} more; claimpack verdicts lists them all")
    return lines


def _reasons(what: str, results: Sequence[RuleResult]) -> list[str]:
    """Which rules did not look at everything and why, those with the same reason together."""
    lines = [f"{counted(len(results), 'rule')} {what}:"] if results else []
    for names, reason in by_reason(results):
        lines += textwrap.wrap(printable(f"{names}: {reason}"), _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines
