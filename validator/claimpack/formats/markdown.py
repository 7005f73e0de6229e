"""The report as Markdown, for a comment on a pull request and for the summary of a step of GitHub Actions.

It begins with an invisible marker, by which a bot finds its earlier comment, and the conclusion. It has at most 60,000
UTF-16 code units, which are never fewer than characters: GitHub accepts 65,536 characters. Causes for which there is no
room are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimpack.formats import packagessummary, summary
from claimpack.formats.acknowledgecommand import acceptance
from claimpack.formats.causetext import details
from claimpack.formats.repositorypath import repository_path
from claimpack.markdowntext import bulleted, code, plain
from claimpack.package.place import Place
from claimpack.packagesreport import MOST_SEVERE_FIRST, PackagesReport
from claimpack.report import Cause, Report
from claimpack.wording import and_more, counted, shortened

MARKER = "<!-- claimpack -->"

_LONGEST_REPORT = 60_000
_RESERVED = 1_000
"""Room for the ends of the lists and the text around them."""
_ROOM_FOR_REASONS = 5_000
"""The room for each list of rules that did not run, or ran in part."""
_LONGEST_MESSAGE = 500
"""Each message, hint and reason is cut to this many characters; escaped, it may have ten times as many."""
_LONGEST_NAME = 100
"""The same for paths, columns, subjects and names."""
_LONGEST_COMMAND = 1_000
"""A longer command is left out."""
_MOST_SUBJECTS = 10
_MOST = 1_000
"""There is no room for more causes of one kind, however short they are."""
_MOST_OF_PACKAGES, _LONGEST_OF_PACKAGES = 40, 300
"""For several packages, at most this many items of each kind are shown, and this many characters of each: GitHub
accepts 65,536 characters in all."""


def render(report: Report) -> str:
    """The report as Markdown."""
    causes = report.causes
    failing, rest = summary.by_failing(report, causes)
    others = [each for each in rest if not each.acknowledged]
    accepted = [each for each in causes if each.acknowledged]
    commands = acceptance(report, failing[:_MOST])
    text = "".join(_head(report, causes))
    if commands:
        text += "\nCorrect what is wrong, or accept it by the command below it, with your reason in place of WHY.\n"
    text += "".join(_listed(report, failing, commands, _room_after(text)))
    if others:
        text += "".join(_folded(summary.not_failing(others), _listed(report, others, {}, _room_after(text))))
    if accepted:
        problems = sum(len(each.members) for each in accepted)
        head = counted(len(accepted), "acknowledged problem")
        if problems > len(accepted):
            head = f"{counted(len(accepted), 'acknowledged cause')} of {counted(problems, 'problem')}"
        text += "".join(_folded(head, _listed(report, accepted, {}, _room_after(text))))
    return f"{text}\n{code('claimpack explain RULE')} says what a rule checks, why it matters and how to fix it.\n"


def render_packages(report: PackagesReport) -> str:
    """The report on several packages as Markdown: an overview of them."""
    gravest_first = sorted(report.all_reports.items(), key=lambda each: MOST_SEVERE_FIRST.index(each[1].conclusion))
    lists = {
        "Problems of the registry itself": [packagessummary.fault_in_words(each) for each in report.faults],
        **packagessummary.lists(report),
        "Packages": [packagessummary.of_package(report, name) for name, _ in gravest_first],
    }
    conclusion = summary.CONCLUSIONS[report.conclusion].lower()
    text = f"## Claimpack: {conclusion}\n\n{plain(packagessummary.conclusions(report))}\\.\n"
    for heading, items in lists.items():
        if items:
            text += f"\n### {heading}\n\n{''.join(bulleted(items, _MOST_OF_PACKAGES, _LONGEST_OF_PACKAGES))}"
    return text + "".join(f"\n{plain(sentence)}\n" for sentence in packagessummary.sentences(report))


def _head(report: Report, causes: Sequence[Cause]) -> Iterator[str]:
    yield f"{MARKER}\n## Claimpack: {summary.CONCLUSIONS[report.conclusion].lower()}\n"
    yield f"\n{_shown(summary.title(report))}: {_shown(summary.records(report), _LONGEST_MESSAGE)}.\n"
    left_out = f", {summary.left_out(report)}" if report.unselected else ""
    yield f"\n**{summary.counts(report, causes)}.** {counted(len(report.checked), 'rule')} checked{left_out}.\n"
    for sentence in filter(None, [summary.verdicts(report), *summary.coverage(report)]):
        yield f"\n{_shown(sentence, _LONGEST_MESSAGE)}\n"
    if summary.failing_verdicts(report):
        yield f"\n{_shown(summary.failing_verdicts(report), _LONGEST_MESSAGE)}\n\n"
        yield from _fitting(_bullet(f"{summary.failing_verdict(each)}.") for each in report.failing_verdicts)
    if report.failures:
        yield "\nThe check did not finish, so nothing is known of the package:\n\n"
        yield from _fitting(map(_bullet, report.failures))
    for results, what in ((report.idle, "not run"), (report.in_part, "run on a part only")):
        if results:
            bullets = (_bullet(reason, f"{code(names)}: ") for names, reason in summary.by_reason(results))
            yield from _folded(f"{counted(len(results), 'rule')} {what}", ["\n", *_fitting(bullets)])


def _bullet(text: str, about: str = "") -> str:
    return f"- {about}{_shown(text, _LONGEST_MESSAGE)}\n"


def _folded(summary: str, content: Iterable[str]) -> Iterator[str]:
    """Content that a click shows. The blank line ends the HTML, so that Markdown is read again."""
    yield f"\n<details>\n<summary>{summary}</summary>\n"
    yield from content
    yield "\n</details>\n"


def _fitting(bullets: Iterable[str]) -> Iterator[str]:
    """As many bullets as there is room for, and the number of the others."""
    room, left_out = _ROOM_FOR_REASONS, 0
    for bullet in bullets:
        room -= _length(bullet)
        left_out += room < 0
        if room >= 0:
            yield bullet
    if left_out:
        yield f"- and {left_out:,} more\n"


def _listed(report: Report, causes: Sequence[Cause], commands: Mapping[Cause, str], room: int) -> Iterator[str]:
    """As many causes as there is room for, below the names of their files, and the number of the others.

    The most severe come first, so a file is named again for its milder causes.
    """
    listed = 0
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
        listed += 1
    all_ = code("claimpack validate --format json")
    yield from and_more(causes, listed, f"\nAnd {{}} more; {all_} lists them all.\n")


def _item(report: Report, cause: Cause, command: str) -> str:
    problem = cause.first
    subjects = ", ".join(map(_shown, problem.subjects[:_MOST_SUBJECTS]))
    about = " ".join([subjects, *and_more(problem.subjects, _MOST_SUBJECTS)])
    head = [f"**{cause.severity}**", about, _location_in_file(problem.place), code(problem.rule)]
    lines = [" · ".join(part for part in head if part), f"{_shown(problem.message, _LONGEST_MESSAGE)}\\."]
    lines += [_shown(text, _LONGEST_MESSAGE) for text in details(report, cause)]
    item = "- " + "\\\n  ".join(lines) + "\n"
    if command and len(command) <= _LONGEST_COMMAND:
        item += f"\n  ```sh\n  {command}\n  ```\n"
    return item


def _location_in_file(place: Place) -> str:
    line = f"line {place.line}" if place.line else ""
    column = code(shortened(place.column, _LONGEST_NAME)) if place.column else ""
    return " ".join(part for part in (", ".join(part for part in (line, place.cell) if part), column) if part)


def _shown(text: str, longest: int = _LONGEST_NAME) -> str:
    return plain(shortened(text, longest))


def _room_after(text: str) -> int:
    return _LONGEST_REPORT - _RESERVED - _length(text)


def _length(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
