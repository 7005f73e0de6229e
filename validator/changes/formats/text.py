"""The comparison for a person at a terminal: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from click import style

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
from validator.wording import listed, printable

_WIDTH = 100
_MOST = 1_000
"""So many changes of each part are told."""
_LEAST_OF_A_TITLE = 20
_MOST_PROBLEMS = 20
"""So many things that were not compared are told."""


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        comparison: what changed.
        in_full: whether every change is told, also those that are only counted otherwise.
    """
    weakening, rest, quiet = sorted_out(comparison, in_full=in_full)
    lines = _part("Weakens the evidence", weakening, in_full=in_full)
    lines += _part("Changes otherwise", rest, in_full=in_full)
    heads = f"{printable(shown(comparison.old))} -> {printable(shown(comparison.new))}"
    lines += textwrap.wrap(f"{heads}: {verdict(comparison)}", _WIDTH)
    for line in (*what_was_absent(comparison), *quiet_ones(quiet, "--all")):
        lines += textwrap.wrap(printable(line), _WIDTH)
    lines += textwrap.wrap(what_was_compared(comparison), _WIDTH)
    return "\n".join([*lines, *_not_compared(comparison)]) + "\n"


def _part(title: str, changes: Sequence[Change], *, in_full: bool) -> list[str]:
    """The changes under a title, those of one record together; nothing where there are none."""
    lines = [style(f"{title}: {len(changes):,}", bold=True)] if changes else []
    shown_here = changes if in_full else changes[:_MOST]
    for (table, subject), group in groupby(shown_here, key=lambda change: (change.table, change.subject)):
        lines += _record(table, subject, list(group))
    if len(changes) > len(shown_here):
        lines.append(f"  and {len(changes) - len(shown_here):,} more; --all or --format json tells them")
    return [*lines, ""] if lines else []


def _record(table: str, subject: str, changes: Sequence[Change]) -> Iterator[str]:
    title = changes[0].title
    room = max(_WIDTH - len(f"  {printable(subject)}  {table}  "), _LEAST_OF_A_TITLE)
    shown_title = f"  {textwrap.shorten(printable(title), room, placeholder=' …')}" if title else ""
    yield f"  {style(printable(subject), bold=True)}  {table}{style(shown_title, dim=True) if shown_title else ''}"
    for change in changes:
        kind = change.kind.name
        first, *rest = _wrapped(f"{kind}: {change.message}.{_claims(change)}")
        yield first.replace(kind, style(kind, fg="red" if change.kind.weakens else "cyan"), 1)
        yield from rest


def _claims(change: Change) -> str:
    """Which claims rest on what changed; of a change of a claim itself, nothing."""
    return f" Claims: {listed(change.claims)}." if change.claims else ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        printable(text), _WIDTH, initial_indent="    ", subsequent_indent="      ", break_long_words=False
    )


def _not_compared(comparison: Comparison) -> Iterator[str]:
    for each in comparison.not_compared[:_MOST_PROBLEMS]:
        for line in textwrap.wrap(printable(f"Not compared: {problem(each)}."), _WIDTH, subsequent_indent="  "):
            yield style(line, fg="red")
    if len(comparison.not_compared) > _MOST_PROBLEMS:
        more = len(comparison.not_compared) - _MOST_PROBLEMS
        yield style(f"Not compared: {more:,} more; --format json tells them all.", fg="red")
