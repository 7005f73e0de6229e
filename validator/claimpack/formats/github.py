"""The report as workflow commands of GitHub Actions: an annotation for each cause, then a summary for the log.

GitHub shows at most ten annotations of each kind for a step, so the most severe come first. Causes that are
acknowledged or known from the baseline are only counted.

The runner treats a line as a command if it begins with ``::`` after white space, or has ``##[`` anywhere. So lines of
the summary begin with words of this module and have no ``#``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from claimpack.formats import packagessummary, summary
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.causetext import details
from claimpack.formats.repositorypath import repository_path
from claimpack.packagesreport import PackagesReport
from claimpack.report import Cause, Problem, Report, RuleResult
from claimpack.rules.catalogue import SEVERITIES, Severity
from claimpack.wording import counted, printable, shortened

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MOST = 100
"""At most this many causes of a severity are reported, and this many of anything else."""
_LONGEST = 1_000
"""A text of the report is cut to this many characters."""
_LONGEST_TITLE = 200
"""GitHub accepts 255 characters."""


def render(report: Report) -> str:
    """The report as lines: commands, and lines of the log that can't be commands."""
    incomplete = summary.CONCLUSIONS["incomplete"]
    lines = [command("error", f"{failure}.", incomplete) for failure in _failures(report)]
    failing = (f"{_text(summary.failing_verdict(each))}." for each in report.failing_verdicts[:_MOST])
    lines += [command("error", text, "A verdict fails the check") for text in failing]
    causes = report.causes
    shown: list[Cause] = []
    for severity in SEVERITIES:
        shown += islice((each for each in causes if each.severity == severity and each.open), _MOST)
    accepting = acceptance(report, shown)
    lines += [_annotation(report, cause, accepting.get(cause, "")) for cause in shown]
    return "\n".join([*lines, *_closing(report, causes)]) + "\n"


def render_packages(report: PackagesReport) -> str:
    """The report on several packages in the same way: the registry, then each package."""
    lines = []
    for fault in report.faults[:_MOST]:
        file = printable((Path(report.registry).parent / fault.path).as_posix())
        lines.append(command("error", _text(f"{fault.message}. {fault.hint}"), "The registry", file, fault.line))
    changed = map(packagessummary.changed_in_words, report.changed_verdicts[:_MOST])
    lines += [command("notice", _text(text), "A verdict has changed") for text in changed]
    across = map(packagessummary.across_in_words, (report.across.found if report.across else ())[:_MOST])
    lines += [command("notice", _text(text), "Between packages") for text in across]
    every = "".join(render(each) for each in report.all_reports.values())
    conclusion = f"{summary.CONCLUSIONS[report.conclusion]}: {packagessummary.conclusions(report)}."
    return "\n".join([*lines, f"{every}{conclusion}", ""])


def _annotation(report: Report, cause: Cause, accepting: str) -> str:
    problem = cause.first
    place = problem.place
    about = f": {', '.join(problem.subjects)}" if problem.subjects else ""
    lines = [f"{_location_in_file(problem)}: {_text(problem.message)}.", *map(_text, details(report, cause))]
    lines.append(f"More: claimpack explain {problem.rule}")
    if 0 < len(accepting) <= _LONGEST:  # half a command is useless
        lines.append(f"Accept it: {accepting}")
    title = printable(shortened(f"{problem.rule}{about}", _LONGEST_TITLE))
    file = _file(repository_path(report, place))
    return command(_COMMANDS[problem.severity], "\n".join(lines), title, file, place.line)


def _location_in_file(problem: Problem) -> str:
    """The place of a problem in its file; it begins with a word of this module, whatever the columns are called."""
    place = problem.place
    spot = place.cell or (f"line {place.line}" if place.line else "file")
    is_named = not place.column or problem.message.startswith(f"{place.column} ")
    return spot if is_named else f"{spot} {_text(place.column or '')}"


def _file(path: str) -> str:
    """A path that the runner reads whole: it drops a leading equals sign and trailing blanks."""
    shown = [each if _is_blank(each) else printable(each) for each in shortened(path, _LONGEST)]
    if _is_blank(path[-1]):
        shown[-1] = f"\\u{{{ord(path[-1]):04X}}}"
    return ("./" if path.startswith("=") else "") + "".join(shown)


def _is_blank(character: str) -> bool:
    """Whether it is a space of any width, which is harmless in a file name."""
    return unicodedata.category(character) == "Zs"


def command(name: str, message: str, title: str, file: str = "", line: int | None = None) -> str:
    """A workflow command that makes an annotation."""
    properties = {"title": title, "file": file, "line": str(line or "")}
    given = ",".join(f"{key}={_escaped(value, in_property=True)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(text: str, *, in_property: bool = False) -> str:
    """Text as the runner reads it back, in a message or in a property."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


def _failures(report: Report) -> Iterator[str]:
    return islice(map(_text, report.failures), _MOST)


def _closing(report: Report, causes: Sequence[Cause]) -> Iterator[str]:
    yield f"{summary.CONCLUSIONS[report.conclusion]}: {summary.counts(report, causes)}."
    yield f"Package: {_inert(summary.title(report))}: {_inert(summary.records(report))}."
    for failure in _failures(report):
        yield f"Not complete: {_inert(failure)}."
    for severity in SEVERITIES:
        more = sum(each.severity == severity and each.open for each in causes) - _MOST
        if more > 0:
            yield f"And {counted(more, severity)} more; --format json lists them all."
    yield f"{counted(len(report.checked), 'rule')} checked."
    if summary.failing_verdicts(report):
        yield summary.failing_verdicts(report)
    if report.unselected:
        yield f"{summary.left_out(report)}."
    yield from map(_inert, summary.coverage(report))
    yield from _reasons("not run", report.idle)
    yield from _reasons("run on a part only", report.in_part)


def _reasons(what: str, results: Iterable[RuleResult]) -> Iterator[str]:
    found = list(results)
    if found:
        yield f"{counted(len(found), 'rule')} {what}:"
    for names, reason in summary.by_reason(found):
        yield f"- {_inert(names)}: {_inert(reason)}"


def _inert(text: str) -> str:
    """Text for a plain line of the log: without ``#`` it contains no command."""
    return _text(text).replace("#", "\\u{0023}")


def _text(text: str) -> str:
    return printable(shortened(text, _LONGEST))
