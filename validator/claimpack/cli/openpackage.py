"""Opens packages, each with the records that its registry shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from claimpack.cli.failures import while_reading
from claimpack.cli.shellcommand import named, to_run
from claimpack.package import load as loading
from claimpack.package.lending import is_listed, lend_all
from claimpack.package.package import Package
from claimpack.package.registry import Registry, read_registry
from claimpack.package.registryfile import registries_above
from claimpack.package.sharedtables import SharedTables
from claimpack.wording import listed, nearest_id, printable, quoted


def opened(package: str, articles: Sequence[Path], registry: Path | None, today: date, **more: Any) -> Package:
    """A package, with the shared records that it uses if a registry is named.

    Raises:
        NotAPackageError: if there is no package.
        click.UsageError: if the registry can't be read, or has no shared records.
        OutputError: if the system refuses to read the registry.
        OSError: if it refuses to read a text.
    """
    shared = _read(registry, today)[1] if registry is not None else None
    return loading.load(Path(package), articles, today=today, shared=shared, **more)


def open_whole(package: Path, today: date) -> Package:
    """A package whose descriptor can be read.

    Raises:
        NotAPackageError: if there is none.
        click.UsageError: if its descriptor is broken.
    """
    loaded = loading.load(package, today=today)
    refuse_broken(loaded)
    return loaded


def refuse_broken(package: Package) -> None:
    """Refuses a package whose descriptor is broken.

    Raises:
        click.UsageError: if it is.
    """
    for fault in package.descriptor.faults:
        raise click.UsageError(f"{fault.message}. {fault.hint}")


def refuse_unknown_article(package: Package, article_id: str) -> None:
    """Refuses an id that no article has.

    Raises:
        click.UsageError: if none has it.
        Unavailable: if the articles could not be read.
    """
    known = [each for each in package.table("articles").cells("article_id") if each]
    if article_id not in known:
        hint = nearest_id(article_id, known) or f"The package has {listed(known) or 'none'}."
        raise click.UsageError(f"There is no article {quoted(article_id)}. {hint}")


def open_with_registry(
    package: Path,
    articles: Sequence[Path],
    today: date,
    given: Path | None,
    lend: Callable[[Package, Registry], None] = lend_all,
) -> Package:
    """A package with the shared records of its registry: the given one, or the nearest that lists the package.

    Args:
        package: a datapackage.json or the folder it is in.
        articles: texts of its articles.
        today: the current day.
        given: the registry that is named.
        lend: adds shared records to the package: all of them, or only those that it uses.

    Raises:
        NotAPackageError: if there is no package.
        click.UsageError: if the given registry can't be read, or has no shared records.
        OutputError: if the system refuses to read a registry.
        OSError: if it refuses to read a text.
    """
    loaded = loading.load(package, articles, today=today)
    found = registry_of(given, loaded.root / loaded.descriptor.path, today)
    if found is not None:
        lend(loaded, found)
    return loaded


def registry_of(given: Path | None, descriptor: Path, today: date) -> Registry | None:
    """The given registry, or the nearest that lists the package; reports a nearer one that can't be read.

    Raises:
        click.UsageError: if the given one can't be read, or has no shared records.
        OutputError: if the system refuses to read one.
    """
    if given is not None:
        return _read(given, today)[0]
    for file in registries_above(descriptor.parent):
        with while_reading(file):
            found = read_registry(file, today=today)
        lists_it = is_listed(descriptor, found)
        if lists_it and found.shared is not None:
            return found
        if found.faults and (lists_it or not found.packages):
            why = printable(found.faults[0].message)
            click.echo(f"{printable(str(file))} is ignored: {why}.", err=True)
        if lists_it:
            return None
    return None


def check_command(package: Path, loaded: Package, *more: str | Path) -> str:
    """The command that checks a package, with the registry whose records it uses."""
    if not loaded.registry or loaded.is_shared:
        return to_run("validate", *named(package), *more)
    return to_run("validate", *named(package), "--registry", Path(loaded.registry), *more)


def tell_of_nearest(package: Package) -> None:
    """Suggests the nearest registry, which may share the records that the package lacks; it is not read."""
    for file in list(registries_above(package.root))[:1]:
        command = to_run("validate", *named(package.root), "--registry", file)
        click.echo(f"The missing records may be shared by {printable(str(file))}: {command}", err=True)


def _read(file: Path, today: date) -> tuple[Registry, SharedTables]:
    with while_reading(file):
        found = read_registry(file, today=today)
    if found.shared is None:
        why = found.faults[0].message if found.faults else "it has no shared records"
        raise click.UsageError(f"--registry: {found.file}: {why}.")
    return found, found.shared
