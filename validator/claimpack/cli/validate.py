"""The command ``claimpack validate``."""

from __future__ import annotations

from typing import Any

import click

from claimpack.cli import commonoptions, reportoption, ruleoptions, verdictoption
from claimpack.formats import FORMATS
from claimpack.rules.catalogue import SEVERITIES


@click.command("validate")
@click.argument("packages", metavar="[PACKAGE]...", nargs=-1, type=commonoptions.NAME)
@commonoptions.registry
@commonoptions.articles
@commonoptions.source_texts
@commonoptions.format_of("the report", FORMATS)
@commonoptions.output_of("the report")
@reportoption.reports
@ruleoptions.select
@ruleoptions.ignore
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    show_default=True,
    help="The mildest severity that makes the exit code 1.",
)
@verdictoption.fail_on_verdict
@click.option(
    "--baseline",
    metavar="REV|REPORT",
    type=commonoptions.NAME,
    help="Fail only on what is new since a git revision or an earlier report in JSON.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Check this many packages at the same time, each in its own process.",
)
@click.option("--show-acknowledged", is_flag=True, help="Also show acknowledged problems in full (text).")
@click.option("--timings", is_flag=True, help="Write to standard error how long each rule took.")
@commonoptions.today
def command(**given: Any) -> None:
    """Check a claims package and report exactly what is wrong and where.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. Nothing is changed and nothing
    is fetched. Several packages, or those that a registry.json lists, are checked one after another, or --jobs of them
    at the same time; there is a report on each, and a summary of all. A package of a registry is checked with the
    shared records that it uses.

    Exit code: 0 clean, 1 problems or a verdict of --fail-on-verdict, 2 wrong use, 3 the check is incomplete.

    \b
    Examples:
      claimpack validate
      claimpack validate my-claims --article article.txt
      claimpack validate --select structure,article --format json --output report.json
      claimpack validate --report sarif=claims.sarif --report junit=claims.xml
      claimpack validate --baseline origin/main
      claimpack validate --fail-on error --fail-on-verdict contradicted,outdated
      claimpack validate registry.json --format json --output report.json
    """
    from claimpack.cli.packagechecking import check  # noqa: PLC0415 - the help needs none of it

    check(**given)
