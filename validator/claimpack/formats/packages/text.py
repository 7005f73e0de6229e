"""The report on several packages for a person: each package, then what they come to together."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from click import style

from claimpack.formats import text
from claimpack.formats.packages.overview import (
    across_in_words,
    changed_in_words,
    common_in_words,
    conclusions,
    fault_in_words,
    of_package,
    sentences,
)
from claimpack.formats.summary import CONCLUSIONS
from claimpack.packagesreport import PackagesReport
from claimpack.wording import printable

_WIDTH = 100
_MOST = 100
"""At most this many causes and changed verdicts are shown for all packages together."""


def render(report: PackagesReport, *, in_full: bool = False) -> str:
    """The report as lines of text with ANSI colours, which the command line takes out where they don't belong.

    Args:
        report: what was found.
        in_full: whether acknowledged problems are shown like the others rather than in one line each.
    """
    lines = []
    for name, each in report.all_reports.items():
        lines += [style(f"== {printable(name)} ==", bold=True), text.render(each, in_full=in_full)]
    lines.append(style("== All packages ==", bold=True))
    if report.faults:
        lines += [style("The registry itself has problems:", fg="red"), *_items(map(fault_in_words, report.faults))]
    if report.common_causes:
        lines += ["In several packages:", *_items(map(common_in_words, report.common_causes))]
    if report.across and report.across.found:
        lines += ["Between packages:", *_items(map(across_in_words, report.across.found))]
    if report.changed_verdicts:
        lines += ["Verdicts that have changed:", *_items(map(changed_in_words, report.changed_verdicts))]
    every = report.all_reports.items()
    lines += _items(of_package(name, each, shares=name in report.shared) for name, each in every)
    for sentence in sentences(report):
        lines += textwrap.wrap(printable(sentence), _WIDTH)
    colour = "green" if report.conclusion == "passed" else "red"
    lines.append(style(f"{CONCLUSIONS[report.conclusion]}. {conclusions(report)}.", fg=colour))
    return "\n".join(lines) + "\n"


def _items(sentences: Iterable[str]) -> list[str]:
    told = list(sentences)
    lines = []
    for sentence in told[:_MOST]:
        lines += textwrap.wrap(
            printable(sentence), _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False
        )
    return lines + ([f"  and {len(told) - _MOST:,} more; --format json lists them all"] if len(told) > _MOST else [])
