"""The comparison for a pull request's comment: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from claimpack.changes.change import Change, Comparison
from claimpack.changes.formats.figures import absence, closing, message, parts, problem, shown, verdict
from claimpack.markdowntext import code, plain

MOST_CHARACTERS = 60_000
"""The longest text; GitHub takes comments of 65,536 characters."""
_MOST_PROBLEMS = 20
_LONGEST_MESSAGE = 1_000
"""A message's Markdown is cut to this many characters, so that no change takes the room of all others."""
_MOST_OF_A_RECORD = 10
"""At most this many changes of one record are shown."""
_LONGEST_NAME = 200
_ROOM_FOR_THE_REST = 200
"""What is kept free for the line that says how many more there are."""


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as Markdown of at most ``MOST_CHARACTERS`` characters; what finds no room is counted.

    Args:
        comparison: what changed.
        in_full: whether every change is shown, also those that are only counted otherwise.
    """
    told = parts(comparison, in_full=in_full)
    between = f"{_code(shown(comparison.old))} → {_code(shown(comparison.new))}"
    head = f"### What changed in meaning\n\n{between}: **{plain(verdict(comparison))}**\n"
    if absence(comparison.old):
        head += f"\n{_plain(absence(comparison.old))}\n"
    if told:
        head += f"\n{', '.join(f'{count:,} {name}' for name, count in comparison.counts().items())}\n"
    foot = _not_compared(comparison)
    foot += "".join(f"\n{plain(line)}\n" for line in closing(comparison, in_full=in_full))
    room = MOST_CHARACTERS - len(head) - len(foot)
    body = ""
    for title, changes in told:
        body += _part(title, changes, room - len(body))
    return head + body + foot


def _part(title: str, changes: Sequence[Change], room: int) -> str:
    """The changes under a title, as many as there is room for."""
    text = f"\n#### {title}: {len(changes):,}\n\n"
    done = 0
    for (table, subject), group in groupby(changes, key=lambda change: (change.table, change.subject)):
        here = list(group)
        name = f": {_plain(here[0].title)}" if here[0].title else ""
        entry = f"- {_code(subject)} {table}{name}\n"
        entry += "".join(f"  - **{each.kind}**: {_plain(message(each))}\n" for each in here[:_MOST_OF_A_RECORD])
        if len(here) > _MOST_OF_A_RECORD:
            entry += f"  - and {len(here) - _MOST_OF_A_RECORD:,} more of it\n"
        if len(text) + len(entry) > room - _ROOM_FOR_THE_REST:
            return f"{text}- and {len(changes) - done:,} more; `claimpack diff --format json` lists them all\n"
        text += entry
        done += len(here)
    return text


def _not_compared(comparison: Comparison) -> str:
    problems = comparison.not_compared
    lines = [f"- {_plain(problem(each))}\n" for each in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(f"- and {len(problems) - _MOST_PROBLEMS:,} more\n")
    return f"\n**Not compared**\n\n{''.join(lines)}" if lines else ""


def _plain(text: str) -> str:
    """The text so that it shows as it is; of a long one the beginning."""
    beginning = text[:_LONGEST_MESSAGE]
    while len(plain(beginning)) > _LONGEST_MESSAGE:
        beginning = beginning[: len(beginning) * 3 // 4]
    return plain(beginning) + ("…" if len(beginning) < len(text) else "")


def _code(text: str) -> str:
    """The text as code; of a long one the beginning."""
    return code(text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…")
