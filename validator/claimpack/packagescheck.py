"""Checks several packages, each with the shared records that it uses: one after another, or in parallel."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from claimpack.acrosspackages import RULES, ComparableClaims, Comparison, comparable_claims, cross_package_result
from claimpack.engine import run
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.package.load import NotAPackageError, load
from claimpack.package.package import Package
from claimpack.package.registry import Registry, RegistryFault, read_registry
from claimpack.packagesreport import PackagesReport
from claimpack.report import Report
from claimpack.rules.catalogue import Rule

AfterCheck = Callable[[str, Package, Report], Report]
"""Called with the name of a package, the package and its report; returns the report to keep."""


def unchanged(_name: str, _package: Package, report: Report) -> Report:
    """Keeps the report as it is."""
    return report


class _Checked(NamedTuple):
    """The result for one package."""

    result: Report | RegistryFault
    used: frozenset[tuple[str, str]] = frozenset()
    claims: ComparableClaims | None = None
    """Its claims, if they are compared with those of other packages."""


@dataclass
class _Check:
    """How each package is checked; only one package is in memory at a time."""

    rules: tuple[Rule, ...]
    today: date
    source_texts: Path | None
    after_check: AfterCheck
    registry: Registry | None

    def __call__(self, name: str, file: Path) -> _Checked:
        shared = self.registry.shared if self.registry else None
        if shared:
            shared.used.clear()
        try:
            package = load(file, today=self.today, source_texts=self.source_texts, shared=shared)
        except (NotAPackageError, OSError) as error:  # it existed a moment ago
            return _not_checked(name, file, f"can't be read: {error}")
        report = self.after_check(name, package, run(package, self.rules))
        claims = comparable_claims(package, shared.concepts) if shared and self.compares else None
        return _Checked(report, frozenset(shared.used) if shared else frozenset(), claims)

    @property
    def compares(self) -> list[str]:
        """The selected rules that compare claims of different packages; none if the packages share no concepts."""
        if not self.registry or not self.registry.shared:
            return []
        return [rule.name for rule in self.rules if rule.name in RULES]


def check_packages(
    packages: Mapping[str, Path],
    rules: Iterable[Rule],
    *,
    today: date,
    registry: Registry | None = None,
    source_texts: Path | None = None,
    jobs: int = 1,
    step: Callable[[], None] = lambda: None,
    after_check: AfterCheck = unchanged,
) -> PackagesReport:
    """Checks packages by the same rules. The report is the same for any number of jobs.

    Args:
        packages: the path of each package, by name.
        rules: the rules to use.
        today: the day to judge them on.
        registry: the registry that lists them.
        source_texts: a folder with texts of sources, as for ``load``.
        jobs: how many are checked at a time, each in a process of its own with the shared records.
        step: called whenever a package has been checked.
        after_check: returns the report to keep; with several jobs it is called in their processes.
    """
    check = _Check(tuple(rules), today, source_texts, after_check, registry)
    faults = list(registry.faults) if registry else []
    reports: dict[str, Report] = {}
    used: set[tuple[str, str]] = set()
    comparison = Comparison(Hierarchy(registry.shared.concepts if registry and registry.shared else {}))
    parts = registry.parts if registry else {}
    shared = {name: after_check(name, part, run(part, check.rules)) for name, part in parts.items()}
    results = _in_processes(check, packages, jobs) if min(jobs, len(packages)) > 1 else _one_by_one(check, packages)
    for name, checked in results:
        used |= checked.used
        if checked.claims:
            comparison.add(name, checked.claims)
        if isinstance(checked.result, RegistryFault):
            faults.append(checked.result)
        else:
            reports[name] = checked.result
        step()
    return PackagesReport(
        reports,
        registry=str(registry.file) if registry else "",
        title=registry.title if registry else "",
        faults=tuple(faults),
        shared=shared,
        across=cross_package_result(comparison, check.compares) if check.compares else None,
        unused=len(registry.shared.records.keys() - used) if registry and registry.shared else 0,
    )


def _one_by_one(check: _Check, packages: Mapping[str, Path]) -> Iterator[tuple[str, _Checked]]:
    for name, file in packages.items():
        yield name, check(name, file)


def _in_processes(check: _Check, packages: Mapping[str, Path], jobs: int) -> Iterator[tuple[str, _Checked]]:
    """The results in the order of the packages; a fault for each package that a stopped process left unchecked."""
    pool = ProcessPoolExecutor(
        min(jobs, len(packages)),
        multiprocessing.get_context("spawn"),  # the same on every system
        _prepare,
        (replace(check, registry=None), _without_records(check.registry)),
    )
    try:
        with _ctrl_c_held():
            waiting = {name: pool.submit(_check_in_process, name, file) for name, file in packages.items()}
        for name, file in packages.items():
            try:
                yield name, waiting.pop(name).result()
            except BrokenProcessPool:
                why = "was not checked: a process that checks packages was ended from outside"
                hint = "There may be too little memory for this many processes: check with fewer --jobs."
                yield name, _not_checked(name, file, why, hint)
    finally:
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Delays Ctrl-C while processes are started, which hold it back until they are prepared.

    In the middle of a start it would leave the pool waiting for ever; while a process imports, it would be a traceback.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_check_here: list[_Check | str] = []
"""How a process of the pool checks packages, or why it can't."""


def _prepare(check: _Check, registry: Registry | None) -> None:
    """Prepares a process of the pool: it reads the shared records itself, and Ctrl-C ends it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        if registry:
            check = replace(check, registry=read_registry(registry.file, today=check.today))
        is_same = _without_records(check.registry) == registry
        _check_here.append(check if is_same else "the registry was changed after the check began")
    except (NotAPackageError, OSError) as error:
        _check_here.append(f"the registry can't be read: {error}")


def _without_records(registry: Registry | None) -> Registry | None:
    """A registry that only names the packages with shared records."""
    if registry is None:
        return None
    return Registry(
        registry.file, packages={name: part.root for name, part in registry.parts.items()}, faults=registry.faults
    )


def _check_in_process(name: str, file: Path) -> _Checked:
    check = _check_here[-1]
    return _not_checked(name, file, f"was not checked: {check}") if isinstance(check, str) else check(name, file)


def _not_checked(name: str, file: Path, why: str, hint: str = "Check it again.") -> _Checked:
    return _Checked(RegistryFault(f"the package {name} {why}", hint, str(file), leaves_out=True, package=name))
