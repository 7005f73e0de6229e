"""The comparison for a pull request's comment: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from validator.changes.change import Change, Comparison
from validator.changes.formats.figures import (
    problem,
    quiet_ones,
    shown,
    sorted_out,
    verdict,
    what_was_absent,
    what_was_compared,
)
from validator.markdowntext import code, plain
from validator.wording import listed

MOST_CHARACTERS = 60_000
"""The longest text; GitHub takes comments of 65,536 characters."""
_MOST_PROBLEMS = 20
_LONGEST_MESSAGE = 1_000
"""So many characters of Markdown one message may come to, so that no change takes the room of all others."""
_MOST_OF_A_RECORD = 10
"""So many changes of one record are told."""
_LONGEST_NAME = 200
_ROOM_FOR_THE_REST = 200
"""What is kept free for the line that tells how many more there are."""


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as Markdown of at most ``MOST_CHARACTERS`` characters; what finds no room is counted.

    Args:
        comparison: what changed.
        in_full: whether every change is told, also those that are only counted otherwise.
    """
    weakening, rest, quiet = sorted_out(comparison, in_full=in_full)
    between = f"{_code(shown(comparison.old))} → {_code(shown(comparison.new))}"
    head = f"### What changed in meaning\n\n{between}: **{plain(verdict(comparison))}**\n"
    head += "".join(f"\n{_plain(line)}\n" for line in what_was_absent(comparison))
    if weakening or rest:
        head += f"\n{', '.join(f'{count:,} {name}' for name, count in comparison.counts().items())}\n"
    foot = "".join(f"\n{line}\n" for line in _closing(comparison, quiet))
    room = MOST_CHARACTERS - len(head) - len(foot)
    body = ""
    for title, changes in (("Weakens the evidence", weakening), ("Changes otherwise", rest)):
        body += _part(title, changes, room - len(body))
    return head + body + foot


def _part(title: str, changes: Sequence[Change], room: int) -> str:
    """The changes under a title, as many as there is room for; nothing where there are none."""
    if not changes:
        return ""
    text = f"\n#### {title}: {len(changes):,}\n\n"
    done = 0
    for (table, subject), group in groupby(changes, key=lambda change: (change.table, change.subject)):
        here = list(group)
        title = f": {_plain(here[0].title)}" if here[0].title else ""
        entry = f"- {_code(subject)} {table}{title}\n" + "".join(map(_line, here[:_MOST_OF_A_RECORD]))
        if len(here) > _MOST_OF_A_RECORD:
            entry += f"  - and {len(here) - _MOST_OF_A_RECORD:,} more of it\n"
        if len(text) + len(entry) > room - _ROOM_FOR_THE_REST:
            return f"{text}- and {len(changes) - done:,} more; `claimpack diff --format json` tells them all\n"
        text += entry
        done += len(here)
    return text


def _line(change: Change) -> str:
    claims = f" Claims: {_plain(listed(change.claims))}." if change.claims else ""
    return f"  - **{change.kind.name}**: {_plain(change.message)}.{claims}\n"


def _plain(text: str) -> str:
    """The text so that it shows as it stands; of a long one the beginning."""
    shown_here = text[:_LONGEST_MESSAGE]
    while len(plain(shown_here)) > _LONGEST_MESSAGE:
        shown_here = shown_here[: len(shown_here) * 3 // 4]
    return plain(shown_here) + ("…" if len(shown_here) < len(text) else "")


def _code(text: str) -> str:
    """The text as code; of a long one the beginning."""
    return code(text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…")


def _closing(comparison: Comparison, quiet: Sequence[Change]) -> Iterator[str]:
    problems = comparison.not_compared
    if problems:
        lines = [f"- {_plain(problem(each))}" for each in problems[:_MOST_PROBLEMS]]
        if len(problems) > _MOST_PROBLEMS:
            lines.append(f"- and {len(problems) - _MOST_PROBLEMS:,} more")
        yield "**Not compared**\n\n" + "\n".join(lines)
    yield from map(plain, quiet_ones(quiet, "--all"))
    yield plain(what_was_compared(comparison))
