"""The report for a person: problems grouped by file, then what was checked and what was not."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from click import style

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.sentence import sentence
from claimpack.formats.summary import by_reason, left_out, records, title
from claimpack.package.place import Place
from claimpack.report import Problem, Report, RuleResult
from claimpack.wording import counted, printable

_WIDTH = 100
_MOST_OF_A_RULE = 100
"""So many problems of one rule are told of one file."""
_MOST_SUBJECTS = 20
"""So many records that a problem is about are named."""
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def render(report: Report, *, in_full: bool = False) -> str:
    """The report as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        report: what was found.
        in_full: whether acknowledged problems are told like the others rather than in one line each.
    """
    accepted = [problem for problem in report.problems if problem.acknowledged and not in_full]
    told = [problem for problem in report.problems if in_full or not problem.acknowledged]
    lines = _accepted(accepted, in_brief=bool(told)) if accepted else []
    lines += problems_by_file(told, acceptance(report))
    return "\n".join([*lines, *_closing(report)]) + "\n"


def problems_by_file(problems: Iterable[Problem], commands: Mapping[Problem, str]) -> list[str]:
    """The problems, in the order of a report, in full below the name of their file; a blank line after each file.

    Args:
        problems: what to tell.
        commands: how to accept those that can be.
    """
    lines: list[str] = []
    for path, here in groupby(problems, key=lambda problem: problem.place.path):
        lines += [style(printable(path), bold=True)]
        shown: Counter[str] = Counter()
        for problem in here:
            shown[problem.rule] += 1
            if shown[problem.rule] <= _MOST_OF_A_RULE:
                lines += _problem(problem)
                if problem in commands:
                    lines.append(style(f"    Accept it: {commands[problem]}", dim=True))
        for rule, count in shown.items():
            if count > _MOST_OF_A_RULE:
                lines.append(f"  and {count - _MOST_OF_A_RULE:,} more of {rule}; --format json tells all")
        lines.append("")
    return lines


def in_a_line(problem: Problem) -> str:
    """As much of a problem as one line has room for: what it is about, its rule, and the message."""
    about = ", ".join(problem.subjects) or problem.place.path
    return textwrap.shorten(printable(f"{about} {problem.rule}: {sentence(problem)}"), _WIDTH - 2, placeholder=" …")


def _accepted(problems: list[Problem], *, in_brief: bool) -> list[str]:
    """How many are acknowledged, and each in a line unless that would stand in the way of those to look at."""
    head = style(f"{counted(len(problems), 'problem')} acknowledged", bold=True)
    lines = [f"{head}; --show-acknowledged tells them in full, with the reasons"]
    if not in_brief:
        lines += [f"  {in_a_line(problem)}" for problem in problems]
    return [*lines, ""]


def _problem(problem: Problem) -> list[str]:
    severity = "acknowledged" if problem.acknowledged else problem.severity
    head = "  ".join(
        part
        for part in (
            style(_spot(problem.place), bold=True),
            _about(problem.subjects),
            style(severity, fg=_COLOURS.get(severity, "green")),
            problem.rule,
        )
        if part
    )
    lines = [f"  {head}", *_wrapped(sentence(problem))]
    if problem.reason:
        lines += _wrapped(f"Acknowledged: {problem.reason}")
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


def _closing(report: Report) -> list[str]:
    counts = [
        (report.count("error"), "error", "red"),
        (report.count("warning"), "warning", "yellow"),
        (report.count("note"), "note", "cyan"),
    ]
    found = ", ".join(style(counted(count, noun), fg=colour if count else None) for count, noun, colour in counts)
    lines = textwrap.wrap(f"{printable(title(report))}: {printable(records(report))}.", _WIDTH)
    if any(problem.can_be_acknowledged and not problem.acknowledged for problem in report.problems):
        lines = ["Mend a problem, or accept it by the command below it, with your reason in place of WHY.", "", *lines]
    lines.append(f"{counted(len(report.checked), 'rule')} checked: {found}, {report.acknowledged:,} acknowledged.")
    if report.unselected:
        lines.append(f"{left_out(report)}.")
    lines += _reasons("not run", report.idle) + _reasons("run on a part only", report.in_part)
    return lines + [style(f"Not complete: {printable(failure)}.", fg="red") for failure in report.failures]


def _reasons(what: str, results: Sequence[RuleResult]) -> list[str]:
    """Which rules did not look at everything and why, those with the same reason together."""
    lines = [f"{counted(len(results), 'rule')} {what}:"] if results else []
    for names, reason in by_reason(results):
        lines += textwrap.wrap(printable(f"{names}: {reason}"), _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines
