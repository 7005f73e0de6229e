"""The comparison for a person at a terminal: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from click import style

from claimpack.changes.change import Change, Comparison
from claimpack.changes.formats.figures import absence, closing, message, parts, problem, shown, verdict
from claimpack.wording import printable

_WIDTH = 100
_MOST = 1_000
"""At most this many changes of each part are shown."""
_LEAST_OF_A_TITLE = 20
_MOST_PROBLEMS = 20
"""At most this many things that were not compared are shown."""


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        comparison: what changed.
        in_full: whether every change is shown, also those that are only counted otherwise.
    """
    lines: list[str] = []
    for title, changes in parts(comparison, in_full=in_full):
        most = len(changes) if in_full else _MOST
        lines += [style(f"{title}: {len(changes):,}", bold=True), *_records(changes[:most])]
        if len(changes) > most:
            lines.append(f"  and {len(changes) - most:,} more; --all or --format json lists them")
        lines.append("")
    heads = f"{shown(comparison.old)} -> {shown(comparison.new)}: {verdict(comparison)}"
    for line in (heads, absence(comparison.old), *closing(comparison, in_full=in_full)):
        lines += textwrap.wrap(printable(line), _WIDTH)
    return "\n".join([*lines, *_not_compared(comparison)]) + "\n"


def _records(changes: Sequence[Change]) -> Iterator[str]:
    """The changes, those of one record below what it is called."""
    for (table, subject), group in groupby(changes, key=lambda change: (change.table, change.subject)):
        here = list(group)
        head = f"  {printable(subject)}  {table}"
        room = max(_WIDTH - len(head) - 2, _LEAST_OF_A_TITLE)
        title = textwrap.shorten(printable(here[0].title), room, placeholder=" …")
        yield f"  {style(printable(subject), bold=True)}  {table}" + (style(f"  {title}", dim=True) if title else "")
        for change in here:
            first, *rest = _wrapped(f"{change.kind}: {message(change)}", "    ")
            yield first.replace(change.kind, style(change.kind, fg="red" if change.weakens else "cyan"), 1)
            yield from rest


def _wrapped(text: str, indent: str) -> list[str]:
    further = f"{indent}  "
    text = printable(text)
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=further, break_long_words=False)


def _not_compared(comparison: Comparison) -> Iterator[str]:
    problems = comparison.not_compared
    for each in problems[:_MOST_PROBLEMS]:
        yield from (style(line, fg="red") for line in _wrapped(f"Not compared: {problem(each)}.", ""))
    if len(problems) > _MOST_PROBLEMS:
        more = len(problems) - _MOST_PROBLEMS
        yield style(f"Not compared: {more:,} more; --format json lists them all.", fg="red")
