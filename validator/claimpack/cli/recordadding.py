"""Adds a record as options or answers say, for ``claimpack new``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from claimpack.cli import openpackage
from claimpack.cli.failures import while_writing
from claimpack.cli.lockedwriting import refuse_outside
from claimpack.cli.prompts import GUIDE, Asker, can_ask
from claimpack.cli.recordediting import edit
from claimpack.cli.recordoptions import help_of, option
from claimpack.cli.recordpreview import opening_text, passage_text, show
from claimpack.cli.recordwriting import add_concepts, agreed, answer, propose_identifiers, refuse_all, write
from claimpack.curation.records.recorddraft import RecordDraft
from claimpack.curation.records.recordedit import KINDS, NotOneRecordError
from claimpack.curation.records.vocabulary import NotAVocabularyError, read_vocabulary
from claimpack.package.package import Package
from claimpack.package.tableschema import Field
from claimpack.wording import printable

_ANOTHER = "Another outcome of which the sentence says the same. Enter alone ends this."


def add(
    kind: str,
    /,
    package: Path,
    registry: Path | None,
    articles: Sequence[Path],
    today: date,
    vocabulary: Path | None,
    like: str | None = None,
    *,
    yes: bool,
    add_missing: bool,
    **given: str | None,
) -> None:
    """Adds a record; if it exists, a person may change it instead."""
    table = KINDS[kind]
    reopen = partial(openpackage.open_with_registry, package, articles, today, registry)
    asker = Asker() if can_ask() and not yes else None
    with while_writing(package, NotOneRecordError, NotAVocabularyError):
        words = read_vocabulary(vocabulary) if vocabulary else None
        record = RecordDraft(reopen(), table, vocabulary=words)
        refuse_outside(record.package, table)
        if asker is not None and _is_to_be_changed(record, given, asker):
            key = record.key_of(given)
            edit(record.package, [key], table, given, asker, words, add_missing=add_missing, reopen=reopen)
            return
        if like is not None:
            record.copy_record(like)
        if asker is not None:
            add_concepts(record, given, add=add_missing)
            _ask_for_all(record, given, asker, is_like=like is not None)

        def contents() -> Mapping[str, bytes]:
            if asker is None:
                record.concepts.clear()
                add_concepts(record, given, add=add_missing)
                _fill_in(record, given)
            propose_identifiers(record)
            return agreed(record, asker, record.schema.fields, lambda: show(record))

        def reload() -> Package:
            record.package = reopen()
            return record.package

        write(record.package, contents, reload, is_asked=asker is not None)
        while asker is not None and record.may_be_said_again:
            another = RecordDraft(reload(), table, vocabulary=words)
            another.copy_for_other_outcome(record)
            if not _has_another_outcome(another, asker):
                return
            record = another
            write(record.package, contents, reload, is_asked=True)


def _has_another_outcome(record: RecordDraft, asker: Asker) -> bool:
    """Asks for another outcome of the same sentence, and then for the statement of its claim."""
    fields = record.schema.fields
    click.echo()
    value = answer(record, fields["outcome"]._replace(description=_ANOTHER), asker, "")
    if not value:
        return False
    record.row |= {"outcome": value, "statement": ""}
    statement = fields["statement"]
    record.row["statement"] = answer(record, statement, asker, record.likely(statement))
    return True


def _is_to_be_changed(record: RecordDraft, given: Mapping[str, str | None], asker: Asker) -> bool:
    """Whether the record exists, and the person wants to change it instead."""
    key = record.key_of(given)
    if not key or key not in record.package.table(record.schema.name).key_cells:
        return False
    return asker.confirm(f"{printable(key)} exists already. Change it instead?")


def _fill_in(record: RecordDraft, given: Mapping[str, str | None]) -> None:
    """Fills in given values, and likely ones for required columns; reports everything that is wrong at once."""
    wrong = []
    for field in record.fields_in_turn():
        value = given[field.name]
        is_missing = value is None and field.required
        if value is None:
            is_likely = field.required or field.name in record.copied
            value = record.likely(field) if is_likely else record.row.get(field.name, "")
        record.row[field.name] = value = record.completed(field, value)
        why = record.refusal(field, value)
        if why:
            what = f" is missing: {help_of(field)}" if is_missing else f": {why}"
            wrong.append(f"{option(field.name)}{what}")
    refuse_all(wrong)


def _ask_for_all(record: RecordDraft, given: Mapping[str, str | None], asker: Asker, *, is_like: bool) -> None:
    """Asks for each column that was not given or copied, or whose given value is not allowed."""
    click.echo(f"{GUIDE} Ctrl-C leaves everything as it was.")
    fields = record.fields_in_turn()
    if record.schema.name == "claims" and record.package.article_texts and not is_like:
        fields.sort(key=lambda field: field.name != "passage_id")  # its sentence drafts the other columns
    while fields:
        field = fields.pop(0)
        value = given[field.name]
        if value is not None:
            value = record.completed(field, value)
            why = record.refusal(field, value)
            if not why:
                record.row[field.name] = value
                fields = _after(field, fields, record, is_like=is_like)
                continue
            click.echo(click.style(f"{option(field.name)}: {printable(why)}", fg="red"))
        if is_like and not record.is_asked_for_again(field):
            record.row[field.name] = record.likely(field)
        elif record.is_asked_for(field):
            record.row[field.name] = answer(record, field, asker, record.likely(field))
        elif record.is_drafted:  # certain from the sentence, or from the rest of the record
            value = record.completed(field, record.likely(field))
            if value and not record.refusal(field, value):
                record.row[field.name] = value
        fields = _after(field, fields, record, is_like=is_like)


def _after(field: Field, fields: list[Field], record: RecordDraft, *, is_like: bool) -> list[Field]:
    """The columns left after a column; after the passage, its sentence is shown and the claim is drafted from it."""
    if record.schema.name != "claims" or field.name != "passage_id":
        return fields
    passage_id = record.row.get("passage_id", "")
    words = passage_text(record.package, passage_id)
    if not words:
        return fields
    opening = opening_text(record.package, passage_id)
    click.echo("".join(f"\n  {printable(each)}" for each in (opening, words) if each))
    if is_like:
        return fields
    record.draft(words, opening)
    if record.intervention_of:
        taken = f"{record.drafted['intervention']}, as {record.intervention_of} of the same article says"
        click.echo(f"  intervention: {printable(taken)}")
    left = {each.name for each in fields}
    return [each for each in record.fields_in_turn() if each.name in left]
