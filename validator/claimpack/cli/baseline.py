"""The problems and verdicts that ``--baseline`` compares a check with: of an earlier report, or of a git revision."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from claimpack import engine
from claimpack.cli.output import OutputError
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.limits import BUILD_BYTES
from claimpack.package.load import NotAPackageError, match_articles, read_article
from claimpack.package.sourcetexts import SourceText
from claimpack.report import REPORT_VERSION
from claimpack.rules.catalogue import Rule
from claimpack.wording import quoted

_T = TypeVar("_T")


class Known(NamedTuple):
    """The earlier problems and verdicts."""

    problems: frozenset[tuple[str, str]] = frozenset()
    """The rule and the fingerprint of each problem."""
    verdicts: frozenset[tuple[str, str]] = frozenset()
    """Each claim with its verdict; none where the report has no verdicts."""


def known_before(
    given: str,
    package: str,
    articles: Sequence[Path],
    rules: Sequence[Rule],
    today: date,
    source_texts: dict[str, SourceText] | None = None,
) -> Known:
    """The earlier problems and verdicts of a package.

    An existing file is read as a report. Anything else is a revision of the current folder's repository, whose package
    is checked by the same rules and with the same articles. A revision without the package has no problems.

    Args:
        given: the file of a report (``--format json``), or a revision.
        package: where the package is in a revision, relative to the current folder.
        articles: the texts of its articles.
        rules: the rules to check a revision by.
        today: the current day.
        source_texts: the texts of sources.

    Raises:
        click.UsageError: if it is neither, or no report of this version.
        OutputError: if the file can't be read.
    """
    if os.path.lexists(given):
        return _read(given, "no report", "a report in JSON or a git revision", partial(_known_of_one, given))
    from claimpack.changes.revision import NoPackageError, Revision, RevisionError  # noqa: PLC0415 - few ask git

    try:
        before = Revision(given, package).read(today=today)
    except NoPackageError:
        return Known()
    except RevisionError as error:
        raise click.UsageError(f"--baseline: {error}.") from None
    try:
        match_articles(before, [read_article(file) for file in articles])
    except NotAPackageError:  # it lacks an article that was added later
        before.article_texts.clear()
    before.source_texts = source_texts
    report = engine.run(before, rules)
    return Known(
        frozenset((problem.rule, problem.fingerprint) for problem in report.problems),
        frozenset((each.claim_id, each.verdict) for each in report.verdicts),
    )


def known_of_packages(file: str) -> dict[str, Known]:
    """The earlier problems and verdicts of several packages, by their names, from a report.

    Raises:
        click.UsageError: if it is not a report on several packages.
        OutputError: if the file can't be read.
    """
    if not os.path.lexists(file):
        raise click.UsageError(
            f"--baseline: {file} does not exist. For several packages, give an earlier report on them in JSON."
        )
    return _read(
        file,
        "no report on several packages",
        "a report in JSON",
        lambda report: {str(each["package"]): _known_of(each["report"]) for each in report["packages"]},
    )


def _read(file: str, what: str, name: str, known: Callable[[Any], _T]) -> _T:
    """Reads a report in JSON."""
    try:
        return known(json.loads(read_bytes(Path(file), BUILD_BYTES)))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise click.UsageError(
            f"--baseline: {file} is {what} in JSON: write one with claimpack validate --format json."
        ) from None
    except UnusableFileError as error:
        raise click.UsageError(f"--baseline: {file} {error}: name {name}.") from None
    except OSError as error:
        raise OutputError(f"{file} can't be read: {error.strerror}.") from None


def _known_of_one(file: str, report: Any) -> Known:
    version = report["report_version"]
    if version != REPORT_VERSION:
        raise click.UsageError(
            f"--baseline: {file} is a report of version {quoted(str(version))}; this is for version {REPORT_VERSION}: "
            "write it again with claimpack validate --format json."
        )
    return _known_of(report)


def _known_of(report: Any) -> Known:
    return Known(
        frozenset((str(problem["rule"]), str(problem["fingerprint"])) for problem in report["problems"]),
        frozenset((str(each["claim_id"]), str(each["verdict"])) for each in report["verdicts"]),
    )
