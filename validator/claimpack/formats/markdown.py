"""The report as Markdown, for a comment on a pull request and for the summary of a step of GitHub Actions.

It begins with a comment that is not shown, by which a bot finds its own comment again, and the verdict. It has at most
60,000 UTF-16 code units. GitHub takes 65,536 characters, of which a text never has more than of those units. What has
no room is left out by whole causes, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.likewise import claim_in_words, likewise_in_words
from claimpack.formats.repositorypath import repository_path
from claimpack.formats.summary import (
    CONCLUSIONS,
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
from claimpack.markdowntext import code, plain
from claimpack.package.place import Place
from claimpack.report import Cause, Report
from claimpack.wording import counted, shortened

MARKER = "<!-- claimpack -->"
"""The first line."""

_LONGEST_REPORT = 60_000
_KEPT_BACK = 1_000
"""Room for the ends of the lists and what stands around them."""
_ROOM_FOR_REASONS = 5_000
"""For each kind of what was not checked."""
_LONGEST_MESSAGE = 500
"""A message, a hint and a reason are each cut to this many characters. Markdown may need ten times as many."""
_LONGEST_NAME = 100
"""The same of paths, columns, subjects, names."""
_LONGEST_COMMAND = 1_000
"""A longer command is left out: half a command is none."""
_MOST_SUBJECTS = 10
"""Of one problem."""
_MOST = 1_000
"""More causes of one kind there is no room for, however short they are."""


def render(report: Report) -> str:
    """The report as Markdown."""
    is_failing = frozenset(map(id, report.failing()))
    causes = report.causes
    failing = [each for each in causes if id(each.first) in is_failing]
    others = [each for each in causes if id(each.first) not in is_failing and not each.acknowledged]
    accepted = [each for each in causes if each.acknowledged]
    commands = acceptance(report, failing[:_MOST])
    text = "".join(_head(report, causes))
    if commands:
        text += "\nMend a problem, or accept it by the command below it, with your reason in place of WHY.\n"
    text += "".join(_told(report, failing, commands, _room_after(text)))
    if others:
        summary = f"{extent(others)} that {'does' if len(others) == 1 else 'do'} not fail the check"
        text += "".join(_folded(summary, _told(report, others, {}, _room_after(text))))
    if accepted:
        problems = sum(len(each.members) for each in accepted)
        summary = counted(len(accepted), "acknowledged problem")
        if problems > len(accepted):
            summary = f"{counted(len(accepted), 'acknowledged cause')} of {counted(problems, 'problem')}"
        text += "".join(_folded(summary, _told(report, accepted, {}, _room_after(text))))
    return f"{text}\n{code('claimpack explain RULE')} says what a rule checks, why it matters and how to mend it.\n"


def _head(report: Report, causes: Sequence[Cause]) -> Iterator[str]:
    yield f"{MARKER}\n## Claimpack: {CONCLUSIONS[report.conclusion].lower()}\n"
    yield f"\n{_shown(title(report))}: {_shown(records(report), _LONGEST_MESSAGE)}.\n"
    rules = f"{counted(len(report.checked), 'rule')} checked" + (f", {left_out(report)}" if report.unselected else "")
    yield f"\n**{counts(report, causes)}.** {rules}.\n"
    for sentence in [*filter(None, [verdicts(report)]), *coverage(report)]:
        yield f"\n{_shown(sentence, _LONGEST_MESSAGE)}\n"
    if failing_verdicts(report):
        yield f"\n{_shown(failing_verdicts(report), _LONGEST_MESSAGE)}\n\n"
        yield from _fitting(_bullet(f"{failing_verdict(each)}.") for each in report.failing_verdicts)
    failures = report.failures
    if failures:
        yield "\nThe check did not finish, so that nothing can be said of the package:\n\n"
        yield from _fitting(_bullet(failure) for failure in failures)
    for results, what in ((report.idle, "not run"), (report.in_part, "run on a part only")):
        if results:
            bullets = (_bullet(reason, f"{code(names)}: ") for names, reason in by_reason(results))
            yield from _folded(f"{counted(len(results), 'rule')} {what}", ["\n", *_fitting(bullets)])


def _bullet(text: str, about: str = "") -> str:
    return f"- {about}{_shown(text, _LONGEST_MESSAGE)}\n"


def _folded(summary: str, content: Iterable[str]) -> Iterator[str]:
    """What is shown on a click. A blank line ends the HTML, so that Markdown is read again."""
    yield f"\n<details>\n<summary>{summary}</summary>\n"
    yield from content
    yield "\n</details>\n"


def _fitting(bullets: Iterable[str]) -> Iterator[str]:
    """As many of the bullets as there is room for, and the number of the others."""
    room, left_out = _ROOM_FOR_REASONS, 0
    for bullet in bullets:
        room -= _length(bullet)
        left_out += room < 0
        if room >= 0:
            yield bullet
    if left_out:
        yield f"- and {left_out:,} more\n"


def _told(report: Report, causes: Sequence[Cause], commands: Mapping[Cause, str], room: int) -> Iterator[str]:
    """The causes below the names of their files, as many as there is room for, and the number of the others.

    The gravest come first, so that a file is named again where something milder is reported of it.
    """
    told = 0
    file = None
    for cause in causes[:_MOST]:
        path = repository_path(report, cause.first.place)
        piece = f"\n### {code(shortened(path, _LONGEST_NAME))}\n" if path != file else ""
        piece += f"\n{_item(report, cause, commands.get(cause, ''))}"
        room -= _length(piece)
        if room < 0:
            break
        yield piece
        file = path
        told += 1
    if told < len(causes):
        yield f"\nAnd {len(causes) - told:,} more; {code('claimpack validate --format json')} lists them all.\n"


def _item(report: Report, cause: Cause, command: str) -> str:
    problem = cause.first
    about = ", ".join(map(_shown, problem.subjects[:_MOST_SUBJECTS]))
    if len(problem.subjects) > _MOST_SUBJECTS:
        about += f" and {len(problem.subjects) - _MOST_SUBJECTS:,} more"
    head = [f"**{cause.severity}**", about, _spot(problem.place), code(problem.rule)]
    lines = [" · ".join(part for part in head if part), f"{_shown(problem.message, _LONGEST_MESSAGE)}\\."]
    lines += [
        _shown(words, _LONGEST_MESSAGE)
        for words in (likewise_in_words(cause), claim_in_words(report, problem))
        if words
    ]
    if cause.acknowledged:
        lines.append(f"Acknowledged: {_shown(cause.reason or '', _LONGEST_MESSAGE)}")
    elif problem.hint:
        lines.append(_shown(problem.hint, _LONGEST_MESSAGE))
    item = "- " + "\\\n  ".join(lines) + "\n"
    if command and len(command) <= _LONGEST_COMMAND:
        item += f"\n  ```sh\n  {command}\n  ```\n"
    return item


def _spot(place: Place) -> str:
    line = f"line {place.line}" if place.line else ""
    column = code(shortened(place.column, _LONGEST_NAME)) if place.column else ""
    return " ".join(part for part in (", ".join(part for part in (line, place.cell) if part), column) if part)


def _shown(text: str, longest: int = _LONGEST_NAME) -> str:
    return plain(shortened(text, longest))


def _room_after(text: str) -> int:
    return _LONGEST_REPORT - _KEPT_BACK - _length(text)


def _length(text: str) -> int:
    """In UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
