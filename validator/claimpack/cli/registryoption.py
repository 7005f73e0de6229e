"""The option by which a single package is given the shared records that it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.failures import while_reading

if TYPE_CHECKING:
    from claimpack.package.sharedtables import SharedTables

registry = click.option(
    "--registry",
    metavar="FILE",
    type=click.Path(exists=True, path_type=Path),
    help="The registry.json that lists the package, for the records that it shares with others.",
)


def shared_records(file: Path | None, today: date) -> SharedTables | None:
    """The shared records of a registry; None where none is named.

    Raises:
        click.UsageError: if the registry can't be read, or names no package with shared records.
        OutputError: if the system refuses to read it.
    """
    if file is None:
        return None
    from claimpack.package.registry import read_registry  # noqa: PLC0415 - seldom needed

    with while_reading(file):
        found = read_registry(file, today=today)
    if found.shared is None:
        why = found.faults[0].message if found.faults else "it names no package with shared records"
        raise click.UsageError(f"--registry: {found.file}: {why}.")
    return found.shared
