"""Writes the pages or builds of a registry as one folder: an overview, and the page or build of each package."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from claimpack.buildfolder import LITTER, ForeignFolderError, begins_with, check_folder, check_replaceable
from claimpack.buildfolder import write as write_build
from claimpack.exports.caveats import Caveats
from claimpack.exports.packagerecords import Bundle
from claimpack.package.package import Package
from claimpack.package.registry import Registry
from claimpack.package.replacefolder import replaced_folder
from claimpack.package.unavailable import Unavailable
from claimpack.packagescheck import check_packages
from claimpack.packagesreport import PackagesReport
from claimpack.page.document import BEGINNING, pieces_of_page
from claimpack.page.overview import overview
from claimpack.plain.language import Language
from claimpack.registryindex import FILE, FOLDER, RegistryIndex, index_text
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules

PAGE = "index.html"


class RegistryRefusedError(Exception):
    """Not every package can be built.

    Attributes:
        report: the result of the check.
        blocked: the packages that prevent the build, and the registry's file if that does.
    """

    def __init__(self, report: PackagesReport, blocked: list[str]) -> None:
        super().__init__(report, blocked)
        self.report = report
        self.blocked = blocked


@dataclass
class _Maker:
    """Writes the page of each package, and adds the package to the index."""

    folder: Path
    index: RegistryIndex
    language: Language | None

    def page(self, name: str, package: Package, report: Report) -> Report:
        """Writes a package's page; if a table that it shows can't be read, removes the verdicts and says why."""
        if package.is_shared:
            return report
        try:
            pieces = list(self._pieces(package, report)) if report.verdicts else []
        except Unavailable as reason:
            report = replace(report, verdicts=(), why_no_verdicts=str(reason))
        entry = self.index.add(name, package, report)
        if not entry.why_none:
            file = self.folder / f"{entry.place}.html"
            file.parent.mkdir(exist_ok=True)
            with file.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(pieces)
        return report

    def _pieces(self, package: Package, report: Report) -> Iterable[str]:
        return pieces_of_page(
            package,
            report,
            Caveats(package, report),
            checked_on=package.today,
            without_too_many=True,
            language=self.language,
        )


@dataclass
class _Builder(_Maker):
    allow_warnings: bool
    built_on: date | None
    blocked: list[str]

    def build(self, name: str, package: Package, report: Report) -> Report:
        """Writes a package's build, unless any package so far can't be built.

        Packages with shared records come first: their problems are reported only for them.
        """
        if report.failing("error" if self.allow_warnings else "warning") or not report.complete:
            if not package.is_shared or report.failing("error") or not report.complete:
                self.blocked.append(name)
            return report
        if not package.is_shared:
            entry = self.index.add(name, package, report)
            if not self.blocked:
                plain = replace(report, package_path=package.descriptor.path)
                write_build(Bundle(package, plain, self.built_on, self.language), self.folder / entry.place)
        return report


def build_registry(
    registry: Registry,
    folder: Path,
    *,
    today: date,
    allow_warnings: bool,
    built_on: date | None,
    language: Language | None = None,
    step: Callable[[], None] = lambda: None,
) -> RegistryIndex:
    """Builds all packages of a registry, with ``index.json`` and an overview, or none at all.

    Raises:
        RegistryRefusedError: if a package, or the registry, has a problem that prevents a build.
        ForeignFolderError: if the folder has anything that does not come from a registry.
        BuildTooLargeError: if a build would be larger than it may be.
        OSError: if the system refuses; the old folder stays.
    """
    check_registry_folder(folder)
    with replaced_folder(folder) as new:
        maker = _Builder(new, RegistryIndex(registry.title), language, allow_warnings, built_on, [])
        report = check_packages(
            registry.packages, all_rules(), today=today, registry=registry, step=step, after_check=maker.build
        )
        blocked = [*([str(registry.file)] if report.faults else []), *maker.blocked]
        if blocked or not report.reports:
            raise RegistryRefusedError(report, blocked)
        maker.index.across = report.across
        text = index_text(maker.index, built_on.isoformat() if built_on else None)
        (new / FILE).write_bytes(text.encode("utf-8"))
        (new / PAGE).write_bytes(overview(maker.index, "/page.html", language=language).encode("utf-8"))
    return maker.index


def pages_of_registry(
    registry: Registry,
    folder: Path,
    *,
    today: date,
    language: Language | None = None,
    step: Callable[[], None] = lambda: None,
) -> PackagesReport:
    """Writes a page for every package of a registry, and an overview that links to them.

    Raises:
        ForeignFolderError: if the folder has anything that does not come from a registry.
        OSError: if the system refuses; the old folder stays.
    """
    check_registry_folder(folder)
    with replaced_folder(folder) as new:
        maker = _Maker(new, RegistryIndex(registry.title), language)
        report = check_packages(
            registry.packages, all_rules(), today=today, registry=registry, step=step, after_check=maker.page
        )
        maker.index.across = report.across
        page = overview(maker.index, ".html", today.isoformat(), language, report.not_checked)
        (new / PAGE).write_bytes(page.encode("utf-8"))
    return report


def check_registry_folder(folder: Path) -> None:
    """Makes sure that only pages or builds of a registry are replaced.

    Raises:
        ForeignFolderError: if ``folder`` has anything else.
    """
    check_replaceable(folder)
    if not folder.exists():
        return
    inside = [path for path in folder.iterdir() if path.name not in LITTER]
    for path in inside:
        if path.name == FOLDER and path.is_dir() and not path.is_symlink():
            for each in path.iterdir():
                if each.is_dir() and not each.is_symlink():
                    check_folder(each)
                elif each.name not in LITTER and not (each.suffix == ".html" and begins_with(each, BEGINNING)):
                    raise _foreign(folder, f"{FOLDER}/{each.name}")
        elif path.name not in (FILE, PAGE) or path.is_dir():
            raise _foreign(folder, path.name)
    if inside and not begins_with(folder / PAGE, BEGINNING):
        raise _foreign(folder, min(path.name for path in inside))


def _foreign(folder: Path, name: str) -> ForeignFolderError:
    another = "name a new folder, an empty one or the folder of an earlier run"
    return ForeignFolderError(f"{folder} holds {name}, which does not come from a registry: {another}")
