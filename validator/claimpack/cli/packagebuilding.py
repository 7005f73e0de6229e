"""Builds a package or a registry, for ``claimpack build``."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from claimpack.api import BuildRefusedError, build
from claimpack.buildfolder import BuildTooLargeError, ForeignFolderError, check_folder, steps
from claimpack.cli import exits, openpackage
from claimpack.cli.failures import while_reading
from claimpack.cli.output import OutputError, write_result
from claimpack.cli.pagelanguage import language_in
from claimpack.cli.progress import progress
from claimpack.cli.severalpackages import are_several, refuse_for_several
from claimpack.formats.summary import title
from claimpack.formats.text import render, render_packages
from claimpack.package.load import NotAPackageError
from claimpack.package.registry import read_registry
from claimpack.packagesreport import PackagesReport
from claimpack.plain.language import Language
from claimpack.registryfolder import RegistryRefusedError, build_registry
from claimpack.report import Report
from claimpack.rules.catalogue import SEVERITIES, all_rules
from claimpack.wording import counted, listed, printable


def build_package(
    package: str,
    output: str,
    registry: Path | None,
    articles: Sequence[Path],
    messages: Path | None,
    today: date,
    built_on: date | None,
    *,
    allow_warnings: bool,
) -> None:
    """Builds a package or a registry."""
    if output == "-":
        raise click.UsageError("A build is a folder and can't go to standard output: name one.")

    target = Path(output)
    is_registry = are_several([package])
    if is_registry:
        refuse_for_several({"--article": articles, "--registry": registry})
    language = language_in(messages)
    if is_registry:
        _build_registry(package, target, today, built_on, language, allow_warnings=allow_warnings)
        return
    try:
        check_folder(target)
        loaded = openpackage.opened(package, articles, registry, today)
        claims = len(loaded.tables["claims"]) if "claims" in loaded.tables else 0
        with progress("Building", len(all_rules()) + steps(claims)) as step:
            built = build(loaded, allow_warnings=allow_warnings, built_on=built_on, language=language, step=step)
            files = built.write(target, step)
    except (NotAPackageError, ForeignFolderError) as error:
        raise click.UsageError(f"{error}.") from None
    except BuildRefusedError as refusal:
        write_result(render(refusal.report), None)
        _refuse(refusal.report, _why(refusal.report))
    except BuildTooLargeError as error:
        raise OutputError(f"Nothing was written: {error}.") from None
    except OSError as error:
        if error.errno in (errno.EXDEV, errno.EBUSY):
            raise OutputError(
                f"{output} can't be replaced in one step here: delete it first, or name another folder."
            ) from None
        raise OutputError(f"{error.filename or output} can't be read or written: {error.strerror}.") from None
    write_result(_summary(built.report, target, files) + "\n", None)


def _build_registry(
    file: str, target: Path, today: date, built_on: date | None, language: Language | None, *, allow_warnings: bool
) -> None:
    try:
        with while_reading(file, ForeignFolderError):
            registry = read_registry(Path(file), today=today)
            with progress("Building", len(registry.packages)) as step:
                index = build_registry(
                    registry,
                    target,
                    today=today,
                    allow_warnings=allow_warnings,
                    built_on=built_on,
                    language=language,
                    step=step,
                )
    except RegistryRefusedError as refusal:
        write_result(render_packages(refusal.report), None)
        blocked = listed(map(printable, refusal.blocked)) or "the registry, which lists no package"
        _refuse(refusal.report, f"see {blocked}. Correct what is wrong, or acknowledge what can be.")
    except BuildTooLargeError as error:
        raise OutputError(f"Nothing was written: {error}.") from None
    claims = sum(index.verdicts.values())
    built = f"Built {counted(len(index.packages), 'package')}: {counted(claims, 'claim')}."
    holds = f"{printable(str(target))} has index.json, index.html, and a folder for each package in packages."
    write_result(f"{built}\n{holds}\n", None)


def _refuse(report: Report | PackagesReport, why: str) -> NoReturn:
    click.echo(f"Nothing was written: {why}", err=True)
    raise SystemExit(exits.PROBLEMS if report.complete else exits.INCOMPLETE)


def _why(report: Report) -> str:
    if not report.complete:
        return f"the check did not finish: {'; '.join(report.failures)}."
    counts = {severity: report.count(severity) for severity in SEVERITIES[:2]}
    found = listed(counted(count, severity) for severity, count in counts.items() if count)
    rest = "." if counts["error"] else ", or add --allow-warnings."
    return f"the package has {found}. Correct what is wrong, or acknowledge what can be accepted{rest}"


def _summary(report: Report, target: Path, files: Sequence[Path]) -> str:
    made = listed([file.name for file in files if file.parent == target])
    lines = [f"Built {printable(title(report))}: {counted(report.records['claims'], 'claim')}."]
    lines.append(f"{printable(str(target))} has {made}, and the schemas that they follow.")
    if report.unreviewed:
        are = "is" if report.unreviewed == 1 else "are"
        found = f"{counted(report.unreviewed, 'problem')} that nobody has reviewed {are} included"
        lines.append(f"{found}; report.json lists all problems.")
    if report.idle:
        lines.append(f"{counted(len(report.idle), 'rule')} did not run; claims.json says which and why.")
    return "\n".join(lines)
