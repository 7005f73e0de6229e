"""Asks for the columns of a record on a terminal, and adds concepts on the way."""

from __future__ import annotations

import click

from claimpack.cli.prompts import Asker
from claimpack.curation.records.recorddraft import Composing, label_of
from claimpack.package.tableschema import Field, table_schema
from claimpack.wording import printable


def answer(composing: Composing, field: Field, asker: Asker, default: str) -> str:
    """What is answered for a column; a concept that is not there yet is added on the way, with those broader than it.

    Raises:
        click.Abort: on Ctrl-C or Ctrl-D.
    """
    while True:
        value = asker.ask(
            field.name,
            field.description,
            required=composing.needs(field),
            default=default,
            choices=composing.choices(field),
            several=field.is_list,
            complete=lambda text: composing.completed(field, text),
            refusal=lambda text: "" if composing.missing_concepts(field, text) else composing.refusal(field, text),
        )
        kind = str(composing.kind_named(field))
        if all(_is_added(composing, kind, name, asker) for name in composing.missing_concepts(field, value)):
            return value


def ask_again(composing: Composing, field: Field, asker: Asker) -> None:
    """Asks for a column again, and for those that can't stay blank then."""
    composing.row[field.name] = answer(composing, field, asker, composing.row.get(field.name, ""))
    for other in composing.schema.fields.values():  # what it is now may need what could stay blank before
        if composing.needs(other) and not composing.row.get(other.name):
            composing.row[other.name] = answer(composing, other, asker, composing.default(other))


def _is_added(composing: Composing, kind: str, concept_id: str, asker: Asker) -> bool:
    """Asks in one question whether a new concept is to be added and what is broader than it, which may be new as well.

    It is called as it was typed, or as its id says; the record is shown with it.
    """
    concept = Composing(composing.package, "concepts")
    concept.concepts, concept.labels = composing.concepts, composing.labels
    label = composing.labels.get(concept_id) or label_of(concept_id)
    concept.row = {"concept_id": concept_id, "kind": kind, "label": label}
    fields = table_schema("concepts").fields
    broader = fields["broader"]
    while True:
        click.echo(f"There is no {kind} {printable(concept_id)} yet.")
        typed = asker.confirm_or("Add it?", "what is broader", concept.choices(broader))
        if typed is None:
            return False
        value = concept.completed(broader, typed)
        missing = concept.missing_concepts(broader, value)
        why = "" if missing else concept.refusal(broader, value)
        if why:
            click.echo(click.style(f"  {printable(why)}", fg="red"))
        elif all(_is_added(composing, kind, name, asker) for name in missing):
            break
    concept.row["broader"] = value
    composing.concepts.append(concept.row)
    identifiers = composing.vocabulary.identifiers(label) if composing.vocabulary is not None else ()
    if identifiers:
        concept.row["same_as"] = answer(concept, fields["same_as"], asker, ";".join(identifiers))
    return True


def propose_identifiers(composing: Composing) -> None:
    """Gives the new concepts, and a concept that is composed itself, what the vocabulary has under their labels."""
    if composing.vocabulary is None:
        return
    own = [composing.row] if composing.schema.name == "concepts" and not composing.before else []
    for row in [*composing.concepts, *own]:
        found = composing.vocabulary.identifiers(row.get("label", ""))
        if found and not row.get("same_as"):
            row["same_as"] = ";".join(found)
            what = f"same_as of {printable(row['concept_id'])}: {printable(row['same_as'])}"
            click.echo(f"{what}, from {composing.vocabulary.file}")
