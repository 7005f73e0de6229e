"""The report as workflow commands of GitHub Actions: an annotation for each cause, then a summary for the log.

GitHub shows no more than ten annotations of each kind for a step, so the gravest come first. What is acknowledged or
known from the baseline is counted alone.

The runner takes a line for a command if it begins with ``::`` after white space, or has ``##[`` anywhere. Lines of the
summary begin with words of this module and have no ``#``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.likewise import claim_in_words, likewise_in_words
from claimpack.formats.repositorypath import repository_path
from claimpack.formats.summary import (
    CONCLUSIONS,
    by_reason,
    counts,
    coverage,
    failing_verdict,
    failing_verdicts,
    left_out,
    records,
    title,
)
from claimpack.report import Cause, Problem, Report, RuleResult
from claimpack.rules.catalogue import SEVERITIES, Severity
from claimpack.wording import counted, printable, shortened

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MOST_OF_A_SEVERITY = 100
"""At most this many causes of a severity are reported, and this many reasons."""
_LONGEST = 1_000
"""A text of the report is cut to this many characters."""
_LONGEST_TITLE = 200
"""GitHub takes 255."""


def render(report: Report) -> str:
    """The report as lines, each a command or a line of the log that can't be one."""
    lines = [command("error", f"{failure}.", CONCLUSIONS["incomplete"]) for failure in _failures(report)]
    failing = report.failing_verdicts[:_MOST_OF_A_SEVERITY]
    lines += [command("error", f"{_text(failing_verdict(each))}.", "A verdict fails the check") for each in failing]
    causes = report.causes
    told: list[Cause] = []
    for severity in SEVERITIES:
        told += islice((each for each in causes if each.severity == severity and each.open), _MOST_OF_A_SEVERITY)
    accepting = acceptance(report, told)
    lines += [_annotation(report, cause, accepting.get(cause, "")) for cause in told]
    return "\n".join([*lines, *_summary(report, causes)]) + "\n"


def _annotation(report: Report, cause: Cause, accepting: str) -> str:
    problem = cause.first
    place = problem.place
    about = f": {', '.join(problem.subjects)}" if problem.subjects else ""
    lines = [
        f"{_spot(problem)}: {_text(problem.message)}.",
        _text(likewise_in_words(cause)),
        _text(claim_in_words(report, problem)),
        _text(problem.hint),
        f"More: claimpack explain {problem.rule}",
        f"Accept it: {accepting}" if 0 < len(accepting) <= _LONGEST else "",  # half a command is none
    ]
    return command(
        _COMMANDS[problem.severity],
        "\n".join(line for line in lines if line),
        printable(shortened(f"{problem.rule}{about}", _LONGEST_TITLE)),
        _file(repository_path(report, place)),
        place.line,
    )


def _spot(problem: Problem) -> str:
    """Where in its line or file a problem is; it begins with a word of ours whatever the file's columns are called."""
    place = problem.place
    spot = place.cell or (f"line {place.line}" if place.line else "file")
    is_named = not place.column or problem.message.startswith(f"{place.column} ")
    return spot if is_named else f"{spot} {_text(place.column or '')}"


def _file(path: str) -> str:
    """A path as the runner gets it whole: it cuts an equals sign off the front, and blanks off the end."""
    shown = [each if _is_blank(each) else printable(each) for each in shortened(path, _LONGEST)]
    if _is_blank(path[-1]):
        shown[-1] = f"\\u{{{ord(path[-1]):04X}}}"
    return ("./" if path.startswith("=") else "") + "".join(shown)


def _is_blank(character: str) -> bool:
    """Whether it is a space of any width, which names of files have and a terminal bears."""
    return unicodedata.category(character) == "Zs"


def command(name: str, message: str, title: str, file: str = "", line: int | None = None) -> str:
    """A workflow command that makes an annotation."""
    properties = {"title": title, "file": file, "line": str(line or "")}
    told = ",".join(f"{key}={_escaped(value, in_property=True)}" for key, value in properties.items() if value)
    return f"::{name} {told}::{_escaped(message)}"


def _escaped(text: str, *, in_property: bool = False) -> str:
    """Text as the runner reads it back, in a message or in a property."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


def _failures(report: Report) -> Iterator[str]:
    return islice(map(_text, report.failures), _MOST_OF_A_SEVERITY)


def _summary(report: Report, causes: Sequence[Cause]) -> Iterator[str]:
    yield f"{CONCLUSIONS[report.conclusion]}: {counts(report, causes)}."
    yield f"Package: {_inert(title(report))}: {_inert(records(report))}."
    for failure in _failures(report):
        yield f"Not complete: {_inert(failure)}."
    for severity in SEVERITIES:
        more = sum(each.severity == severity and each.open for each in causes) - _MOST_OF_A_SEVERITY
        if more > 0:
            yield f"And {counted(more, severity)} more; --format json lists them all."
    yield f"{counted(len(report.checked), 'rule')} checked."
    if failing_verdicts(report):
        yield failing_verdicts(report)
    if report.unselected:
        yield f"{left_out(report)}."
    yield from map(_inert, coverage(report))
    yield from _reasons("not run", report.idle)
    yield from _reasons("run on a part only", report.in_part)


def _reasons(what: str, results: Iterable[RuleResult]) -> Iterator[str]:
    found = list(results)
    if found:
        yield f"{counted(len(found), 'rule')} {what}:"
    for names, reason in by_reason(found):
        yield f"- {_inert(names)}: {_inert(reason)}"


def _inert(text: str) -> str:
    """Text for a plain line of the log. Without ``#`` there is no command in it, whatever stands around the sign."""
    return _text(text).replace("#", "\\u{0023}")


def _text(text: str) -> str:
    return printable(shortened(text, _LONGEST))
