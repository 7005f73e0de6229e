"""Writes tables of a package, and reports while it waits for somebody else who is writing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from claimpack.cli.output import OutputError
from claimpack.curation import tablefiles
from claimpack.package.package import Package
from claimpack.wording import printable


def replace_tables(
    package: Package, after: Mapping[str, bytes], beside: Mapping[Path, bytes] | None = None
) -> list[str]:
    """``tablefiles.replace_tables`` that reports for whom it waits."""
    return tablefiles.replace_tables(package, after, beside, say_who)


def refuse_outside(package: Package, *tables: str) -> None:
    """Refuses to write through a link that leads out of the package.

    Args:
        package: the package as it was read.
        tables: the tables to write.

    Raises:
        OutputError: if one of them, or its folder, is such a link; the message says where it leads.
    """
    for file in (each for name in tables for each in package.table_files.get(name, ()) if each.state == "unsafe"):
        real = Path(os.path.realpath(package.root / file.path))
        if not real.is_relative_to(os.path.realpath(package.root)):
            what = f"{file.path} leads to {real}, which is not in the package: nothing was written"
            raise OutputError(f"{what}. Replace the link or path by the table itself, in the package's folder.")


def say_who(who: str) -> None:
    """Reports on standard error for whom the command waits."""
    click.echo(f"Waiting for {printable(who)}, who is writing to the package.", err=True)
