"""The Python API: load a package or tables, validate it, build what apps read. Results are frozen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from validator.engine import run
from validator.exports import folder as build_folder
from validator.exports.bundle import Bundle
from validator.package.load import load as load_package
from validator.records import Claim, read_record
from validator.rules.catalogue import all_rules, choose_rules

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from validator.package.package import Package
    from validator.report import Report

AnyPath = str | os.PathLike[str]


class BuildRefusedError(Exception):
    """The package is not fit to be built.

    Attributes:
        report: what the check found. Where it is not complete, the check itself came to no end.
    """

    def __init__(self, report: Report) -> None:
        what = "; ".join(report.failures) or f"{len(report.failing())} problems that are not acknowledged"
        super().__init__(what)
        self.report = report


@dataclass(frozen=True, eq=False)
class Build:
    """A package that was found fit, as apps read it."""

    package: Package
    report: Report
    """The check that it rests on."""

    @cached_property
    def _bundle(self) -> Bundle:
        return Bundle(self.package, self.report)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, complete in itself, in the order of the table."""
        return tuple(read_record(Claim, record) for record in self._bundle.claims())

    def to_frame(self) -> pd.DataFrame:
        """The claims as a table: one row each; see ``claims_frame``."""
        from validator.frame import claims_frame  # noqa: PLC0415 - pandas comes with it

        return claims_frame(self.claims)

    def write(self, directory: AnyPath, step: Callable[[], None] = lambda: None) -> tuple[Path, ...]:
        """Writes what ``claimpack build`` writes, and gives the paths of the files.

        Args:
            directory: a new folder, an empty one, or that of an earlier build, which is replaced as a whole.
            step: called again and again while files are written.

        Raises:
            ForeignFolderError: if the folder holds anything that is of no build.
            OSError: if the system refuses; the old folder stands.
        """
        return tuple(build_folder.write(self._bundle, Path(directory), step))


def load(package: AnyPath = ".", *, articles: Iterable[AnyPath] = (), today: date | None = None) -> Package:
    """Reads a claims package; whatever is wrong inside it is for ``validate`` to tell.

    Args:
        package: a ``datapackage.json`` or the folder it is in.
        articles: plain-text files of its articles, to verify the passages against.
        today: the day it is judged on; the current one if left out.

    Raises:
        NotAPackageError: if there is no descriptor, or an article's text is none or can't be matched.
        OSError: if the system refuses to read an article's text.
    """
    return load_package(Path(package), [Path(article) for article in articles], today=today or _today())


def load_tables(
    tables: Mapping[str, pd.DataFrame | Iterable[Mapping[str, object]]],
    *,
    articles: Mapping[str, str] | None = None,
    descriptor: Mapping[str, object] | None = None,
    today: date | None = None,
) -> Package:
    """A claims package of tables in memory; no file is read.

    Cells are taken as a CSV would have them: None and NaN are blank, lists become list cells, dates are written as
    2026-02-19. Give reported numbers as text, since a float has lost its last digits. Problems are placed as if each
    table were a file of its own, ``claims.csv`` say, with the column names in row 1.

    Args:
        tables: by name, such as ``claims``: a data frame with the table's columns, or records by the names of the
            columns, which may leave blank ones out. A table that is left out has no records.
        articles: the text of each article whose passages are to be verified, by its id.
        descriptor: members of the descriptor, such as ``name``, ``title``, ``version`` and ``licenses``.
        today: the day it is judged on; the current one if left out.

    Raises:
        ValueError: if a claims package has no table of that name.
    """
    from validator.package.memory import package_of  # noqa: PLC0415 - pandas comes with it

    return package_of(tables, articles or {}, descriptor or {}, today=today or _today())


def validate(package: Package | AnyPath = ".", *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Report:
    """Checks a package by the rules and families in ``select`` (all if empty) but for those in ``ignore``.

    Raises:
        UnknownRuleError: if a name is neither a rule nor a family.
        NotAPackageError: if ``package`` is a path and there is none.
    """
    return run(_loaded(package), choose_rules(select, ignore))


def build(
    package: Package | AnyPath = ".", *, allow_warnings: bool = False, step: Callable[[], None] = lambda: None
) -> Build:
    """Checks a package by every rule and gives what apps read of it.

    Args:
        package: a package, or where it is.
        allow_warnings: whether warnings that nobody has acknowledged are let through, as caveats marked unreviewed.
        step: called whenever a rule has come to its end.

    Raises:
        BuildRefusedError: if there are errors or unacknowledged warnings, or the check came to no end.
        NotAPackageError: if ``package`` is a path and there is none.
    """
    loaded = _loaded(package)
    report = run(loaded, all_rules(), step)
    if not report.complete or report.failing("error" if allow_warnings else "warning"):
        raise BuildRefusedError(report)
    # the same package gives the same files wherever it lies
    return Build(loaded, replace(report, package_path=loaded.descriptor.path))


def _loaded(package: Package | AnyPath) -> Package:
    return load(package) if isinstance(package, str | os.PathLike) else package


def _today() -> date:
    return datetime.now().date()  # noqa: DTZ005 - the user's own day
