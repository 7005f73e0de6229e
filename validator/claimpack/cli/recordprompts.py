"""Asks for the columns of a record on a terminal, and adds concepts on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimpack.package.tableschema import table_schema
from claimpack.wording import listed, printable

if TYPE_CHECKING:
    from claimpack.cli.prompts import Asker
    from claimpack.curation.records.recorddraft import Composing
    from claimpack.curation.records.vocabulary import Vocabulary
    from claimpack.package.tableschema import Field


def answer(composing: Composing, field: Field, asker: Asker, default: str, vocabulary: Vocabulary | None) -> str:
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
        missing = composing.missing_concepts(field, value)
        if not missing:
            return value
        kind = str(composing.kind_named(field))
        if not asker.confirm(f"There is no {kind} {listed(missing, 'or')} yet. Add it?"):
            continue
        for name in missing:
            _add(composing, kind, name, asker, vocabulary)
        return value


def _add(composing: Composing, kind: str, concept_id: str, asker: Asker, vocabulary: Vocabulary | None) -> None:
    """Asks what a new concept is called and what is broader than it, which may be new as well."""
    from claimpack.curation.records.recorddraft import Composing, label_of  # noqa: PLC0415 - only questions need it

    concept = Composing(composing.package, "concepts")
    concept.concepts = composing.concepts
    concept.row = {"concept_id": concept_id, "kind": kind}
    fields = table_schema("concepts").fields
    concept.row["label"] = composing.labels.get(concept_id) or answer(
        concept, fields["label"], asker, label_of(concept_id), None
    )
    composing.concepts.append(concept.row)
    concept.row["broader"] = answer(concept, fields["broader"], asker, "", vocabulary)
    identifiers = vocabulary.identifiers(concept.row["label"]) if vocabulary is not None else ()
    if identifiers:
        concept.row["same_as"] = answer(concept, fields["same_as"], asker, ";".join(identifiers), None)


def propose_identifiers(composing: Composing, vocabulary: Vocabulary | None) -> None:
    """Gives the new concepts, and a concept that is composed itself, what the vocabulary has under their labels."""
    if vocabulary is None:
        return
    own = [composing.row] if composing.schema.name == "concepts" and not composing.before else []
    for row in [*composing.concepts, *own]:
        found = vocabulary.identifiers(row.get("label", ""))
        if found and not row.get("same_as"):
            row["same_as"] = ";".join(found)
            click.echo(
                f"same_as of {printable(row['concept_id'])}: {printable(row['same_as'])}, from {vocabulary.file}"
            )
