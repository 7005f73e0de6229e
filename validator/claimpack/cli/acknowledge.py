"""The command ``claimpack acknowledge``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from claimpack import engine
from claimpack.cli import commonoptions, exits, openpackage, ruleoptions
from claimpack.cli.curatorname import curator_name
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.prompts import is_agreed
from claimpack.curation.records import acknowledging
from claimpack.curation.records.acknowledging import Judgement
from claimpack.package.lending import lend_used
from claimpack.package.package import Package
from claimpack.report import Cause, Problem, Report
from claimpack.rules.catalogue import Rule, all_rules
from claimpack.wording import counted, listed


@click.command("acknowledge")
@click.argument("rule", metavar="RULE", shell_complete=ruleoptions.completed)
@click.argument("subjects", metavar="SUBJECT...", nargs=-1, type=commonoptions.TEXT)
@click.option(
    "--reason",
    required=True,
    type=commonoptions.TEXT,
    help="Why the problem is accepted. It is shown wherever the claim is shown.",
)
@commonoptions.package_option
@commonoptions.registry_or_nearest
@commonoptions.articles
@click.option(
    "--by",
    envvar="CLAIMPACK_BY",
    type=commonoptions.TEXT,
    help="Who accepts it. If left out: CLAIMPACK_BY, git's user.name, or a name that you are asked for once.",
)
@click.option(
    "--review-by", metavar="DATE", type=commonoptions.DAY, help="The last day on which the acceptance is valid."
)
@click.option(
    "--fingerprint",
    metavar="DIGITS",
    help="The fingerprint of the one problem to accept, if several name the same records.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Accept every problem of the rule; with subjects, every problem that names them.",
)
@click.option("--article-id", metavar="ID", type=commonoptions.TEXT, help="With --all: only problems of this article.")
@click.option("--only-this", is_flag=True, help="Accept this problem only, and not all with the same cause.")
@click.option("--yes", is_flag=True, help="With --all: accept without asking.")
@commonoptions.today
def command(
    rule: str,
    subjects: Sequence[str],
    reason: str,
    package: Path,
    registry: Path | None,
    articles: Sequence[Path],
    by: str | None,
    review_by: date | None,
    fingerprint: str | None,
    article_id: str | None,
    today: date,
    *,
    every: bool,
    only_this: bool,
    yes: bool,
) -> None:
    """Record that a problem was judged and accepted.

    claimpack validate prints the command for each cause: RULE is the rule, and SUBJECT... are the ids of the records
    that the problem names. The problem stays in the report with your reason, and no longer fails the check, until one
    of its values changes or the day of --review-by is over. Problems with the same cause are shown once and accepted
    together, until another claim joins them. With --only-this, only one problem is accepted.

    With --all and no SUBJECT, all open problems of RULE are accepted for one reason; RULE may also be a family of
    rules, or all. --article-id restricts this to one article. The problems are counted first, and you are asked.

    Exit code: 0 written, 1 not agreed to, 2 wrong use, 3 a file could not be read or written.

    \b
    Examples:
      claimpack acknowledge unused-source lalu-2012 --reason "Kept for context."
      claimpack acknowledge year-mismatch C036 --reason "The article's own date." --review-by 2027-06-30
      claimpack acknowledge passage-without-claim --all --article-id A2 --reason "Read in part so far."
    """
    if not subjects and not every:
        raise click.UsageError("Name the records of the problem, or add --all to accept every problem of the rule.")
    if article_id is not None and subjects:
        raise click.UsageError("--article-id needs --all, and no subjects.")
    chosen = [_rule(rule)] if subjects else _rules(rule)
    reason = _one_line(reason)
    if review_by and review_by < today:
        raise click.UsageError(f"--review-by is {review_by}, which is in the past.")
    found: list[Problem] = []
    accepted: Sequence[Problem | Cause]
    with while_writing(package):
        loaded = openpackage.open_with_registry(package, articles, today, registry, lend_used)
        refuse_outside(loaded, "acknowledgements")
        report = engine.run(loaded, chosen)
        if subjects:
            found = _problems_named(report, chosen[0].name, subjects, fingerprint)
            cause = None if every or only_this else acknowledging.cause_of(found, report.problems)
            if len(found) > 1 and not every and cause is None:
                raise click.UsageError(_several(chosen[0].name, found))
            accepted = [cause] if cause else found
        else:
            accepted = _all_open(loaded, report, rule, article_id, yes=yes)
        judgement = Judgement(reason, by or curator_name(loaded), today, review_by)
        table = loaded.table("acknowledgements")
        content, replaced = acknowledging.acknowledge(table, accepted, report.problems, judgement)
        written = replace_tables(loaded, {"acknowledgements": content})
    for problem in found[: len(accepted)]:
        click.echo(f"{'Changed' if problem.acknowledged else 'Acknowledged'}: {_line(problem)}")
    if found and isinstance(accepted[0], Cause):
        members = listed((" ".join(problem.subjects) for problem in accepted[0].members), most=20)
        problems = accepted[0].problems
        click.echo(f"With it, all {problems:,} problems with this cause: {members}. --only-this accepts one only.")
    instead = f", replacing {counted(replaced, 'row')} whose values have changed" if replaced else ""
    click.echo(f"Written to {listed(written)}{instead}.")


def _problems_named(report: Report, rule: str, subjects: Sequence[str], fingerprint: str | None) -> list[Problem]:
    """The problems that name the subjects."""
    named = [name for part in subjects for name in part.replace(",", " ").replace(";", " ").split()]
    matching = acknowledging.matching(report.problems, named)
    found = [each for each in matching if fingerprint in (None, each.fingerprint)]
    if not found:
        raise click.UsageError(_nothing(rule, named, report))
    return found


def _all_open(
    package: Package, report: Report, rule: str, article_id: str | None, *, yes: bool
) -> Sequence[Problem | Cause]:
    """The open problems of some rules, or of one article, after they were counted and agreed to."""
    problems = list(report.problems)
    if article_id is not None:
        openpackage.refuse_unknown_article(package, article_id)
        problems = acknowledging.of_article(package, article_id, problems)
    accepted = acknowledging.open_causes(problems)
    about = f" about {article_id}" if article_id else ""
    if not accepted:
        click.echo(f"{rule} has no open problem{about}.")
        raise SystemExit(exits.CLEAN)
    for name, count in Counter(each.rule for each in accepted).items():
        click.echo(f"  {count:>6,}  {name}")
    number = sum(each.problems if isinstance(each, Cause) else 1 for each in accepted)
    what = f"{counted(number, 'problem')} of {counted(len(accepted), 'cause')}{about}"
    if not yes and not is_agreed(f"Accept {what} for this reason?", f"accept {what}"):
        raise SystemExit(exits.PROBLEMS)
    click.echo(f"Accepted: {what}.")
    return accepted


def _rules(name: str) -> Sequence[Rule]:
    """The rules with this name, of this family, or all, as far as their problems can be accepted."""
    named = [rule for rule in all_rules() if name in (rule.name, rule.family, "all") and _can_accept(rule)]
    return named or [_rule(name)]


def _rule(name: str) -> Rule:
    rule = ruleoptions.rule_named(name)
    if not _can_accept(rule):
        raise click.UsageError(f"Problems of {name} can't be accepted: correct them.")
    return rule


def _can_accept(rule: Rule) -> bool:
    return rule.can_be_acknowledged and not rule.needs_the_others


def _one_line(reason: str) -> str:
    """The reason in one line that can be a cell of a spreadsheet."""
    line = " ".join(reason.split())
    if line in ("", "WHY"):
        raise click.UsageError("The reason is missing: replace WHY with the reason why the problem is accepted.")
    if not line.isprintable():
        raise click.UsageError("The reason has invisible characters: type it again.")
    if line[0] in "=@+-＝＠＋－":
        raise click.UsageError(
            f"The reason begins with {line[0]}, like a formula of a spreadsheet: begin it with a letter."
        )
    return line


def _nothing(rule: str, subjects: Sequence[str], report: Report) -> str:
    """The message if no problem of the rule names the subjects."""
    (result,) = report.rules
    if result.status == "crashed":
        return f"{rule} crashed: {result.reason}."
    here = [" ".join(problem.subjects) for problem in report.problems]
    finds = f" It finds: {listed(here)}." if here else " It finds no problem at all."
    partly = f" It did not check everything: {result.reason}." if result.reason else ""
    return f"{rule} finds no problem of {listed(subjects)}.{finds}{partly} Run claimpack validate to see all problems."


def _several(rule: str, found: Sequence[Problem]) -> str:
    lines = [f"{len(found)} problems of {rule} name these records. Name one by all its subjects, or add --all:"]
    return "\n  ".join([*lines, *(_line(problem) for problem in found)])


def _line(problem: Problem) -> str:
    return f"{problem.rule} {' '.join(problem.subjects)}: {problem.message}."
