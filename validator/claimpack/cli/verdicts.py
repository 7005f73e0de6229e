"""The command ``claimpack verdicts``."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from claimpack import engine
from claimpack.cli import commonoptions, exits, openpackage
from claimpack.cli.failures import while_reading
from claimpack.cli.output import OutputError, belongs_to, write_result
from claimpack.cli.severalpackages import are_several, check_several, refuse_for_several
from claimpack.formats.json import as_json
from claimpack.formats.summary import verdicts
from claimpack.jsontext import json_text
from claimpack.package.formulas import runs_as_formula
from claimpack.package.package import Package
from claimpack.report import Report
from claimpack.rules.catalogue import all_rules
from claimpack.wording import printable

_COLUMNS = ("claim_id", "verdict", "statement", "reason", "estimates", "causes")
_WIDEST_STATEMENT = 60
_Shown = Sequence[tuple[str | None, Report, Mapping[str, str]]]
"""For each package its name, if there are several, its report, and the statements of its claims by their ids."""


@click.command("verdicts")
@commonoptions.package
@commonoptions.registry
@commonoptions.articles
@commonoptions.format_of("the verdicts", ["text", "json", "csv"])
@commonoptions.output_of("the verdicts")
@commonoptions.today
def command(
    package: str, registry: Path | None, articles: Sequence[Path], format_: str, output: Path | None, today: date
) -> None:
    """Show the verdict of the recorded evidence on each claim as it is worded: one line per claim, and the tally.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. It may also be a
    registry.json: then the claims of all its packages are listed. A verdict is about the article and its sources:
    accepting a problem never changes it.

    Exit code: 0 whatever the verdicts are, 2 wrong use, 3 there are none. To fail on some verdicts, use claimpack
    validate --fail-on-verdict.

    \b
    Examples:
      claimpack verdicts
      claimpack verdicts my-claims --format csv --output verdicts.csv
      claimpack verdicts registry.json
    """
    if are_several([package]):
        refuse_for_several({"--article": articles, "--registry": registry})
        _of_registry(package, today, format_, output)
    with while_reading(package):
        loaded = openpackage.opened(package, articles, registry, today)
    if output and belongs_to(output, loaded, *articles):
        raise click.UsageError(f"{output} is a file of the package or its article; write the verdicts elsewhere.")
    report = engine.run(loaded, all_rules())
    if report.why_no_verdicts:
        raise OutputError(f"There are no verdicts: {report.why_no_verdicts}.")
    write_result(_RENDER[format_]([(None, report, statements_of(loaded))]), output)
    raise SystemExit(exits.CLEAN if report.complete else exits.INCOMPLETE)


def _of_registry(file: str, day: date, format_: str, target: Path | None) -> NoReturn:
    statements: dict[str, dict[str, str]] = {}

    def keep_statements(name: str, package: Package, report: Report) -> Report:
        statements[name] = statements_of(package) if report.verdicts else {}
        return report

    found = check_several([file], all_rules(), day, [target] if target else [], after_check=keep_statements)
    shown = [
        (name, report, statements[name])
        for name, report in found.all_reports.items()
        if report.verdicts or name in found.reports
    ]
    write_result(_RENDER[format_](shown), target)
    problems = [
        f"of {name} there are no verdicts: {each.why_no_verdicts}" for name, each, _ in shown if each.why_no_verdicts
    ]
    problems += [fault.message for fault in found.faults]
    for problem in problems:
        click.echo(f"Not complete: {printable(problem)}.", err=True)
    is_complete = not problems and all(report.complete for report in found.reports.values())
    raise SystemExit(exits.CLEAN if is_complete else exits.INCOMPLETE)


def statements_of(package: Package) -> dict[str, str]:
    """The statement of each claim, by its id."""
    claims = package.table("claims")
    return dict(zip(claims.cells("claim_id"), claims.cells("statement"), strict=True))


def _as_text(shown: _Shown) -> str:
    return "\n".join(
        (f"== {printable(name)} ==\n" if name is not None else "") + _text_of(report, statements)
        for name, report, statements in shown
    )


def _text_of(report: Report, statements: Mapping[str, str]) -> str:
    if not report.verdicts:
        return "There are no claims yet.\n"
    names = max(len(each.claim_id) for each in report.verdicts)
    words = max(len(each.verdict) for each in report.verdicts)
    lines = []
    for each in report.verdicts:
        said = textwrap.shorten(printable(statements.get(each.claim_id, "")), _WIDEST_STATEMENT, placeholder=" …")
        lines.append(f"{printable(each.claim_id):{names}}  {each.verdict:{words}}  {said} ({printable(each.reason)})")
    return "\n".join([*lines, "", *textwrap.wrap(verdicts(report), 100), ""])


def _as_json(shown: _Shown) -> str:
    rows = [
        {**({} if name is None else {"package": name}), **each, "statement": statements.get(each["claim_id"])}
        for name, report, statements in shown
        for each in as_json(report)["verdicts"]
    ]
    return json_text(rows, indent=2) + "\n"


def _as_csv(shown: _Shown) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if shown:
        writer.writerow((*("package" for name, _, _ in shown[:1] if name is not None), *_COLUMNS))
    for name, report, statements in shown:
        before = () if name is None else (name,)
        for each in report.verdicts:
            said, lists = statements.get(each.claim_id, ""), (";".join(each.estimates), ";".join(each.causes))
            row = (*before, each.claim_id, each.verdict, said, each.reason, *lists)
            writer.writerow(_as_cell(text) for text in row)
    return out.getvalue()


_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys; others that are invisible belong to the words of some languages."""


def _as_cell(text: str) -> str:
    """A text that neither a spreadsheet runs nor a terminal obeys."""
    shown = _OBEYED.sub(lambda found: printable(found[0]), text)
    return f"'{shown}" if runs_as_formula(text) else shown


_RENDER = {"text": _as_text, "json": _as_json, "csv": _as_csv}
