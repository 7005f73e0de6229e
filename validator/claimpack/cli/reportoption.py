"""The option for further reports, each in its own format and file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from claimpack.formats import FORMATS
from claimpack.wording import joined, nearest, quoted

Destination = tuple[str, Path | None]
"""A format, and the file for the report in it; None is standard output."""


def _read(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> list[Destination]:
    """The destination that each value names."""
    reports = []
    for value in values:
        format_, _, file = value.partition("=")
        if format_ not in FORMATS:
            known = joined(nearest(format_, FORMATS), f"The formats are {', '.join(FORMATS)}.")
            raise click.BadParameter(f"{quoted(value)} is not FORMAT=FILE with a known format. {known}", ctx, param)
        if not file:
            what = f"{quoted(value)} names no file. Write it like {format_}=FILE; - is standard output."
            raise click.BadParameter(what, ctx, param)
        reports.append((format_, None if file == "-" else Path(file)))
    return reports


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """The formats, with the equals sign that a file's name follows."""
    return [f"{name}=" for name in FORMATS if f"{name}=".startswith(incomplete)]


reports = click.option(
    "--report",
    "report_files",
    metavar="FORMAT=FILE",
    multiple=True,
    callback=_read,
    shell_complete=_complete,
    help="Also write the report to this file in this format. May be given more than once.",
)
