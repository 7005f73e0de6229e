"""Changes records as options or answers say, for ``claimpack edit`` and ``claimpack new``."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from claimpack.cli import exits, openpackage
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside
from claimpack.cli.output import OutputError
from claimpack.cli.prompts import Asker, can_ask
from claimpack.cli.recordoptions import option
from claimpack.cli.recordpreview import show_changes, show_record
from claimpack.cli.recordwriting import (
    add_concepts,
    agreed,
    ask_again,
    propose_identifiers,
    refuse_all,
    refuse_errors,
    write,
)
from claimpack.curation.records import recorddraft
from claimpack.curation.records.recorddraft import RecordDraft
from claimpack.curation.records.recordedit import EDITABLE, Found, NotOneRecordError, find_records, why_fixed
from claimpack.curation.records.vocabulary import NotAVocabularyError, Vocabulary, read_vocabulary
from claimpack.package.package import Package
from claimpack.package.tableschema import Field, table_schema
from claimpack.wording import counted, listed, printable, quoted

_ALL_COLUMNS = frozenset(column for table in EDITABLE for column in table_schema(table).fields)


def edit_named(
    names: Sequence[str],
    table: str | None,
    package: Path,
    registry: Path | None,
    articles: Sequence[Path],
    today: date,
    vocabulary: Path | None,
    *,
    yes: bool,
    add_missing: bool,
    **given: str | None,
) -> None:
    """Changes the records that are named on the command line."""
    asker = Asker() if can_ask() and not yes else None
    with while_writing(package, NotOneRecordError, NotAVocabularyError):
        words = read_vocabulary(vocabulary) if vocabulary else None
        reopen = partial(openpackage.open_with_registry, package, articles, today, registry)
        edit(reopen(), names, table, given, asker, words, add_missing=add_missing, reopen=reopen)


def edit(
    package: Package,
    names: Sequence[str],
    table: str | None,
    given: Mapping[str, str | None],
    asker: Asker | None,
    vocabulary: Vocabulary | None,
    *,
    add_missing: bool,
    reopen: Callable[[], Package],
) -> None:
    """Changes records as options or answers say, shows them, and writes them after they are agreed to.

    Raises:
        click.UsageError: if a value is not allowed, or is for a column of another table.
        NotOneRecordError: if a name is that of no record or several.
        UneditableError: if a table can't be rewritten.
    """
    found = find_records(package, names, table)
    name = found[0].table
    _refuse_shared(package, found)
    refuse_outside(package, name, "concepts")
    records = [RecordDraft(package, name, each.number, vocabulary) for each in found]
    schema = records[0].schema
    fields = {
        field.name: field for field in schema.fields.values() if not why_fixed(name, field.name, schema.primary_key)
    }
    values = {column: value for column, value in given.items() if value is not None and column in _ALL_COLUMNS}
    _refuse_others(values, fields, records)
    if not values and (asker is None or len(records) > 1):
        raise click.UsageError(f"Give the new values as options, such as {option(next(iter(fields)))}.")
    values = {column: value for column, value in values.items() if column in fields}
    if values:
        _fill_in(records, values, given, add_missing=add_missing)
    elif asker is not None:
        show_record(records[0])
        _ask_for_changes(records[0], fields, asker)
    if not any(record.changed for record in records):
        click.echo("Nothing to change: the record has these values.")
        return

    def contents() -> Mapping[str, bytes]:
        for record in records:
            propose_identifiers(record)
        if len(records) == 1:
            return agreed(records[0], asker, fields, lambda: show_changes(records))
        files = recorddraft.contents_of(records)
        refuse_errors(show_changes(records), is_asked=asker is not None)
        if asker is not None and not asker.confirm(f"Write this to {counted(len(records), 'record')}?"):
            click.echo("Nothing was written.")
            raise SystemExit(exits.PROBLEMS)
        return files

    def reload() -> Package:
        package = reopen()
        _continue_with(records, package, name)
        return package

    write(package, contents, reload, is_asked=asker is not None)


def _continue_with(records: Sequence[RecordDraft], package: Package, table: str) -> None:
    """Continues with the package as somebody else has saved it, unless they changed one of the records."""
    found = find_records(package, ["/".join(record.key_before) for record in records], table)
    for record, each in zip(records, found, strict=True):
        if RecordDraft(package, table, each.number).before != record.before:
            key = "/".join(record.key_before)
            raise OutputError(f"{key} was changed by somebody else in the meantime: look again.")
        record.package = package


def _refuse_shared(package: Package, found: Sequence[Found]) -> None:
    """Refuses to change a record of another package of the registry."""
    for each in found:
        table = package.table(each.table)
        if table.is_shared(each.number):
            file = Path(os.path.relpath(package.root / table.place(each.number).path))
            what = f"{quoted(table.key_cells[each.number])} is in {file}, which {package.registry} shares"
            raise click.UsageError(f"{what} with other packages: change it there, with its folder as --package.")


def _refuse_others(values: Mapping[str, str], fields: Mapping[str, Field], records: Sequence[RecordDraft]) -> None:
    """Refuses options of columns that the table does not have, or that can't be changed."""
    schema = records[0].schema
    for column, value in values.items():
        if column in fields or (value == records[0].before.get(column) and len(records) == 1):
            continue
        if column in schema.fields:
            raise click.UsageError(f"{why_fixed(schema.name, column, schema.primary_key)}.")
        names = listed(quoted("/".join(record.key_before)) for record in records)
        raise click.UsageError(f"{names} is in {schema.name}, which has no column {column}.")


def _fill_in(
    records: Sequence[RecordDraft], values: Mapping[str, str], given: Mapping[str, Any], *, add_missing: bool
) -> None:
    """Puts the given values into each of the records; reports everything that is wrong at once."""
    wrong: dict[str, None] = {}
    first = records[0]
    for record in records:
        add_concepts(record, {**given, **values}, add=add_missing and record is first)
        record.concepts = record.concepts or list(first.concepts)
        for column, value in values.items():
            record.row[column] = record.completed(record.schema.fields[column], value)
        if values.get("coverage") == "claims" and "coverage_reason" not in values:
            record.row["coverage_reason"] = ""
        for field in record.schema.fields.values():
            if field.name in values or record.needs(field):
                why = record.refusal(field, record.row[field.name])
                if why:
                    wrong[f"{option(field.name)}: {why}"] = None
    for record in records[1:]:
        record.concepts = []
    refuse_all(list(wrong))


def _ask_for_changes(record: RecordDraft, fields: Mapping[str, Field], asker: Asker) -> None:
    """Asks for a column to change and its new value, until the person is done."""
    question = "Which column? [its name, or Enter to go on]"
    while (column := asker.decide(question, list(fields), "yes")) not in ("yes", "no"):
        ask_again(record, fields[column], asker)
        click.echo(f"  {column}  {printable(record.row[column])}")
