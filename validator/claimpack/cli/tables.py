"""Opens the tables of a package for commands that write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from claimpack.curation.tablefiles import Contents
    from claimpack.package.package import Package


def open_tables(package: Path, day: date) -> tuple[Package, Contents, dict[str, str]]:
    """A package, the contents of its tables that are one plain file each, and why others are left out.

    Raises:
        NotAPackageError: if there is none.
        click.UsageError: if its descriptor is broken.
        OSError: if a file can't be read.
    """
    from claimpack.curation.tablefiles import table_contents  # noqa: PLC0415 - not for --help

    loaded = open_package(package, day)
    return loaded, *table_contents(loaded)


def open_package(package: Path, day: date) -> Package:
    """A package whose descriptor can be read.

    Args:
        package: a datapackage.json or the folder it is in.
        day: the day it is judged on.

    Raises:
        NotAPackageError: if there is none.
        click.UsageError: if its descriptor is broken.
        OSError: if a file can't be read.
    """
    from claimpack.package.load import load  # noqa: PLC0415 - not for --help

    loaded = load(package, today=day)
    for fault in loaded.descriptor.faults:
        raise click.UsageError(f"{fault.message}. {fault.hint}")
    return loaded
