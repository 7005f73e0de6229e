"""Writes one report in several formats, each to its own destination."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from claimpack.cli.output import OutputError, write_result
from claimpack.cli.reportoption import Destination
from claimpack.formats import PACKAGES_FORMATS, renderer
from claimpack.packagesreport import PackagesReport
from claimpack.report import Report
from claimpack.wording import listed


def refuse_one_place(destinations: Sequence[Destination]) -> None:
    """Refuses several reports that would go to the same place.

    Raises:
        click.UsageError: if two would.
    """
    targets = Counter("standard output" if file is None else os.path.realpath(file) for _, file in destinations)
    for target, count in targets.items():
        if count > 1:
            raise click.UsageError(f"{count} reports would go to {target}; give each a file of its own.")


def refuse_formats_of_one(destinations: Sequence[Destination]) -> None:
    """Refuses formats that can report on one package only.

    Raises:
        click.UsageError: if one is asked for.
    """
    for format_, _ in destinations:
        if format_ not in PACKAGES_FORMATS:
            known = listed(PACKAGES_FORMATS)
            raise click.UsageError(f"{format_} can report on one package only; for several there are {known}.")


def write_reports(report: Report | PackagesReport, destinations: Sequence[Destination], *, in_full: bool) -> None:
    """Writes the report to each destination; files come first, so that they are there even if nobody reads the output.

    Args:
        report: what to write.
        destinations: the formats, and where they go.
        in_full: whether acknowledged problems are shown in full (text).

    Raises:
        OutputError: if one can't be written; the others are written.
    """
    failures = []
    made_by = partial(renderer, of_packages=isinstance(report, PackagesReport))
    writing = [
        partial(_write, report, made_by(each[0]), *each, in_full=in_full)
        for each in sorted(destinations, key=lambda each: each[1] is None)
    ]
    if ("github", None) in destinations:
        writing.insert(0, partial(_append_summary, report, made_by("markdown")))
    for write in writing:
        try:
            write()
        except OutputError as error:
            failures.append(error.message)
    if failures:
        raise OutputError(" ".join(f"{message.rstrip('.')}." for message in failures))


def _append_summary(report: Report | PackagesReport, render: Callable[..., str]) -> None:
    """Appends the report to the step's summary, if this is a step of GitHub Actions."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(render(report))
    except OSError as error:
        raise OutputError(f"The step's summary {file} can't be written: {error.strerror}.") from None


def _write(
    report: Report | PackagesReport, render: Callable[..., str], format_: str, target: Path | None, *, in_full: bool
) -> None:
    """Writes one report, and makes its folder if there is none."""
    if target is not None:
        with contextlib.suppress(OSError):  # writing the file reports it
            target.parent.mkdir(parents=True, exist_ok=True)
    write_result(render(report, in_full=True) if in_full and format_ == "text" else render(report), target)
