"""The command ``claimpack verdicts``."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli import commonoptions, exits
from claimpack.cli.failures import while_reading
from claimpack.cli.output import OutputError, belongs_to, write_result
from claimpack.jsontext import json_text
from claimpack.wording import printable

if TYPE_CHECKING:
    from claimpack.report import Report

_COLUMNS = ("claim_id", "verdict", "statement", "reason", "estimates", "causes")
_WIDEST_STATEMENT = 60


@click.command("verdicts")
@click.argument("package", default=".")
@commonoptions.articles
@commonoptions.format_of("them", ["text", "json", "csv"])
@click.option("--output", metavar="FILE", help="Write them there.")
@commonoptions.today
def command(package: str, articles: Sequence[Path], format_: str, output: str | None, today: datetime | None) -> None:
    """Say of each claim what the recorded evidence makes of it as worded: one line a claim, and the tally.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. A verdict is about the article
    and its sources: accepting a problem never changes it.

    Exit code: 0 whatever the verdicts are, 2 wrong use, 3 there are none. To fail on some, use claimpack validate
    --fail-on-verdict.

    \b
    Examples:
      claimpack verdicts
      claimpack verdicts my-claims --format csv --output verdicts.csv
    """
    if "" in (package, output):
        raise click.UsageError("An empty name was given for the package or the output.")

    from claimpack.engine import run  # noqa: PLC0415 - not needed for help
    from claimpack.package.load import load  # noqa: PLC0415
    from claimpack.rules.catalogue import all_rules  # noqa: PLC0415

    with while_reading(package):
        loaded = load(Path(package), articles, today=(today or datetime.now()).date())  # noqa: DTZ005 - the user's day
    target = Path(output) if output is not None and output != "-" else None
    if target and belongs_to(target, loaded, *articles):
        raise click.UsageError(f"{target} is a file of the package or its article; write the verdicts elsewhere.")
    report = run(loaded, all_rules())
    if report.why_no_verdicts:
        raise OutputError(f"There are no verdicts: {report.why_no_verdicts}.")
    claims = loaded.table("claims")
    statements = dict(zip(claims.cells("claim_id"), claims.cells("statement"), strict=True))
    render = {"text": _as_text, "json": _as_json, "csv": _as_csv}[format_]
    write_result(render(report, statements), target)
    raise SystemExit(exits.CLEAN if report.complete else exits.INCOMPLETE)


def _as_text(report: Report, statements: dict[str, str]) -> str:
    from claimpack.formats.summary import verdicts  # noqa: PLC0415 - with what it needs

    if not report.verdicts:
        return "There are no claims yet.\n"
    names = max(len(each.claim_id) for each in report.verdicts)
    words = max(len(each.verdict) for each in report.verdicts)
    lines = []
    for each in report.verdicts:
        said = textwrap.shorten(printable(statements.get(each.claim_id, "")), _WIDEST_STATEMENT, placeholder=" …")
        lines.append(f"{printable(each.claim_id):{names}}  {each.verdict:{words}}  {said} ({printable(each.reason)})")
    return "\n".join([*lines, "", *textwrap.wrap(verdicts(report), 100), ""])


def _as_json(report: Report, statements: dict[str, str]) -> str:
    from claimpack.formats.json import as_json  # noqa: PLC0415 - with what it needs

    found = [{**each, "statement": statements.get(each["claim_id"])} for each in as_json(report)["verdicts"]]
    return json_text(found, indent=2) + "\n"


def _as_csv(report: Report, statements: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in report.verdicts:
        said, lists = statements.get(each.claim_id, ""), (";".join(each.estimates), ";".join(each.causes))
        writer.writerow((each.claim_id, each.verdict, said, each.reason, *lists))
    return out.getvalue()
