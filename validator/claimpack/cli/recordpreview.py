"""Shows records before they are written: their cells, the results that fit them, what a check would find."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from claimpack.cli.openpackage import check_command
from claimpack.cli.shellcommand import to_run
from claimpack.cli.shownlines import first_lines
from claimpack.curation.records.recorddraft import RecordDraft, contents_of, with_tables
from claimpack.curation.records.suggestions import fitting_estimates
from claimpack.engine import run
from claimpack.evidence.lists import list_openings
from claimpack.package.package import Package
from claimpack.package.unavailable import Unavailable
from claimpack.report import Problem, Report
from claimpack.rules.catalogue import all_rules
from claimpack.wording import counted, listed, printable, quoted

_MOST_SHOWN = 20
"""At most this many changed records, and this many problems, are listed one by one."""


def show(record: RecordDraft) -> str:
    """Shows a new record, what its sources report, and what a check would report.

    Returns:
        "fatal" if a check would find an error that can't be accepted, "error" if one that can, else "fine".
    """
    for row in (*record.new_concepts(), record.row):
        _show_row(row)
    after = record.with_it()
    if record.schema.name == "claims":
        _show_passage(record)
        _show_estimates(after, record.key[0])
    return _check(record.package, after)


def show_changes(records: Sequence[RecordDraft]) -> str:
    """Shows changed records, before and after, and what a check would report; see ``show``."""
    package = records[0].package
    for row in (row for record in records for row in record.new_concepts()):
        _show_row(row)
    changed = [record for record in records if record.changed]
    click.echo()
    for record in changed[:_MOST_SHOWN]:
        click.echo(click.style(printable("/".join(record.key_before)), bold=True))
        width = max(map(len, record.changed))
        for column in record.changed:
            before, now = (quoted(row[column], 200) if row[column] else "blank" for row in (record.before, record.row))
            _say(f"  {column:{width}}  {before} -> {now}", width + 4)
    if len(changed) > _MOST_SHOWN:
        click.echo(f"and {counted(len(changed) - _MOST_SHOWN, 'record')} more")
    after = with_tables(package, contents_of(records))
    if len(records) == 1 and records[0].schema.name == "claims":
        _show_passage(records[0])
        _show_estimates(after, records[0].key[0])
    return _check(package, after)


def show_record(record: RecordDraft) -> None:
    """Shows a record as it is."""
    _show_row(record.row)
    if record.schema.name in ("claims", "passages"):
        _show_passage(record)


def passage_text(package: Package, passage_id: str) -> str:
    """The text of a passage in one line; blank if the article's text is not available or has changed there."""
    try:
        passages = package.table("passages")
        for found in (each for article in package.found_passages.values() for each in article.found):
            if passages.cells("passage_id")[found.record] == passage_id:
                return " ".join((found.text or "").split())
    except Unavailable:
        pass
    return ""


def opening_text(package: Package, passage_id: str) -> str:
    """The line that introduces the list of which a passage is an item; blank if it is not an item."""
    try:
        opening = list_openings(package).get(passage_id, "")
    except Unavailable:
        return ""
    return passage_text(package, opening) if opening != passage_id else ""


def _say(text: str, indent: int) -> None:
    """Shows a line, wrapped to the width of the terminal."""
    if sys.stdout is None or not sys.stdout.isatty():
        click.echo(text)
        return
    width = shutil.get_terminal_size().columns
    begin = text[: len(text) - len(text.lstrip(" "))]
    click.echo(click.wrap_text(text.lstrip(" "), width, begin, " " * indent))


def _show_row(row: dict[str, str]) -> None:
    width = max(len(column) for column in row)
    click.echo()
    for column, value in row.items():
        if value:
            _say(f"  {column:{width}}  {printable(value)}", width + 4)


def _show_passage(record: RecordDraft) -> None:
    words = passage_text(record.package, record.row.get("passage_id", ""))
    if words:
        click.echo(f"\nThe article says in {printable(record.row['passage_id'])}:")
        _say(f"  {printable(words)}", 2)


def _show_estimates(after: Package, claim_id: str) -> None:
    try:
        lines = fitting_estimates(after, claim_id)
    except Unavailable:
        lines = []
    if lines:
        click.echo("\nWhat its sources report on this:")
        for line in lines:
            _say(f"  {printable(line)}", 4)


def _check(before: Package, after: Package) -> str:
    rules = all_rules()
    reports = run(with_tables(before, {}), rules), run(after, rules)
    new = _problems_of(reports[1], without=reports[0])
    settled = len(_problems_of(reports[0], without=reports[1]))
    command = check_command(after.root if after.registry else Path(), after)
    if settled:
        are = "is" if settled == 1 else "are"
        click.echo(f"\nWith it, {counted(settled, 'problem')} that {command} finds now {are} gone.")
    found = f"With it, {command} finds {counted(len(new), 'new problem')}:" if new else ""
    click.echo(f"\n{found or f'{command} finds nothing new with it.'}")
    for line in first_lines(map(_problem, new), new, _MOST_SHOWN):
        _say(line, 4)
    if after.is_shared:
        click.echo(f"Pages that rest on these records were not checked: {to_run('validate', Path(after.registry))}")
    unread = before.unread_tables()
    if unread:
        click.echo(f"It could not check everything: {listed(unread)} could not be read.")
    errors = [problem for problem in new if problem.severity == "error"]
    if any(not problem.can_be_acknowledged for problem in errors):
        return "fatal"
    return "error" if errors else "fine"


def _problems_of(report: Report, *, without: Report) -> list[Problem]:
    known = {(problem.rule, problem.fingerprint) for problem in without.problems}
    return [problem for problem in report.problems if (problem.rule, problem.fingerprint) not in known]


def _problem(problem: Problem) -> str:
    about = " ".join(problem.subjects)
    where = f"{printable(about)}: " if about else ""
    return f"  {problem.severity}  {problem.rule}  {where}{printable(problem.message)}. {printable(problem.hint)}"
