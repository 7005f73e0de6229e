"""The report for a person: what was found, the most severe first, then what was checked and what was not."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from click import style

from claimpack.formats import packagessummary, summary
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.causetext import claim_in_words, likewise, sentence
from claimpack.package.place import Place
from claimpack.packagesreport import PackagesReport
from claimpack.report import Cause, Problem, Report, RuleResult
from claimpack.wording import and_more, counted, printable, wrapped

_MOST = 100
"""At most this many causes of one rule and file are shown, this many claims that fail the check, and, for several
packages, this many items of each kind."""
_MOST_SUBJECTS = 20
"""At most this many records of a problem are named."""
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def render(report: Report, *, in_full: bool = False) -> str:
    """The report as lines of text with ANSI colours, which the command line removes unless it writes to a terminal.

    Args:
        report: the report.
        in_full: whether acknowledged problems are shown in full rather than in one line each.
    """
    causes = report.causes
    accepted = [cause for cause in causes if cause.acknowledged and not in_full]
    shown = [cause for cause in causes if cause.open or (in_full and cause.acknowledged)]
    lines = _accepted(accepted, in_brief=bool(shown)) if accepted else []
    lines += causes_by_file(report, shown, acceptance(report, shown))
    return "\n".join([*lines, *_closing(report, causes)]) + "\n"


def render_packages(report: PackagesReport, *, in_full: bool = False) -> str:
    """The report on several packages in the same way: each package, then what they have in common."""
    lines = []
    for name, each in report.all_reports.items():
        lines += [style(f"== {printable(name)} ==", bold=True), render(each, in_full=in_full)]
    lines.append(style("== All packages ==", bold=True))
    if report.faults:
        lines.append(style("The registry itself has problems:", fg="red"))
        lines += _items(map(packagessummary.fault_in_words, report.faults))
    for heading, items in packagessummary.lists(report).items():
        if items:
            lines += [f"{heading}:", *_items(items)]
    lines += _items(packagessummary.of_package(report, name) for name in report.all_reports)
    for text in packagessummary.sentences(report):
        lines += wrapped(text)
    colour = "green" if report.conclusion == "passed" else "red"
    conclusion = f"{summary.CONCLUSIONS[report.conclusion]}. {packagessummary.conclusions(report)}."
    return "\n".join([*lines, style(conclusion, fg=colour)]) + "\n"


def causes_by_file(report: Report, causes: Iterable[Cause], commands: Mapping[Cause, str]) -> list[str]:
    """The causes in the order given, in full below the name of their file; a blank line after each file.

    Args:
        report: the report.
        causes: the causes.
        commands: the command to accept each cause that can be accepted.
    """
    lines: list[str] = []
    for path, here in groupby(causes, key=lambda cause: cause.first.place.path):
        lines.append(style(printable(path), bold=True))
        shown: Counter[str] = Counter()
        for cause in here:
            shown[cause.rule] += 1
            if shown[cause.rule] <= _MOST:
                lines += _entry(report, cause)
                if cause in commands:
                    lines.append(style(f"    Accept it: {commands[cause]}", dim=True))
        for rule, count in shown.items():
            lines += and_more(range(count), _MOST, f"  and {{}} more of {rule}; --format json lists them all")
        lines.append("")
    return lines


def in_a_line(problem: Problem) -> str:
    """A problem in one line, shortened: its records, its rule, and the message."""
    about = ", ".join(problem.subjects) or problem.place.path
    return textwrap.shorten(printable(f"{about} {problem.rule}: {sentence(problem)}"), 98, placeholder=" …")


def _accepted(causes: list[Cause], *, in_brief: bool) -> list[str]:
    """How many causes are acknowledged, and, unless in brief, one line for each."""
    head = style(f"{summary.extent(causes)} acknowledged", bold=True)
    lines = [f"{head}; --show-acknowledged shows them in full, with the reasons"]
    if not in_brief:
        lines += [f"  {in_a_line(cause.first)}" for cause in causes]
    return [*lines, ""]


def _entry(report: Report, cause: Cause) -> list[str]:
    problem = cause.first
    severity = "acknowledged" if cause.acknowledged else cause.severity
    subjects = ", ".join(map(printable, problem.subjects[:_MOST_SUBJECTS]))
    head = [
        style(_location_in_file(problem.place), bold=True),
        " ".join([subjects, *and_more(problem.subjects, _MOST_SUBJECTS)]),
        style(severity, fg=COLOURS.get(severity, "green")),
        problem.rule,
    ]
    lines = ["  " + "  ".join(part for part in head if part)]
    others = f"{likewise(cause)}." if likewise(cause) else ""
    for text in (claim_in_words(report, problem), sentence(problem), others):
        lines += wrapped(text, "    ")
    if cause.reason:
        lines += wrapped(f"Acknowledged: {cause.reason}", "    ")
    elif problem.hint:
        lines += [style(line, dim=True) for line in wrapped(problem.hint, "    ")]
    return lines


def _location_in_file(place: Place) -> str:
    line = f"line {place.line}" if place.line else ""
    return "  ".join(part for part in (place.cell or "", line, printable(place.column or "")) if part) or "file"


def _closing(report: Report, causes: Sequence[Cause]) -> list[str]:
    def coloured(text: str, severity: str, count: int) -> str:
        return style(text, fg=COLOURS[severity] if count else None)

    lines = wrapped(f"{summary.title(report)}: {summary.records(report)}.")
    if any(cause.open and cause.first.can_be_acknowledged for cause in causes):
        hint = "Correct what is wrong, or accept it by the command below it, with your reason in place of WHY."
        lines = [hint, "", *lines]
    lines.append(f"{counted(len(report.checked), 'rule')} checked: {summary.counts(report, causes, coloured)}.")
    for each in [summary.verdicts(report), *summary.coverage(report)]:
        lines += wrapped(each)
    failing = report.failing_verdicts
    colour = "red" if failing else None
    lines += [style(line, fg=colour) for line in wrapped(summary.failing_verdicts(report))]
    for verdict in failing[:_MOST]:
        lines += wrapped(f"{summary.failing_verdict(verdict)}.", "  ", "    ")
    lines += and_more(failing, _MOST, "  and {} more; claimpack verdicts lists them all")
    if report.unselected:
        lines.append(f"{summary.left_out(report)}.")
    if report.records.get("claims") or report.problems:  # for an empty package, one line says so
        lines += _reasons("not run", report.idle) + _reasons("run on a part only", report.in_part)
    return lines + [style(f"Not complete: {printable(failure)}.", fg="red") for failure in report.failures]


def _reasons(what: str, results: Sequence[RuleResult]) -> list[str]:
    """The rules that did not check everything, grouped by their reason."""
    lines = [f"{counted(len(results), 'rule')} {what}:"] if results else []
    for names, reason in summary.by_reason(results):
        lines += wrapped(f"{names}: {reason}", "  ", "    ")
    return lines


def _items(sentences: Iterable[str]) -> list[str]:
    every = list(sentences)
    lines = [line for each in every[:_MOST] for line in wrapped(each, "  ", "    ")]
    return lines + and_more(every, _MOST, "  and {} more; --format json lists them all")
