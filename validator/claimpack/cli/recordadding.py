"""Adds a record as options or answers say, for ``claimpack new``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from claimpack.cli import openpackage
from claimpack.cli.lockedwriting import refuse_outside
from claimpack.cli.prompts import GUIDE, Asker, can_ask
from claimpack.cli.recordediting import edit
from claimpack.cli.recordoptions import help_of, option
from claimpack.cli.recordpreview import opening_text, passage_text, show
from claimpack.cli.recordwriting import (
    add_concepts,
    agreed,
    answer,
    propose_identifiers,
    refuse_all,
    while_writing_records,
    write,
)
from claimpack.curation.records.recorddraft import RecordDraft
from claimpack.curation.records.recordedit import KINDS
from claimpack.curation.records.vocabulary import read_vocabulary
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
    reopen = partial(openpackage.open_to_change, package, articles, today, registry)
    asker = Asker() if can_ask() and not yes else None
    with while_writing_records(package):
        words = read_vocabulary(vocabulary) if vocabulary else None
        composing = RecordDraft(reopen(), table, vocabulary=words)
        refuse_outside(composing.package, table)
        if asker is not None and _is_to_be_changed(composing, given, asker):
            key = composing.key_of(given)
            edit(composing.package, [key], table, given, asker, words, add_missing=add_missing, reopen=reopen)
            return
        if like is not None:
            composing.copy_record(like)
        if asker is not None:
            add_concepts(composing, given, add=add_missing)
            _ask_for_all(composing, given, asker, is_like=like is not None)

        def contents() -> Mapping[str, bytes]:
            if asker is None:
                composing.concepts.clear()
                add_concepts(composing, given, add=add_missing)
                _fill_in(composing, given)
            propose_identifiers(composing)
            return agreed(composing, asker, composing.schema.fields, lambda: show(composing))

        def reload() -> Package:
            composing.package = reopen()
            return composing.package

        write(composing.package, contents, reload, is_asked=asker is not None)
        while asker is not None and composing.may_be_said_again:
            another = RecordDraft(reload(), table, vocabulary=words)
            another.copy_for_other_outcome(composing)
            if not _has_another_outcome(another, asker):
                return
            composing = another
            write(composing.package, contents, reload, is_asked=True)


def _has_another_outcome(composing: RecordDraft, asker: Asker) -> bool:
    """Asks for another outcome of the same sentence, and then for the statement of its claim."""
    fields = composing.schema.fields
    click.echo()
    value = answer(composing, fields["outcome"]._replace(description=_ANOTHER), asker, "")
    if not value:
        return False
    composing.row |= {"outcome": value, "statement": ""}
    statement = fields["statement"]
    composing.row["statement"] = answer(composing, statement, asker, composing.likely(statement))
    return True


def _is_to_be_changed(composing: RecordDraft, given: Mapping[str, str | None], asker: Asker) -> bool:
    """Whether the record exists, and the person wants to change it instead."""
    key = composing.key_of(given)
    if not key or key not in composing.package.table(composing.schema.name).key_cells:
        return False
    return asker.confirm(f"{printable(key)} exists already. Change it instead?")


def _fill_in(composing: RecordDraft, given: Mapping[str, str | None]) -> None:
    """Fills in given values, and likely ones for required columns; reports everything that is wrong at once."""
    wrong = []
    for field in composing.fields_in_turn():
        value = given[field.name]
        is_missing = value is None and field.required
        if value is None:
            is_likely = field.required or field.name in composing.copied
            value = composing.likely(field) if is_likely else composing.row.get(field.name, "")
        composing.row[field.name] = value = composing.completed(field, value)
        why = composing.refusal(field, value)
        if why:
            what = f" is missing: {help_of(field)}" if is_missing else f": {why}"
            wrong.append(f"{option(field.name)}{what}")
    refuse_all(wrong)


def _ask_for_all(composing: RecordDraft, given: Mapping[str, str | None], asker: Asker, *, is_like: bool) -> None:
    """Asks for each column that was not given or copied, or whose given value is not allowed."""
    click.echo(f"{GUIDE} Ctrl-C leaves everything as it was.")
    fields = composing.fields_in_turn()
    if composing.schema.name == "claims" and composing.package.article_texts and not is_like:
        fields.sort(key=lambda field: field.name != "passage_id")  # its sentence drafts the other columns
    while fields:
        field = fields.pop(0)
        value = given[field.name]
        if value is not None:
            value = composing.completed(field, value)
            why = composing.refusal(field, value)
            if not why:
                composing.row[field.name] = value
                fields = _after(field, fields, composing, is_like=is_like)
                continue
            click.echo(click.style(f"{option(field.name)}: {printable(why)}", fg="red"))
        if is_like and not composing.is_asked_for_again(field):
            composing.row[field.name] = composing.likely(field)
        elif composing.is_asked_for(field):
            composing.row[field.name] = answer(composing, field, asker, composing.likely(field))
        elif composing.is_drafted:  # certain from the sentence, or from the rest of the record
            value = composing.completed(field, composing.likely(field))
            if value and not composing.refusal(field, value):
                composing.row[field.name] = value
        fields = _after(field, fields, composing, is_like=is_like)


def _after(field: Field, fields: list[Field], composing: RecordDraft, *, is_like: bool) -> list[Field]:
    """The columns left after a column; after the passage, its sentence is shown and the claim is drafted from it."""
    if composing.schema.name != "claims" or field.name != "passage_id":
        return fields
    passage_id = composing.row.get("passage_id", "")
    words = passage_text(composing.package, passage_id)
    if not words:
        return fields
    opening = opening_text(composing.package, passage_id)
    click.echo("".join(f"\n  {printable(each)}" for each in (opening, words) if each))
    if is_like:
        return fields
    composing.draft(words, opening)
    if composing.intervention_of:
        taken = f"{composing.drafted['intervention']}, as {composing.intervention_of} of the same article says"
        click.echo(f"  intervention: {printable(taken)}")
    left = {each.name for each in fields}
    return [each for each in composing.fields_in_turn() if each.name in left]
