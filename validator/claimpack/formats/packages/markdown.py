"""The report on several packages as Markdown, for the summary of a step of GitHub Actions: an overview of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from claimpack.markdowntext import bulleted, plain
from claimpack.packagesreport import PackagesReport

_LONGEST = 300
_MOST = 40
"""At most this many of each kind are shown: GitHub takes 65,536 characters in all."""


def render(report: PackagesReport) -> str:
    """The report as Markdown."""
    return "".join(_parts(report))


def _parts(report: PackagesReport) -> Iterator[str]:
    yield f"## Claimpack: {CONCLUSIONS[report.conclusion].lower()}\n\n{plain(conclusions(report))}\\.\n"
    yield from _listed("Problems of the registry itself", map(fault_in_words, report.faults))
    yield from _listed("Verdicts that have changed", map(changed_in_words, report.changed_verdicts))
    yield from _listed("In several packages", map(common_in_words, report.common_causes))
    every = report.all_reports.items()
    grave = sorted(every, key=lambda each: ("incomplete", "failed", "passed").index(each[1].conclusion))
    yield from _listed("Between packages", map(across_in_words, report.across.found if report.across else ()))
    yield from _listed("Packages", (of_package(name, each, shares=name in report.shared) for name, each in grave))
    for sentence in sentences(report):
        yield f"\n{plain(sentence)}\n"


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    told = list(items)
    if told:
        yield f"\n### {heading}\n\n"
    yield from bulleted(told, _MOST, _LONGEST)
