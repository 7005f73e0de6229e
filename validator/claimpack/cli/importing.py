"""Shows what files give, and writes it, for ``claimpack import``."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from claimpack.cli import exits, openpackage
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import OutputError, write_lines
from claimpack.cli.prompts import Asker, can_ask, is_agreed
from claimpack.cli.shownlines import first_lines
from claimpack.curation.imports import plan as planning
from claimpack.curation.imports.plan import ChangedCell, Plan, TablePlan
from claimpack.curation.imports.proposal import (
    ImportFile,
    Proposal,
    Request,
    UnansweredError,
    UnusableImportError,
    kind_module,
)
from claimpack.curation.tablefiles import ChangedMeanwhileError
from claimpack.package import limits
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.package import Package
from claimpack.package.tableschema import table_schema
from claimpack.wording import counted, listed, printable, quoted, shortened

_MOST_SHOWN = 20
"""At most this many new records, and changed cells of each kind, are listed."""
_ATTEMPTS = 10
"""How often an import starts again because others have written to the package, if no person is asked."""
_AND_MORE = "  and {} more; --dry-run shows all"
_LONGEST = 100
"""At most this many characters of a cell are shown."""

_SHOWN_OF_RECORD = {
    "sources": ("title", "container_title", "issued_on", "doi"),
    "claims": ("statement",),
    "estimates": ("source_id", "outcome", "measure", "estimate", "ci_low", "ci_high", "locator"),
    "concepts": ("kind", "label"),
}
"""By table, the columns that are shown of a new record; for other tables, the first columns."""


def import_files(
    name: str,
    /,
    files: Sequence[str],
    package: Path,
    registry: Path | None,
    today: date,
    *,
    dry_run: bool,
    yes: bool,
    **given: Any,
) -> None:
    """Imports files of a kind."""
    kind = kind_module(name)
    questions = _Questions(is_allowed=not yes and can_ask())
    try:
        with while_writing(package):
            loaded = _opened(package, registry, today)
            read = [_read(file) for file in files]
            for attempt in itertools.count(1):
                proposal = kind.propose(Request(loaded, read, given, questions))
                refuse_outside(loaded, *{record.table for record in proposal.records})
                planned = planning.plan(loaded, proposal)
                write_lines(_described(proposal, planned, most=None if dry_run else _MOST_SHOWN))
                _agree(name, proposal, planned, dry_run=dry_run, yes=yes)
                try:
                    written = replace_tables(loaded, planned.contents, proposal.beside)
                    break
                except ChangedMeanwhileError:
                    if yes and attempt == _ATTEMPTS:
                        raise
                    click.echo("Somebody else has saved the package; starting again:")
                    loaded = _opened(package, registry, today)
    except UnusableImportError as error:
        where = ", ".join([error.file, *([f"line {error.line:,}"] if error.line else [])])
        raise click.UsageError(f"{where}: {error}. {error.hint}".removeprefix(": ")) from None
    except UnansweredError as error:
        raise click.UsageError(str(error)) from None
    paths = [*written, *(Path(os.path.relpath(file, loaded.root)).as_posix() for file in proposal.beside)]
    click.echo(f"Written to {printable(listed(paths))}. Now run: {openpackage.check_command(package, loaded)}")
    raise SystemExit(_exit_code(planned))


def _opened(package: Path, registry: Path | None, today: date) -> Package:
    loaded = openpackage.open_with_registry(package, (), today, registry)
    openpackage.refuse_broken(loaded)
    return loaded


def _read(file: str) -> ImportFile:
    most = limits.IMPORT_BYTES
    if file == "-":
        content = sys.stdin.buffer.read(most + 1)
        if len(content) > most:
            raise click.UsageError(f"Standard input has more than {most:,} bytes, which is the limit.")
        return ImportFile("standard input", content)
    try:
        return ImportFile(file, read_bytes(Path(file), most))
    except UnusableFileError as error:
        raise click.UsageError(f"{file} {error}.") from None
    except FileNotFoundError:
        raise click.UsageError(f"{file} does not exist.") from None
    except OSError as error:
        raise OutputError(f"{file} can't be read: {error.strerror}.") from None


class _Questions:
    """Asks on the terminal, if that is allowed, and remembers every answer."""

    def __init__(self, *, is_allowed: bool) -> None:
        self.can_ask = is_allowed
        self._answers: dict[tuple[str, str], str] = {}

    def ask(self, name: str, about: str, *, default: str = "", **question: Any) -> str:
        """The answer; a question with the same words is asked once only."""
        if not self.can_ask:
            return default
        if (name, about) not in self._answers:
            self._answers[name, about] = self._asker.ask(name, about, default=default, **question)
        return self._answers[name, about]

    @cached_property
    def _asker(self) -> Asker:
        return Asker()  # which needs a library that may be missing


def _agree(name: str, proposal: Proposal, planned: Plan, *, dry_run: bool, yes: bool) -> None:
    """Ends the command unless there is something to write and it is agreed to."""
    if not planned.contents and not proposal.beside:
        click.echo("Nothing to write.")
        raise SystemExit(_exit_code(planned))
    if dry_run:
        click.echo(f"Nothing was written: leave out --dry-run to import these {name}.")
        raise SystemExit(_exit_code(planned))
    if not yes and not is_agreed("Write this to the package?", "write it"):
        raise SystemExit(exits.PROBLEMS)


def _exit_code(planned: Plan) -> int:
    return exits.PROBLEMS if any(each.needs_a_person for each in planned.left) else exits.CLEAN


def _described(proposal: Proposal, planned: Plan, most: int | None) -> Iterator[str]:
    """What is shown before anything is written."""
    if proposal.read:
        yield f"{printable(proposal.read)} read."
    for table in planned.tables:
        yield from _described_table(table, most)
    if planned.left:
        yield click.style("Left out:", bold=True)
        lines = (
            f"  {printable(each.origin)}: {printable(shortened(each.what, _LONGEST))}: {printable(each.why)}."
            for each in planned.left
        )
        yield from first_lines(lines, planned.left, most, _AND_MORE)
    yield from first_lines(map(printable, proposal.notes), proposal.notes, most, _AND_MORE)


def _described_table(table: TablePlan, most: int | None) -> Iterator[str]:
    parts = [
        counted(number, noun) + rest
        for number, noun, rest in (
            (len(table.new), "record", " new"),
            (len({cell.key for cell in table.filled}), "record", " filled in"),
            (len(table.replaced), "cell", " changed"),
            (len(table.differing), "differing cell", " kept"),
            (table.same, "record", " unchanged"),
        )
        if number
    ]
    yield f"{click.style(printable(table.path), bold=True)}: {', '.join(parts) or 'nothing new'}"
    for sign, colour, lines in (
        ("+", "green", [_record(table, record.row) for record in table.new]),
        ("+", "green", [_cell(each, quoted(each.after, _LONGEST)) for each in table.filled]),
        ("~", "yellow", [_cell(each, f"{quoted(each.before)} -> {quoted(each.after)}") for each in table.replaced]),
        ("!", "yellow", [_cell(each, _kept(each)) for each in table.differing]),
    ):
        marked = (f"  {click.style(sign, fg=colour)} {line}" for line in lines)
        yield from first_lines(marked, lines, most, _AND_MORE)


def _record(table: TablePlan, row: dict[str, str]) -> str:
    """A new record in one line."""
    schema = table_schema(table.name)
    columns = _SHOWN_OF_RECORD.get(table.name, [each for each in schema.fields if each not in schema.primary_key][:4])
    cells = [shortened(row[column], _LONGEST) for column in columns if row.get(column)]
    return printable("  ".join([planning.key_text(schema, row), *cells]))


def _cell(cell: ChangedCell, what: str) -> str:
    return f"{printable(cell.key)}  {cell.column}  {what}"


def _kept(cell: ChangedCell) -> str:
    return f"{quoted(cell.before, _LONGEST)} is kept; {printable(cell.origin)} has {quoted(cell.after, _LONGEST)}"
