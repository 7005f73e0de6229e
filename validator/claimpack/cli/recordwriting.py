"""Asks for the columns of a record, and writes it after it is shown and agreed to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from claimpack.cli import exits
from claimpack.cli.lockedwriting import replace_tables
from claimpack.cli.prompts import Asker
from claimpack.cli.recordoptions import option
from claimpack.curation.records.recorddraft import RecordDraft, label_of
from claimpack.curation.tablefiles import ChangedMeanwhileError
from claimpack.package.package import Package
from claimpack.package.tableschema import Field, split_items, table_schema
from claimpack.wording import listed, printable, quoted


def answer(record: RecordDraft, field: Field, asker: Asker, default: str) -> str:
    """The answer for a column; a concept that does not exist yet is added, with the concepts broader than it.

    Raises:
        click.Abort: on Ctrl-C or Ctrl-D.
    """
    while True:
        value = asker.ask(
            field.name,
            field.description,
            is_required=record.needs(field),
            default=default,
            choices=record.choices(field),
            is_list=field.is_list,
            complete=lambda text: record.completed(field, text),
            refusal=lambda text: "" if record.missing_concepts(field, text) else record.refusal(field, text),
        )
        kind = str(record.kind_named(field))
        if all(_is_added(record, kind, name, asker) for name in record.missing_concepts(field, value)):
            return value


def ask_again(record: RecordDraft, field: Field, asker: Asker) -> None:
    """Asks for a column again, and for the columns that its new value requires."""
    record.row[field.name] = answer(record, field, asker, record.row.get(field.name, ""))
    for other in record.schema.fields.values():  # the new value may require columns that could be blank before
        if record.needs(other) and not record.row.get(other.name):
            record.row[other.name] = answer(record, other, asker, record.default(other))


def _is_added(record: RecordDraft, kind: str, concept_id: str, asker: Asker) -> bool:
    """Asks in one question whether to add a new concept, and what is broader than it, which may be new as well.

    Its label is what was typed, or is made from its id; it is shown with the record.
    """
    concept = RecordDraft(record.package, "concepts")
    concept.concepts, concept.labels = record.concepts, record.labels
    label = record.labels.get(concept_id) or label_of(concept_id)
    concept.row = {"concept_id": concept_id, "kind": kind, "label": label}
    fields = table_schema("concepts").fields
    broader = fields["broader"]
    while True:
        is_spelt_out = label.casefold() == label_of(concept_id).casefold()
        what = printable(concept_id) if is_spelt_out else f"{quoted(label)} yet: its id will be {printable(concept_id)}"
        click.echo(f"There is no {kind} {what}{' yet' if is_spelt_out else ''}.")
        typed = asker.confirm_or("Add it?", "what is broader", concept.choices(broader))
        if typed is None:
            return False
        value = concept.completed(broader, typed)
        missing = concept.missing_concepts(broader, value)
        why = "" if missing else concept.refusal(broader, value)
        if why:
            click.echo(click.style(f"  {printable(why)}", fg="red"))
        elif all(_is_added(record, kind, name, asker) for name in missing):
            break
    concept.row["broader"] = value
    record.concepts.append(concept.row)
    identifiers = record.vocabulary.identifiers(label) if record.vocabulary is not None else ()
    if identifiers:
        concept.row["same_as"] = answer(concept, fields["same_as"], asker, ";".join(identifiers))
    return True


def add_concepts(record: RecordDraft, given: Mapping[str, Any], *, add: bool) -> None:
    """Adds the missing concepts that options describe, and all others that are named if ``add``.

    Raises:
        click.UsageError: if a broader concept does not exist and is not to be added.
    """
    if record.schema.name == "concepts":  # whose broader ones are of its kind
        record.row |= {name: given[name] for name in ("concept_id", "kind") if given.get(name)}
    for field in record.schema.fields.values():
        value = given.get(field.name)
        if value is None or record.kind_named(field) is None:
            continue
        value = record.completed(field, value)
        kind = str(record.kind_named(field))
        label, broader = given.get(f"{field.name}_label"), given.get(f"{field.name}_broader") or ""
        missing = record.missing_concepts(field, value)
        if not missing or not (add or label):
            if label and missing == []:
                raise click.UsageError(f"{option(field.name)}-label is for a new {kind}, and {value} exists already.")
            continue
        known = {choice.value for choice in record.choices(field)} | set(missing)
        above = [item for item in split_items(broader) if item not in known]
        if above and not add:
            what = f"{option(field.name)}-broader names {listed(above)}, which does not exist"
            raise click.UsageError(f"{what}: add --add-missing to add it as well.")
        for item in above:
            record.add_concept(item, kind)
        for item in missing:
            record.add_concept(item, kind, label=label or "", broader=";".join(split_items(broader)))


def propose_identifiers(record: RecordDraft) -> None:
    """Gives new concepts the identifiers that the vocabulary has for their labels."""
    if record.vocabulary is None:
        return
    own = [record.row] if record.schema.name == "concepts" and not record.before else []
    for row in [*record.concepts, *own]:
        found = record.vocabulary.identifiers(row.get("label", ""))
        if found and not row.get("same_as"):
            row["same_as"] = ";".join(found)
            what = f"same_as of {printable(row['concept_id'])}: {printable(row['same_as'])}"
            click.echo(f"{what}, from {record.vocabulary.file}")


_QUESTIONS = {
    "fine": ("Write this? [Y, n, or a column to change]", "yes"),
    "error": ("Write this anyway? [y, N, or a column to change]", "no"),
    "fatal": ("This can't be written. [N, or a column to change]", "no"),
}
"""By the worst that a check would find with the record: the question, and the answer of Enter alone."""
_ATTEMPTS = 10
"""How often writing starts again because others have written to the package, if no person is asked."""


def write(
    package: Package, contents: Callable[[], Mapping[str, bytes]], reload: Callable[[], Package], *, is_asked: bool
) -> None:
    """Writes what ``contents`` gives; starts again if somebody else has saved the package.

    Args:
        package: the package that the first contents are made from.
        contents: shows what would be written, asks for agreement, and gives the new files.
        reload: reads the package again, for the next contents.
        is_asked: whether a person is asked, who can give up.

    Raises:
        ChangedMeanwhileError: if others keep writing.
    """
    for attempt in itertools.count(1):
        files = contents()
        try:
            written = replace_tables(package, files)
            break
        except ChangedMeanwhileError as error:
            if not is_asked and attempt == _ATTEMPTS:
                raise
            again = (
                f"{error}; your answers are kept."
                if is_asked
                else "Somebody else has saved the package; starting again:"
            )
            click.echo(again)
            package = reload()
    click.echo(f"Written to {listed(written)}.")


def agreed(
    record: RecordDraft, asker: Asker | None, fields: Mapping[str, Field], show: Callable[[], str]
) -> dict[str, bytes]:
    """The files to write, after the record is shown and agreed to; on a terminal it can be changed before.

    Raises:
        SystemExit: if it is not agreed to, or if a check would find an error and no person is asked.
    """
    while True:
        contents = record.contents()
        worst = show()
        if asker is None:
            refuse_errors(worst, is_asked=False)
            return contents
        question, default = _QUESTIONS[worst]
        decision = asker.decide(question, list(fields), default)
        if decision == "yes" and worst != "fatal":
            return contents
        if decision == "no":
            click.echo("Nothing was written.")
            raise SystemExit(exits.PROBLEMS)
        if decision != "yes":
            ask_again(record, fields[decision], asker)


def refuse_errors(worst: str, *, is_asked: bool) -> None:
    """Ends the command if a check would find an error that can't be accepted, or that the user is not asked to accept.

    Raises:
        SystemExit: if so.
    """
    if worst == "fatal" or (worst == "error" and not is_asked):
        click.echo("Nothing was written: correct the values, and try again.")
        if worst == "error":
            click.echo("If the source itself says so, leave out --yes and agree on a terminal.")
        raise SystemExit(exits.PROBLEMS)


def refuse_all(wrong: Sequence[str]) -> None:
    """Reports everything that is wrong at once.

    Raises:
        click.UsageError: if anything is wrong.
    """
    if wrong:
        raise click.UsageError("\n  ".join(map(printable, wrong)))
