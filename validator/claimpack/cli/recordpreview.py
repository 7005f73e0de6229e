"""Tells of a record before it is written: what stands in it, what bears on it, and what a check would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimpack.wording import counted, listed, printable

if TYPE_CHECKING:
    from claimpack.curation.records.recorddraft import Composing
    from claimpack.report import Problem, Report


def show(composing: Composing) -> str:
    """Tells of the record, of what its sources report, and of what a check would say.

    Returns:
        "fine", "error" if a check finds one with it that people can accept, "fatal" if one that they can't.
    """
    from claimpack.curation.records.suggestions import fitting_estimates  # noqa: PLC0415
    from claimpack.engine import run  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415
    from claimpack.rules.catalogue import all_rules  # noqa: PLC0415

    for row in (*composing.new_concepts(), composing.row):
        width = max(len(column) for column in row)
        click.echo()
        for column, value in row.items():
            if value:
                click.echo(f"  {column:{width}}  {printable(value)}")
    after = composing.with_it()
    key = composing.row[composing.schema.primary_key[0]]
    if composing.schema.name == "claims":
        try:
            lines = fitting_estimates(after, key)
        except Unavailable:
            lines = []
        if lines:
            click.echo("\nWhat its sources report on this:")
            for line in lines:
                click.echo(f"  {printable(line)}")
    rules = all_rules()
    new = _new_problems(run(composing.package, rules), run(after, rules))
    _tell(new)
    unread = composing.package.unread_tables()
    if unread:
        click.echo(f"It could not look at everything: {listed(unread)} could not be read.")
    errors = [problem for problem in new if problem.severity == "error"]
    if any(not problem.can_be_acknowledged for problem in errors):
        return "fatal"
    return "error" if errors else "fine"


def _new_problems(before: Report, after: Report) -> list[Problem]:
    known = {(problem.rule, problem.fingerprint) for problem in before.problems}
    return [problem for problem in after.problems if (problem.rule, problem.fingerprint) not in known]


def _tell(problems: list[Problem]) -> None:
    if not problems:
        click.echo("\nclaimpack validate finds nothing new with it.")
        return
    click.echo(f"\nWith it, claimpack validate finds {counted(len(problems), 'new problem')}:")
    for problem in problems:
        about = " ".join(problem.subjects)
        told = f"{printable(about)}: " if about else ""
        click.echo(
            f"  {problem.severity}  {problem.rule}  {told}{printable(problem.message)}. {printable(problem.hint)}"
        )
