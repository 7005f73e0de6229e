"""The comparison of a registry for a person at a terminal: changed verdicts of all packages, then each package."""

from __future__ import annotations

import textwrap

from click import style

from claimpack.changes.formats import text
from claimpack.changes.formats.registry.summary import closing, of_verdict
from claimpack.changes.registries import RegistryComparison
from claimpack.wording import printable

_WIDTH = 100
_MOST = 100
"""At most this many changed verdicts are shown for all packages together."""


def render(comparison: RegistryComparison, *, in_full: bool = False) -> str:
    """The comparison as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        comparison: what changed.
        in_full: whether every change is shown, also those that are only counted otherwise.
    """
    lines: list[str] = []
    verdicts = comparison.verdicts
    if verdicts:
        lines.append(style(f"Changed verdicts in all packages: {len(verdicts):,}", bold=True))
        for each in verdicts if in_full else verdicts[:_MOST]:
            lines += _wrapped(of_verdict(*each))
        if len(verdicts) > _MOST and not in_full:
            lines.append(f"  and {len(verdicts) - _MOST:,} more; --all or --format json lists them")
        lines.append("")
    for name, one in comparison.changed.items():
        lines += [style(f"== {printable(name)} ==", bold=True), text.render(one, in_full=in_full)]
    lines += textwrap.wrap(printable(closing(comparison)), _WIDTH)
    for problem in comparison.problems:
        lines += (style(line, fg="red") for line in textwrap.wrap(printable(f"Not compared: {problem}."), _WIDTH))
    return "\n".join(lines) + "\n"


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(
        printable(sentence), _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False
    )
