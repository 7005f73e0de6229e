"""Checks several packages or a registry, for ``claimpack validate`` and ``claimpack verdicts``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from claimpack.cli.failures import while_reading
from claimpack.cli.output import belongs_to
from claimpack.cli.progress import progress
from claimpack.package.load import descriptor_file
from claimpack.package.package import Package
from claimpack.package.registry import read_registry
from claimpack.package.registryfile import is_registry
from claimpack.packagesreport import PackagesReport
from claimpack.report import Report
from claimpack.rules.catalogue import Rule
from claimpack.wording import listed, quoted


def are_several(packages: Sequence[str]) -> bool:
    """Whether these are several packages, or a registry of them."""
    return len(packages) > 1 or is_registry(Path(packages[0]))


def check_several(
    packages: Sequence[str],
    rules: Sequence[Rule],
    today: date,
    targets: Sequence[Path],
    *,
    source_texts: Path | None = None,
    jobs: int = 1,
    after_check: Callable[[str, Package, Report], Report],
) -> PackagesReport:
    """Checks several packages, or those of a registry.

    Args:
        packages: packages, or one registry.
        rules: the rules to check them by.
        today: the current day.
        targets: the files to write.
        source_texts: a folder with texts of sources.
        jobs: how many to check at the same time, each in its own process.
        after_check: called with the name of each package, the package and its report; returns the report to keep.

    Raises:
        click.UsageError: if one does not exist or is named twice, or a file to write belongs to one.
        OutputError: if the system refuses to read one.
    """
    from claimpack.packagescheck import check_packages  # noqa: PLC0415 - one package needs no pool of processes

    with while_reading(packages[0]):
        registries = [name for name in packages if is_registry(Path(name))]
        if registries and len(packages) > 1:
            raise click.UsageError(f"{registries[0]} is a registry: name it alone, or packages without it.")
        registry = read_registry(Path(packages[0]), today=today) if registries else None
        files = registry.packages if registry else {name: descriptor_file(Path(name)) for name in packages}
        if registry is None:
            _refuse_twice(packages, files)
        for target in targets:
            if registry and target.exists() and target.samefile(registry.file):
                raise click.UsageError(f"{target} is the registry; write the report elsewhere.")
        with progress("Checking", len(files)) as step:
            return check_packages(
                files,
                rules,
                today=today,
                registry=registry,
                source_texts=source_texts,
                jobs=jobs,
                step=step,
                after_check=partial(_kept, targets, after_check),
            )


def _kept(
    targets: Sequence[Path],
    after_check: Callable[[str, Package, Report], Report],
    name: str,
    package: Package,
    report: Report,
) -> Report:
    """The report to keep of a package, after making sure that no file to write belongs to it."""
    for target in targets:
        if belongs_to(target, package):
            raise click.UsageError(f"{target} is a file of the package {name}; write the report elsewhere.")
    return after_check(name, package, report)


def _refuse_twice(packages: Sequence[str], files: dict[str, Path]) -> None:
    seen: dict[str, str] = {}
    for name in packages:
        real = os.path.realpath(files[name])
        if real in seen:
            also = f", also as {quoted(seen[real])}" if seen[real] != name else ""
            raise click.UsageError(f"The package {quoted(name)} is named twice{also}.")
        seen[real] = name


def refuse_for_several(options: dict[str, object]) -> None:
    """Refuses options that are for one package only.

    Raises:
        click.UsageError: if one is given.
    """
    given = [name for name, value in options.items() if value]
    if given:
        raise click.UsageError(f"{listed(given)} can't be given with several packages: check that package by itself.")
