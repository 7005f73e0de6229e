"""The report as Markdown, for a comment on a pull request and for the summary of a step of GitHub Actions.

It begins with a comment that is not shown, by which a bot finds its own comment again, and the verdict. It has at most
60,000 UTF-16 code units. GitHub takes 65,536 characters, of which a text never has more than of those units. What has
no room is left out by whole problems, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.repositorypath import repository_path
from claimpack.formats.summary import VERDICTS, by_reason, counts, left_out, records, title
from claimpack.markdowntext import code, plain
from claimpack.package.place import Place
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import SEVERITIES
from claimpack.wording import counted, shortened

MARKER = "<!-- claimpack -->"
"""The first line."""

_LONGEST_REPORT = 60_000
_KEPT_BACK = 1_000
"""Room for the ends of the lists and what stands around them."""
_ROOM_FOR_REASONS = 5_000
"""For each kind of what was not checked."""
_LONGEST_MESSAGE = 500
"""So many characters are told of a message, a hint and a reason. Markdown may need ten times as many."""
_LONGEST_NAME = 100
"""The same of paths, columns, subjects, names."""
_LONGEST_COMMAND = 1_000
"""A longer command is left out: half a command is none."""
_MOST_SUBJECTS = 10
"""Of one problem."""
_MOST = 1_000
"""More problems of one kind there is no room for, however short they are."""


def render(report: Report) -> str:
    """The report as Markdown."""
    failing = report.failing()
    is_failing = frozenset(map(id, failing))
    others = [each for each in report.problems if id(each) not in is_failing and not each.acknowledged]
    accepted = [each for each in report.problems if each.acknowledged]
    commands = acceptance(report, sorted(failing, key=_weight)[:_MOST])
    text = "".join(_head(report))
    if commands:
        text += "\nMend a problem, or accept it by the command below it, with your reason in place of WHY.\n"
    text += "".join(_problems(report, failing, commands, _room_after(text)))
    if others:
        summary = f"{counted(len(others), 'problem')} that {'does' if len(others) == 1 else 'do'} not fail the check"
        text += "".join(_folded(summary, _problems(report, others, {}, _room_after(text))))
    if accepted:
        summary = counted(len(accepted), "acknowledged problem")
        text += "".join(_folded(summary, _problems(report, accepted, {}, _room_after(text))))
    return f"{text}\n{code('claimpack explain RULE')} tells what a rule checks, why it matters and how to mend it.\n"


def _head(report: Report) -> Iterator[str]:
    yield f"{MARKER}\n## Claimpack: {VERDICTS[report.verdict].lower()}\n"
    yield f"\n{_shown(title(report))}: {_shown(records(report), _LONGEST_MESSAGE)}.\n"
    rules = f"{counted(len(report.checked), 'rule')} checked" + (f", {left_out(report)}" if report.unselected else "")
    yield f"\n**{counts(report)}.** {rules}.\n"
    failures = report.failures
    if failures:
        yield "\nThe check did not come to its end, so that nothing can be said of the package:\n\n"
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


def _problems(report: Report, problems: Sequence[Problem], commands: Mapping[Problem, str], room: int) -> Iterator[str]:
    """The problems below the names of their files, as many as there is room for, and the number of the others.

    The gravest get room before others, and their files come first; below its file a problem stands as in the report.
    """
    told: dict[int, str] = {}
    by_file: dict[str, list[str]] = {}
    for problem in sorted(problems, key=_weight)[:_MOST]:
        path = repository_path(report, problem.place)
        heading = f"\n### {code(shortened(path, _LONGEST_NAME))}\n"
        item = f"\n{_item(problem, commands.get(problem, ''))}"
        room -= _length(item) + (0 if path in by_file else _length(heading))
        if room < 0:
            break
        by_file.setdefault(path, [heading])
        told[id(problem)] = item
    for problem in problems:
        if id(problem) in told:
            by_file[repository_path(report, problem.place)].append(told[id(problem)])
    yield from (piece for pieces in by_file.values() for piece in pieces)
    if len(told) < len(problems):
        yield f"\nAnd {len(problems) - len(told):,} more; {code('claimpack validate --format json')} tells all.\n"


def _weight(problem: Problem) -> int:
    return SEVERITIES.index(problem.severity)


def _item(problem: Problem, command: str) -> str:
    about = ", ".join(map(_shown, problem.subjects[:_MOST_SUBJECTS]))
    if len(problem.subjects) > _MOST_SUBJECTS:
        about += f" and {len(problem.subjects) - _MOST_SUBJECTS:,} more"
    head = [f"**{problem.severity}**", about, _spot(problem.place), code(problem.rule)]
    lines = [" · ".join(part for part in head if part), f"{_shown(problem.message, _LONGEST_MESSAGE)}\\."]
    if problem.acknowledged:
        lines.append(f"Acknowledged: {_shown(problem.reason or '', _LONGEST_MESSAGE)}")
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
