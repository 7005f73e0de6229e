"""The option by which a single package is given the shared records that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.failures import while_reading
from claimpack.cli.shellcommand import named, to_run
from claimpack.wording import printable

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.registry import Registry
    from claimpack.package.sharedtables import SharedTables

_RECORDS = "The registry.json that lists the package, for the records that it shares with others"
_FILE = click.Path(exists=True, path_type=Path)

registry = click.option("--registry", metavar="FILE", type=_FILE, help=f"{_RECORDS}.")
registry_or_nearest = click.option(
    "--registry",
    metavar="FILE",
    type=_FILE,
    help=f"{_RECORDS}. If left out, it is looked for in the package's folder and above, within the repository or the "
    "current folder.",
)


def shared_records(file: Path | None, today: date) -> SharedTables | None:
    """The shared records of a registry; None where none is named.

    Raises:
        click.UsageError: if the registry can't be read, or names no package with shared records.
        OutputError: if the system refuses to read it.
    """
    return _read(file, today)[1] if file is not None else None


def open_to_change(package: Path, articles: Sequence[Path], today: date, given: Path | None) -> Package:
    """A package with all that its registry shares: the one that is given, or else the nearest that lists it.

    Raises:
        NotAPackageError: if there is no package.
        click.UsageError: if the registry that is given can't be read, or shares nothing.
        OutputError: if the system refuses to read a registry.
        OSError: if it refuses to read a text.
    """
    from claimpack.package.lending import is_listed, lend_all  # noqa: PLC0415 - not for --help
    from claimpack.package.load import load  # noqa: PLC0415
    from claimpack.package.registry import read_registry  # noqa: PLC0415
    from claimpack.package.registryfile import registries_above  # noqa: PLC0415

    loaded = load(package, articles, today=today)
    if given is not None:
        lend_all(loaded, _read(given, today)[0])
        return loaded
    for file in registries_above(loaded.root):
        with while_reading(file):
            found = read_registry(file, today=today)
        if is_listed(loaded, found):
            lend_all(loaded, found)
            return loaded
        if not found.packages and found.faults:
            why = printable(found.faults[0].message)
            click.echo(f"{printable(str(file))} is left out of account: {why}.", err=True)
    return loaded


def tell_of_nearest(package: Package) -> None:
    """Names the registry above a package, in which what it names may be; it is not read."""
    from claimpack.package.registryfile import registries_above  # noqa: PLC0415 - seldom needed

    for file in list(registries_above(package.root))[:1]:
        command = to_run("validate", *named(package.root), "--registry", file)
        click.echo(f"What is not in the package may be shared by {printable(str(file))}: {command}", err=True)


def _read(file: Path, today: date) -> tuple[Registry, SharedTables]:
    """A registry that is named, and what it shares."""
    from claimpack.package.registry import read_registry  # noqa: PLC0415 - seldom needed

    with while_reading(file):
        found = read_registry(file, today=today)
    if found.shared is None:
        why = found.faults[0].message if found.faults else "it names no package with shared records"
        raise click.UsageError(f"--registry: {found.file}: {why}.")
    return found, found.shared
