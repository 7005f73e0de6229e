"""Writes tables of a package, and says so while it waits for somebody else who does."""

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
    """``tablefiles.replace_tables``, which says for whom it waits."""
    return tablefiles.replace_tables(package, after, beside, say_who)


def refuse_outside(package: Package, *tables: str) -> None:
    """Nothing is written through a link that leads out of the package.

    Args:
        package: the package as it was read.
        tables: the tables to write.

    Raises:
        OutputError: if one of them, or the folder it is in, is such a link; it says where that leads.
    """
    for file in (each for name in tables for each in package.table_files.get(name, ()) if each.state == "unsafe"):
        real = Path(os.path.realpath(package.root / file.path))
        if not real.is_relative_to(os.path.realpath(package.root)):
            what = f"{file.path} leads to {real}, which is not in the package: nothing was written"
            raise OutputError(f"{what}. Put the table into the package's folder, in place of the link or path.")


def say_who(who: str) -> None:
    """Says on standard error for whom the command waits."""
    click.echo(f"Waiting for {printable(who)}, who is writing to the package.", err=True)
