"""Checks several packages, one after another, each with the shared records that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from claimpack.engine import run
from claimpack.package.load import NotAPackageError, load
from claimpack.package.package import Package
from claimpack.package.registry import Registry, RegistryFault
from claimpack.packagesreport import PackagesReport
from claimpack.report import Report
from claimpack.rules.catalogue import Rule


def check_packages(
    packages: Mapping[str, Path],
    rules: Iterable[Rule],
    *,
    today: date,
    registry: Registry | None = None,
    source_texts: Path | None = None,
    step: Callable[[], None] = lambda: None,
    seen: Callable[[str, Package, Report], Report] = lambda _name, _package, report: report,
) -> PackagesReport:
    """Checks packages by the same rules; one is held at a time.

    Args:
        packages: where each is, by what it is called.
        rules: what to check them by.
        today: the day they are judged on.
        registry: the registry that lists them.
        source_texts: a folder with texts of sources, as ``load`` takes it.
        step: called whenever a package has been checked.
        seen: gets the name of each package, the package and its report, and gives the report to keep.
    """
    chosen = tuple(rules)
    shared = registry.shared if registry else None
    faults = list(registry.faults) if registry else []
    reports = {}
    for name, file in packages.items():
        try:
            package = load(file, today=today, source_texts=source_texts, shared=shared)
        except (NotAPackageError, OSError) as error:  # it was there a moment ago
            what = f"the package {name} can't be read: {error}"
            faults.append(RegistryFault(what, "Check it again.", str(file), leaves_out=True))
            continue
        reports[name] = seen(name, package, run(package, chosen))
        step()
    parts = registry.parts if registry else {}
    return PackagesReport(
        reports,
        registry=str(registry.file) if registry else "",
        title=registry.title if registry else "",
        faults=tuple(faults),
        shared={name: seen(name, part, run(part, chosen)) for name, part in parts.items()},
        unused=shared.unused if shared else 0,
    )
