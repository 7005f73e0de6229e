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
    from claimpack.package.lending import lend_all  # noqa: PLC0415 - not for --help
    from claimpack.package.load import load  # noqa: PLC0415

    loaded = load(package, articles, today=today)
    found = _read(given, today)[0] if given else nearest(loaded.root / loaded.descriptor.path, today)
    if found is not None:
        lend_all(loaded, found)
    return loaded


def open_to_check(package: Path, articles: Sequence[Path], today: date, given: Path | None) -> Package:
    """The same with the shared records that it rests on alone, as ``claimpack validate`` reads it."""
    from claimpack.package.lending import lend_used  # noqa: PLC0415 - not for --help
    from claimpack.package.load import load  # noqa: PLC0415

    loaded = load(package, articles, today=today)
    found = _read(given, today)[0] if given else nearest(loaded.root / loaded.descriptor.path, today)
    if found is not None:
        lend_used(loaded, found)
    return loaded


def nearest(descriptor: Path, today: date) -> Registry | None:
    """The nearest registry that lists a package; one that can't be read is told of.

    Raises:
        OutputError: if the system refuses to read one.
    """
    from claimpack.package.lending import is_listed  # noqa: PLC0415 - not for --help
    from claimpack.package.registry import read_registry  # noqa: PLC0415
    from claimpack.package.registryfile import registries_above  # noqa: PLC0415

    for file in registries_above(descriptor.parent):
        with while_reading(file):
            found = read_registry(file, today=today)
        listed = is_listed(descriptor, found)
        if listed and found.shared is not None:
            return found
        if found.faults and (listed or not found.packages):
            why = printable(found.faults[0].message)
            click.echo(f"{printable(str(file))} is left out of account: {why}.", err=True)
        if listed:
            return None
    return None


def file_of(given: Path | None, descriptor: Path, today: date) -> Path | None:
    """The file of the registry that is given, or of the nearest that lists a package.

    Raises:
        click.UsageError: if the registry that is given can't be read, or shares nothing.
        OutputError: if the system refuses to read one.
    """
    found = _read(given, today)[0] if given else nearest(descriptor, today)
    return found.file if found else None


def check_command(package: Path, loaded: Package, *more: str | Path) -> str:
    """The command that checks a package, with the registry whose records it rests on."""
    if not loaded.registry or loaded.is_shared:
        return to_run("validate", *named(package), *more)
    return to_run("validate", *named(package), "--registry", Path(loaded.registry), *more)


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
