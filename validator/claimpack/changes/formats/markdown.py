"""The comparison for a pull request's comment: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from claimpack.changes.change import Change, Comparison, RegistryComparison
from claimpack.changes.formats import figures
from claimpack.markdowntext import bulleted, code, plain
from claimpack.wording import and_more

MOST_CHARACTERS = 60_000
"""The longest text; GitHub takes comments of 65,536 characters."""
_MOST_PROBLEMS = 20
_LONGEST_MESSAGE = 1_000
"""A message's Markdown is cut to this many characters, so that no change takes all the room."""
_MOST_OF_A_RECORD = 10
_LONGEST_NAME = 200
_ROOM_FOR_THE_REST = 200
"""The room for the line that says how many more there are."""
_MOST_OF_A_REGISTRY, _LONGEST_OF_A_REGISTRY = 60, 300
"""At most this many items of each kind, and this many characters of each, are shown of a registry."""


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as Markdown of at most ``MOST_CHARACTERS`` characters; changes without room are counted.

    Args:
        comparison: what changed.
        in_full: whether every change is shown, including those that are otherwise only counted.
    """
    parts = figures.parts(comparison, in_full=in_full)
    between = " → ".join(_code(figures.shown(version)) for version in (comparison.old, comparison.new))
    head = f"### What changed in meaning\n\n{between}: **{plain(figures.verdict(comparison))}**\n"
    if figures.absence(comparison.old):
        head += f"\n{_plain(figures.absence(comparison.old))}\n"
    if parts:
        head += f"\n{', '.join(f'{count:,} {name}' for name, count in comparison.counts().items())}\n"
    problems = comparison.not_compared
    lines = [_plain(figures.problem(each)) for each in problems[:_MOST_PROBLEMS]] + and_more(problems, _MOST_PROBLEMS)
    foot = "\n**Not compared**\n\n" if lines else ""
    foot += "".join(f"- {line}\n" for line in lines)
    foot += "".join(f"\n{plain(line)}\n" for line in figures.closing(comparison, in_full=in_full))
    room = MOST_CHARACTERS - len(head) - len(foot)
    body = ""
    for title, changes in parts:
        body += _part(title, changes, room - len(body))
    return head + body + foot


def render_registry(comparison: RegistryComparison, *, in_full: bool = False) -> str:  # noqa: ARG001 - as the others are called
    """Changed verdicts of all packages, then an overview of the packages."""
    packages = [f"{name}: {figures.verdict(each)}" for name, each in comparison.changed.items()]
    lists = {
        "Changed verdicts": [figures.of_verdict(*each) for each in comparison.verdicts],
        "Packages with changes": packages,
        "Not compared": comparison.problems,
    }
    text = f"### What changed in meaning\n\n{plain(figures.registry_closing(comparison))}\n"
    for heading, items in lists.items():
        if items:
            text += f"\n#### {heading}\n\n{''.join(bulleted(items, _MOST_OF_A_REGISTRY, _LONGEST_OF_A_REGISTRY))}"
    return text


def _part(title: str, changes: Sequence[Change], room: int) -> str:
    """The changes under a title, as many as there is room for."""
    text = f"\n#### {title}: {len(changes):,}\n\n"
    done = 0
    for (table, subject), group in groupby(changes, key=lambda change: (change.table, change.subject)):
        here = list(group)
        name = f": {_plain(here[0].title)}" if here[0].title else ""
        lines = [f"**{each.kind}**: {_plain(figures.message(each))}" for each in here[:_MOST_OF_A_RECORD]]
        lines += and_more(here, _MOST_OF_A_RECORD, "and {} more of it")
        entry = f"- {_code(subject)} {table}{name}\n" + "".join(f"  - {line}\n" for line in lines)
        if len(text) + len(entry) > room - _ROOM_FOR_THE_REST:
            return f"{text}- and {len(changes) - done:,} more; `claimpack diff --format json` lists them all\n"
        text += entry
        done += len(here)
    return text


def _plain(text: str) -> str:
    """The text, escaped; of a long one, the beginning."""
    beginning = text[:_LONGEST_MESSAGE]
    while len(plain(beginning)) > _LONGEST_MESSAGE:
        beginning = beginning[: len(beginning) * 3 // 4]
    return plain(beginning) + ("…" if len(beginning) < len(text) else "")


def _code(text: str) -> str:
    """The text as code; of a long one, the beginning."""
    return code(text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…")
