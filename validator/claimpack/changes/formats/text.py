"""The comparison for a person at a terminal: what weakens the evidence first, then the rest by claim and record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from click import style

from claimpack.changes.change import Change, Comparison, RegistryComparison
from claimpack.changes.formats import figures
from claimpack.wording import and_more, printable, wrapped

_WIDTH = 100
_MOST = 1_000
_MOST_VERDICTS = 100
"""At most this many changed verdicts are shown for all packages of a registry."""
_MOST_PROBLEMS = 20
_LEAST_OF_A_TITLE = 20
_MORE = "  and {} more; --all or --format json lists them"


def render(comparison: Comparison, *, in_full: bool = False) -> str:
    """The comparison as lines of text with ANSI colours, which the command line removes unless it writes to a terminal.

    Args:
        comparison: what changed.
        in_full: whether every change is shown, including those that are otherwise only counted.
    """
    lines: list[str] = []
    for title, changes in figures.parts(comparison, in_full=in_full):
        most = len(changes) if in_full else _MOST
        lines += [style(f"{title}: {len(changes):,}", bold=True), *_records(changes[:most])]
        lines += [*and_more(changes, most, _MORE), ""]
    for line in (
        f"{figures.between(comparison)}: {figures.verdict(comparison)}",
        figures.absence(comparison.old),
        *figures.closing(comparison, in_full=in_full),
    ):
        lines += wrapped(line)
    problems = comparison.not_compared
    for each in problems[:_MOST_PROBLEMS]:
        lines += _in_red(f"Not compared: {figures.problem(each)}.")
    for line in and_more(problems, _MOST_PROBLEMS, "Not compared: {} more; --format json lists them all."):
        lines += _in_red(line)
    return "\n".join(lines) + "\n"


def render_registry(comparison: RegistryComparison, *, in_full: bool = False) -> str:
    """The comparison of a registry: changed verdicts of all packages, then each package as in ``render``."""
    lines: list[str] = []
    verdicts = comparison.verdicts
    if verdicts:
        most = len(verdicts) if in_full else _MOST_VERDICTS
        lines.append(style(f"Changed verdicts in all packages: {len(verdicts):,}", bold=True))
        for each in verdicts[:most]:
            lines += wrapped(figures.of_verdict(*each), "  ", "    ")
        lines += [*and_more(verdicts, most, _MORE), ""]
    for name, one in comparison.changed.items():
        lines += [style(f"== {printable(name)} ==", bold=True), render(one, in_full=in_full)]
    lines += wrapped(figures.registry_closing(comparison))
    for problem in comparison.problems:
        lines += _in_red(f"Not compared: {problem}.")
    return "\n".join(lines) + "\n"


def _records(changes: Sequence[Change]) -> Iterator[str]:
    """The changes, those of one record below its title."""
    for (table, subject), group in groupby(changes, key=lambda change: (change.table, change.subject)):
        here = list(group)
        room = max(_WIDTH - len(f"  {printable(subject)}  {table}  "), _LEAST_OF_A_TITLE)
        title = textwrap.shorten(printable(here[0].title), room, placeholder=" …")
        yield f"  {style(printable(subject), bold=True)}  {table}" + (style(f"  {title}", dim=True) if title else "")
        for change in here:
            first, *rest = wrapped(f"{change.kind}: {figures.message(change)}", "    ", "      ")
            yield first.replace(change.kind, style(change.kind, fg="red" if change.weakens else "cyan"), 1)
            yield from rest


def _in_red(text: str) -> list[str]:
    return [style(line, fg="red") for line in wrapped(text, "", "  ")]
