"""Tells of records before they are written: what is in them, what bears on them, what a check would find."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.registryoption import check_command
from claimpack.cli.shellcommand import to_run
from claimpack.wording import counted, listed, printable, quoted

if TYPE_CHECKING:
    from claimpack.curation.records.recorddraft import Composing
    from claimpack.package.package import Package
    from claimpack.report import Problem, Report

_MOST_SHOWN = 20
"""At most this many changed records, and this many problems, are listed one by one."""


def show(composing: Composing) -> str:
    """Tells of a new record, of what its sources report, and of what a check would say.

    Returns:
        "fine", "error" if a check finds one with it that people can accept, "fatal" if one that they can't.
    """
    for row in (*composing.new_concepts(), composing.row):
        _tell_row(row)
    after = composing.with_it()
    if composing.schema.name == "claims":
        _tell_passage(composing)
        _tell_estimates(after, composing.key[0])
    return _tell_check(composing.package, after)


def show_changes(records: Sequence[Composing]) -> str:
    """Tells of records that are changed, before and after, and of what a check would say; see ``show``."""
    from claimpack.curation.records.recorddraft import contents_of, with_tables  # noqa: PLC0415

    package = records[0].package
    for row in (row for record in records for row in record.new_concepts()):
        _tell_row(row)
    changed = [record for record in records if record.changed]
    click.echo()
    for record in changed[:_MOST_SHOWN]:
        click.echo(click.style(printable("/".join(record.key_before)), bold=True))
        width = max(map(len, record.changed))
        for column in record.changed:
            before, now = record.before[column], record.row[column]
            _say(f"  {column:{width}}  {_or_blank(before)} -> {_or_blank(now)}", width + 4)
    if len(changed) > _MOST_SHOWN:
        click.echo(f"and {counted(len(changed) - _MOST_SHOWN, 'record')} more")
    after = with_tables(package, contents_of(records))
    if len(records) == 1 and records[0].schema.name == "claims":
        _tell_passage(records[0])
        _tell_estimates(after, records[0].key[0])
    return _tell_check(package, after)


def show_record(composing: Composing) -> None:
    """Tells of a record as it stands."""
    _tell_row(composing.row)
    if composing.schema.name in ("claims", "passages"):
        _tell_passage(composing)


def passage_text(package: Package, passage_id: str) -> str:
    """What the article says in a passage; blank where its text is not given or says something else now."""
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    try:
        passages = package.table("passages")
        for found in (each for article in package.found_passages.values() for each in article.found):
            if passages.cells("passage_id")[found.record] == passage_id:
                return found.text or ""
    except Unavailable:
        pass
    return ""


def opening_text(package: Package, passage_id: str) -> str:
    """The line that opens the list of which a passage is an item; blank where it is none."""
    from claimpack.evidence.lists import opened_by  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    try:
        opening = opened_by(package).get(passage_id, "")
    except Unavailable:
        return ""
    return passage_text(package, opening) if opening != passage_id else ""


def _say(text: str, indent: int) -> None:
    """Shows a line; on a terminal that is narrower it goes on below, between words."""
    if sys.stdout is None or not sys.stdout.isatty():
        click.echo(text)
        return
    width = shutil.get_terminal_size().columns
    begin = text[: len(text) - len(text.lstrip(" "))]
    click.echo(click.wrap_text(text.lstrip(" "), width, begin, " " * indent))


def _tell_row(row: dict[str, str]) -> None:
    width = max(len(column) for column in row)
    click.echo()
    for column, value in row.items():
        if value:
            _say(f"  {column:{width}}  {printable(value)}", width + 4)


def _or_blank(value: str) -> str:
    return quoted(value, 200) if value else "blank"


def _tell_passage(composing: Composing) -> None:
    words = passage_text(composing.package, composing.row.get("passage_id", ""))
    if words:
        click.echo(f"\nThe article says in {printable(composing.row['passage_id'])}:")
        _say(f"  {printable(words)}", 2)


def _tell_estimates(after: Package, claim_id: str) -> None:
    from claimpack.curation.records.suggestions import fitting_estimates  # noqa: PLC0415
    from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

    try:
        lines = fitting_estimates(after, claim_id)
    except Unavailable:
        lines = []
    if lines:
        click.echo("\nWhat its sources report on this:")
        for line in lines:
            _say(f"  {printable(line)}", 4)


def _tell_check(before: Package, after: Package) -> str:
    from claimpack.curation.records.recorddraft import with_tables  # noqa: PLC0415
    from claimpack.engine import run  # noqa: PLC0415
    from claimpack.rules.catalogue import all_rules  # noqa: PLC0415

    rules = all_rules()
    reports = run(with_tables(before, {}), rules), run(after, rules)
    new = _problems_of(reports[1], without=reports[0])
    settled = _problems_of(reports[0], without=reports[1])
    _tell(new, len(settled), check_command(after.root if after.registry else Path(), after))
    if after.is_shared:
        click.echo(f"Pages that rest on these records were not checked: {to_run('validate', Path(after.registry))}")
    unread = before.unread_tables()
    if unread:
        click.echo(f"It could not look at everything: {listed(unread)} could not be read.")
    errors = [problem for problem in new if problem.severity == "error"]
    if any(not problem.can_be_acknowledged for problem in errors):
        return "fatal"
    return "error" if errors else "fine"


def _problems_of(report: Report, *, without: Report) -> list[Problem]:
    known = {(problem.rule, problem.fingerprint) for problem in without.problems}
    return [problem for problem in report.problems if (problem.rule, problem.fingerprint) not in known]


def _tell(problems: list[Problem], settled: int, command: str) -> None:
    if settled:
        click.echo(f"\nWith it, {counted(settled, 'problem')} that {command} finds now {_is(settled)} gone.")
    if not problems:
        click.echo(f"\n{command} finds nothing new with it.")
        return
    click.echo(f"\nWith it, {command} finds {counted(len(problems), 'new problem')}:")
    for problem in problems[:_MOST_SHOWN]:
        about = " ".join(problem.subjects)
        told = f"{printable(about)}: " if about else ""
        _say(f"  {problem.severity}  {problem.rule}  {told}{printable(problem.message)}. {printable(problem.hint)}", 4)
    if len(problems) > _MOST_SHOWN:
        click.echo(f"  and {len(problems) - _MOST_SHOWN:,} more")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
