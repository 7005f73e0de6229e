"""Writes the page of a package or the pages of a registry, for ``claimpack page``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from claimpack import engine
from claimpack.buildfolder import ForeignFolderError
from claimpack.cli import exits, openpackage
from claimpack.cli.failures import while_reading
from claimpack.cli.output import OutputError, belongs_to, write_result
from claimpack.cli.pagelanguage import language_in
from claimpack.cli.progress import progress
from claimpack.cli.severalpackages import are_several, refuse_for_several
from claimpack.exports.caveats import Caveats
from claimpack.package.package import Package
from claimpack.package.registry import read_registry
from claimpack.package.unavailable import Unavailable
from claimpack.page.document import BEGINNING, TooManyClaimsError, check_size, pieces_of_page
from claimpack.plain.language import Language
from claimpack.registryfolder import pages_of_registry
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules
from claimpack.wording import counted, printable


def write_page(
    package: str,
    registry: Path | None,
    articles: Sequence[Path],
    only: str | None,
    output: str | None,
    messages: Path | None,
    today: date,
) -> None:
    """Writes the page of a package or the pages of a registry."""
    if are_several([package]):
        refuse_for_several({"--article": articles, "--registry": registry, "--only": only})
        if output == "-":
            raise click.UsageError("The pages of a registry are a folder and can't go to standard output: name one.")
        _pages_of_registry(package, Path(output or "site"), today, language_in(messages))
    target = None if output == "-" else Path(output or "page.html")
    language = language_in(messages)
    made = io.StringIO()
    with while_reading(package, TooManyClaimsError):
        try:
            loaded = openpackage.opened(package, articles, registry, today)
            _refuse_target(loaded, target, articles)
            if only is not None:
                openpackage.refuse_unknown_article(loaded, only)
            check_size(loaded, only)
            report = engine.run(loaded, all_rules())
            if report.why_no_verdicts:
                raise OutputError(f"There is nothing to show: {report.why_no_verdicts}.")
            pieces = pieces_of_page(
                loaded,
                report,
                Caveats(loaded, report),
                article_id=only,
                with_text=bool(articles),
                checked_on=loaded.today,
                language=language,
            )
            made.writelines(pieces)
        except Unavailable as error:
            raise OutputError(f"There is nothing to show: {error}; claimpack validate says more.") from None
    write_result(made.getvalue(), target)
    if target is not None:
        click.echo(_summary(report, target, has_text=bool(loaded.article_texts)))
    raise SystemExit(exits.CLEAN if report.complete else exits.INCOMPLETE)


def _pages_of_registry(file: str, target: Path, today: date, language: Language | None) -> NoReturn:
    with while_reading(file, ForeignFolderError):
        registry = read_registry(Path(file), today=today)
        with progress("Checking", len(registry.packages)) as step:
            report = pages_of_registry(registry, target, today=today, language=language, step=step)
    made = sum(bool(each.verdicts) for each in report.reports.values())
    click.echo(f"Written to {printable(str(target))}: index.html and {counted(made, 'page')}.")
    lacking = [fault.message for fault in report.faults if not fault.leaves_out]
    lacking += [why for _, why in report.not_checked]
    lacking += [
        f"{name}: there are no verdicts: {each.why_no_verdicts}"
        for name, each in report.reports.items()
        if each.complete and each.why_no_verdicts
    ]
    for what in lacking:
        click.echo(f"Not complete: {printable(what)}.", err=True)
    raise SystemExit(exits.CLEAN if report.reports and not lacking else exits.INCOMPLETE)


def _refuse_target(package: Package, target: Path | None, articles: Sequence[Path]) -> None:
    """Refuses to overwrite anything but an earlier page."""
    if target is None:
        return
    if target.is_dir():
        raise click.UsageError(f"{target} is a folder: name a file, such as {target / 'page.html'}.")
    if belongs_to(target, package, *articles):
        raise click.UsageError(f"{target} is a file of the package or an article: write the page elsewhere.")
    if target.is_file() and target.stat().st_size:
        with target.open("rb") as stream:
            if stream.read(len(BEGINNING)) != BEGINNING.encode():
                raise click.UsageError(f"{target} exists and is not a page of Claimpack: name another file.")


def _summary(report: Report, target: Path, *, has_text: bool) -> str:
    lines = [f"Written to {printable(str(target))}: {counted(report.records['claims'], 'claim')}."]
    if has_text:
        lines.append("It includes the article's text: keep it for yourself, and publish the page of claimpack build.")
    if report.unreviewed:
        are = "is" if report.unreviewed == 1 else "are"
        lines.append(f"{counted(report.unreviewed, 'problem')} that nobody has reviewed {are} marked on the page.")
    if not report.complete:
        lines.append(f"The check is incomplete: {'; '.join(map(printable, report.failures))}.")
    return "\n".join(lines)
