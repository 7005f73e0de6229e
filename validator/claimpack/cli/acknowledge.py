"""The command ``claimpack acknowledge``."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli import commonoptions, ruleoptions
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import OutputError
from claimpack.rules.catalogue import Rule, UnknownRuleError, all_rules, choose_rules
from claimpack.wording import counted, joined, listed, nearest, quoted

if TYPE_CHECKING:
    from claimpack.report import Problem, Report


@click.command("acknowledge")
@click.argument("rule", metavar="RULE", shell_complete=ruleoptions.completed)
@click.argument("subjects", metavar="SUBJECT...", nargs=-1, required=True, type=commonoptions.TEXT)
@click.option(
    "--reason",
    required=True,
    type=commonoptions.TEXT,
    help="Why the problem is accepted. It is shown wherever the claim is.",
)
@click.option("--package", default=".", show_default=True, help="A datapackage.json or the folder it is in.")
@commonoptions.articles
@click.option(
    "--by",
    envvar="CLAIMPACK_BY",
    type=commonoptions.TEXT,
    help="Who accepts it; your login name, or CLAIMPACK_BY, if left out.",
)
@click.option(
    "--review-by", metavar="DATE", type=commonoptions.DAY, help="The last day it holds without being looked at again."
)
@click.option(
    "--fingerprint", metavar="DIGITS", help="The one problem to accept, where several name the same; its fingerprint."
)
@click.option("--all", "every", is_flag=True, help="Accept every problem of the rule that names the subjects.")
@click.option("--only-this", is_flag=True, help="Accept this one problem, and not all that have the same cause.")
@commonoptions.today
def command(
    rule: str,
    subjects: Sequence[str],
    reason: str,
    package: str,
    articles: Sequence[Path],
    by: str | None,
    review_by: datetime | None,
    fingerprint: str | None,
    today: datetime | None,
    *,
    every: bool,
    only_this: bool,
) -> None:
    """Record that a problem was judged and accepted.

    RULE and SUBJECT... are what claimpack validate says of the problem: the rule, and the ids of the records it names.
    The problem stays in the report with your reason and no longer fails the check, until one of the values it rests on
    changes or the day of --review-by has passed. Problems that have the same cause, which the report tells once, are
    accepted with it, until a claim joins them; --only-this leaves them as they are.

    claimpack validate prints the command for each cause.

    \b
    Examples:
      claimpack acknowledge unused-source lalu-2012 --reason "Kept for context."
      claimpack acknowledge year-mismatch C036 --reason "The article's own date." --review-by 2027-06-30
    """
    from claimpack.curation.records.acknowledging import Judgement, acknowledge, cause_of, matching  # noqa: PLC0415
    from claimpack.curation.tableedit import UneditableError  # noqa: PLC0415
    from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
    from claimpack.engine import run  # noqa: PLC0415
    from claimpack.package.load import NotAPackageError, load  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    chosen = _rule(rule)
    day = (today or datetime.now()).date()  # noqa: DTZ005 - the user's own day
    judgement = Judgement(_one_line(reason), by or _login_name(), day, review_by.date() if review_by else None)
    if judgement.review_by and judgement.review_by < day:
        raise click.UsageError(f"--review-by is {judgement.review_by}, which has passed.")
    try:
        loaded = load(Path(package), articles, today=day)
        refuse_outside(loaded, "acknowledgements")
        report = run(loaded, [chosen])
        named = [name for part in subjects for name in part.replace(",", " ").replace(";", " ").split()]
        found = [each for each in matching(report.problems, named) if fingerprint in (None, each.fingerprint)]
        if not found:
            raise click.UsageError(_nothing(chosen.name, named, report))
        cause = None if every or only_this else cause_of(found, report.problems)
        if len(found) > 1 and not every and cause is None:
            raise click.UsageError(_several(chosen.name, found))
        table = loaded.table("acknowledgements")
        content, replaced = acknowledge(table, [cause] if cause else found, report.problems, judgement)
        replace_tables(loaded, {"acknowledgements": content})
    except (NotAPackageError, UneditableError, Unavailable) as error:
        raise click.UsageError(f"{error}.") from None
    except ChangedMeanwhileError as error:
        raise OutputError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or package} can't be read or written: {error.strerror}.") from None
    for problem in found[:1] if cause else found:
        click.echo(f"{'Changed' if problem.acknowledged else 'Acknowledged'}: {_line(problem)}")
    if cause:
        members = listed((" ".join(problem.subjects) for problem in cause.members), most=20)
        click.echo(f"With it all {cause.problems:,} problems of this cause: {members}. --only-this accepts one alone.")
    instead = f", in place of {counted(replaced, 'row')} whose values have changed" if replaced else ""
    click.echo(f"Written to {table.path}{instead}.")


def _rule(name: str) -> Rule:
    names = [rule.name for rule in all_rules() if rule.can_be_acknowledged and not rule.needs_the_others]
    try:
        (rule,) = (rule for rule in choose_rules([name]) if rule.name == name)
    except (UnknownRuleError, ValueError):
        hint = joined(nearest(name, names), "claimpack rules lists them.")
        raise click.UsageError(f"There is no rule {quoted(name)}. {hint}") from None
    if name not in names:
        raise click.UsageError(f"Problems of {name} can't be accepted: mend them.")
    return rule


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without a list of users
        raise click.UsageError("Say who accepts the problem: --by NAME.") from None


def _one_line(reason: str) -> str:
    """The reason in one line, fit for a cell of a spreadsheet."""
    line = " ".join(reason.split())
    if line in ("", "WHY"):
        raise click.UsageError("The reason is missing: say in place of WHY why the problem is accepted.")
    if not line.isprintable():
        raise click.UsageError("The reason holds characters that can't be seen: type it anew.")
    if line[0] in "=@+-＝＠＋－":
        raise click.UsageError(f"The reason begins with {line[0]}, like a formula: begin it with a letter.")
    return line


def _nothing(rule: str, subjects: Sequence[str], report: Report) -> str:
    """What to say if no problem of the rule names the subjects."""
    (result,) = report.rules
    if result.status == "crashed":
        return f"{rule} crashed: {result.reason}."
    here = [" ".join(problem.subjects) for problem in report.problems]
    finds = f" It finds: {listed(here)}." if here else " It finds none at all."
    partly = f" It did not look at everything: {result.reason}." if result.reason else ""
    return f"{rule} finds no problem of {listed(subjects)}.{finds}{partly} See what claimpack validate says."


def _several(rule: str, found: Sequence[Problem]) -> str:
    lines = [f"{len(found)} problems of {rule} name these. Name one by all its subjects, or add --all:"]
    return "\n  ".join([*lines, *(_line(problem) for problem in found)])


def _line(problem: Problem) -> str:
    return f"{problem.rule} {' '.join(problem.subjects)}: {problem.message}."
