"""The Python API: load a package or tables, validate it, build what apps read. Results are immutable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimpack import buildfolder as build_folder
from claimpack.engine import run
from claimpack.exports.packagerecords import Bundle
from claimpack.formats.json import as_json
from claimpack.package.joinedtable import JoinedTable
from claimpack.package.load import load as load_package
from claimpack.records import Claim, read_record
from claimpack.rules.catalogue import all_rules, choose_rules
from claimpack.wording import counted

if TYPE_CHECKING:
    import pandas as pd

    from claimpack.package.package import Package
    from claimpack.plain.language import Language
    from claimpack.report import Problem, Report

AnyPath = str | os.PathLike[str]


class BuildRefusedError(Exception):
    """The package can't be built.

    Attributes:
        report: the result of the check. If it is not complete, the check itself did not finish.
        blocking: the problems that prevent the build.
    """

    def __init__(self, report: Report, blocking: tuple[Problem, ...]) -> None:
        super().__init__(report, blocking)
        self.report = report
        self.blocking = blocking

    def __str__(self) -> str:
        """Why it can't be built."""
        if not self.report.complete:
            return f"the check did not finish: {'; '.join(self.report.failures)}"
        first = self.blocking[0]
        where = ", ".join(first.subjects) or first.place.path
        return f"{counted(len(self.blocking), 'problem')} not acknowledged, the first of {where}: {first.message}"


@dataclass(frozen=True, eq=False)
class Build:
    """A package that can be built, as apps read it."""

    package: Package = field(repr=False)
    report: Report = field(repr=False)
    built_on: date | None = None
    language: Language | None = None
    """The language of its page; English if left out."""

    @cached_property
    def _bundle(self) -> Bundle:
        return Bundle(self.package, self.report, self.built_on, self.language)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, with all that it refers to, in the order of the table."""
        return tuple(read_record(Claim, record) for record in self._bundle.claims())

    def to_frame(self) -> pd.DataFrame:
        """The claims as a data frame, one row each; see ``claims_frame``."""
        from claimpack.frame import claims_frame  # noqa: PLC0415 - pandas comes with it

        return claims_frame(self.claims)

    def write(self, directory: AnyPath, step: Callable[[], None] = lambda: None) -> tuple[Path, ...]:
        """Writes what ``claimpack build`` writes, and gives the paths of the files.

        Args:
            directory: a new folder, an empty one, or the folder of an earlier build, which is replaced as a whole.
            step: called again and again while files are written.

        Raises:
            ForeignFolderError: if the folder has anything that is not part of a build.
            BuildTooLargeError: if the files would be larger than a build may be; the old folder stays.
            OSError: if the system refuses; the old folder stays.
        """
        return tuple(build_folder.write(self._bundle, Path(directory), step))


def load(package: AnyPath = ".", *, articles: AnyPath | Iterable[AnyPath] = (), today: date | None = None) -> Package:
    """Reads a claims package. ``validate`` reports what is wrong inside it.

    Args:
        package: a ``datapackage.json`` or its folder.
        articles: plain-text files of its articles, or a single one, to check the passages against.
        today: the day to judge it on; the current day if left out.

    Raises:
        NotAPackageError: if there is no descriptor, or the text of an article can't be used or matched.
        OSError: if the system refuses to read an article's text.
    """
    files = [articles] if isinstance(articles, str | os.PathLike) else articles
    return load_package(Path(package), [Path(file) for file in files], today=_day(today))


def load_tables(
    tables: Mapping[str, pd.DataFrame | Iterable[Mapping[str, object]]],
    *,
    articles: Mapping[str, str] | None = None,
    descriptor: Mapping[str, object] | None = None,
    today: date | None = None,
) -> Package:
    """Makes a claims package from tables in memory; no file is read.

    Cells are converted as for a CSV file: None and NaN are blank, lists become list cells, and dates are written as
    2026-02-19. Give reported numbers as text, since a float loses trailing digits. Problems are placed as if each table
    were a file of its own, such as ``claims.csv``, with the column names in row 1.

    Args:
        tables: by name, such as ``claims``: a data frame, or records by the names of the columns. Columns that may be
            blank can be left out. A table that is left out has no records.
        articles: the texts of articles whose passages to check, by id.
        descriptor: members of the descriptor, such as ``name``, ``title``, ``version`` and ``licenses``.
        today: the day to judge it on; the current day if left out.

    Raises:
        ValueError: if claims packages have no table of that name, or this package has no article of that id.
        TypeError: if a table, or a value in it, has an unsuitable type.
    """
    from claimpack.package.inmemory import package_of  # noqa: PLC0415 - only tables in memory need it

    return package_of(tables, articles or {}, descriptor or {}, today=_day(today))


def validate(
    package: Package | AnyPath = ".", *, select: str | Iterable[str] = (), ignore: str | Iterable[str] = ()
) -> Report:
    """Checks a package by all rules or some.

    Args:
        package: a package, or its path.
        select: names of the rules and families to use; all if empty.
        ignore: names of those to leave out.

    Raises:
        UnknownRuleError: if a name is neither a rule nor a family.
        NotAPackageError: if ``package`` is a path and there is none.
    """
    return run(_loaded(package), choose_rules(_names(select), _names(ignore)))


def build(
    package: Package | AnyPath = ".",
    *,
    allow_warnings: bool = False,
    built_on: date | None = None,
    language: Language | None = None,
    step: Callable[[], None] = lambda: None,
) -> Build:
    """Checks a package by every rule and builds what apps read.

    Args:
        package: a package, or its path.
        allow_warnings: whether to allow warnings that nobody has acknowledged; they become unreviewed caveats.
        built_on: the day of the build to record in the claims; the clock is never read for it.
        language: the language of the page; English if left out.
        step: called whenever a rule has finished.

    Raises:
        BuildRefusedError: if there are errors or unacknowledged warnings, or the check did not finish.
        NotAPackageError: if ``package`` is a path and there is none.
    """
    loaded = _loaded(package)
    report = run(loaded, all_rules(), lambda _: step())
    for table in loaded.readable_tables():
        if isinstance(table, JoinedTable) and table.has_refused_shared:
            what = f"{table.name} that it shares have problems of their own: see claimpack validate {loaded.registry}"
            report = replace(report, failures=(*report.failures, what))
    blocking = report.failing("error" if allow_warnings else "warning")
    if blocking or not report.complete:
        raise BuildRefusedError(report, blocking)
    # a package gives the same files wherever it is stored
    return Build(loaded, replace(report, package_path=loaded.descriptor.path), built_on and _day(built_on), language)


def report_as_json(report: Report) -> dict[str, Any]:
    """A report as ``claimpack validate --format json`` writes it; ``report.schema.json`` describes it."""
    return as_json(report)


def _loaded(package: Package | AnyPath) -> Package:
    return load(package) if isinstance(package, str | os.PathLike) else package


def _names(names: str | Iterable[str]) -> Iterable[str]:
    return [names] if isinstance(names, str) else names


def _day(today: date | None) -> date:
    """The given day, also from a date and time; today in the local time zone if none is given."""
    moment = datetime.now() if today is None else today  # noqa: DTZ005
    return moment.date() if isinstance(moment, datetime) else moment
