"""The command ``claimpack new``."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimpack.cli import commonoptions, recordoptions, registryoption
from claimpack.cli.lockedwriting import refuse_outside
from claimpack.cli.prompts import GUIDE, Asker, can_ask
from claimpack.cli.recordoptions import help_of, option
from claimpack.cli.recordpreview import opening_text, passage_text, show
from claimpack.cli.recordprompts import answer, propose_identifiers
from claimpack.cli.recordwriting import agreed, refuse_all, while_writing_records, write
from claimpack.curation.records.recordkinds import KINDS
from claimpack.package.tableschema import table_schema
from claimpack.wording import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimpack.curation.records.recorddraft import Composing
    from claimpack.curation.records.vocabulary import Vocabulary
    from claimpack.package.package import Package
    from claimpack.package.tableschema import Field

_ANOTHER = "Another outcome of which the sentence says the same. Enter alone ends."
_EXAMPLES = {
    "claim": 'claimpack new claim --passage-id P012 --outcome headache --effect-direction occurs --statement "..."',
    "source": 'claimpack new source --source-id review-2021 --title "..." --doi 10.1000/182',
    "concept": "claimpack new concept --concept-id headache --kind outcome --label Headache",
    "estimate": "claimpack new estimate --source-id review-2021 --outcome fever --measure OR --estimate 3.65",
    "reference": "claimpack new reference --citation 3 --source-id review-2021",
    "relation": "claimpack new relation --claim-id C024 --relation restates --target-claim-id C004",
}


class _Kinds(click.Group):
    """A group with a command for each kind of record, whose options are the columns of its table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return _kind(cmd_name) if cmd_name in KINDS else None


@click.group("new", cls=_Kinds)
def command() -> None:
    """Add a claim, a source, a concept or an estimate, asked field by field.

    On a terminal each usual column is asked for, with what is allowed there; Tab completes; Ctrl-C leaves everything
    as it was. What is given by options is not asked for. Where the article's text is available, a claim is drafted from
    its sentence: little is asked, and the rest is shown with it and changed by its name. Columns that most records
    leave blank are filled in by options, or named at the end. Each answer is checked at once, and the record is shown
    with what claimpack validate would say of it before it is written. What each column and word means:
    claims/README.md.

    Exit code: 0 written, 1 not agreed to, or an error that nobody accepts, 2 wrong use, 3 a file could not be
    read or written.

    \b
    Examples:
      claimpack new claim
      claimpack new claim --like C012 --outcome infection
      claimpack new claim --outcome chills --outcome-label Chills --outcome-broader adverse_event ...
      claimpack new concept --concept-id headache --kind outcome --label Headache --yes
    """


def _kind(kind: str) -> click.Command:
    schema = table_schema(KINDS[kind])
    columns: list[click.Parameter] = [recordoptions.column_option(field) for field in schema.fields.values()]
    columns += recordoptions.concept_options(schema)
    article = "A" if kind[0] not in "aeiou" else "An"
    about = f"Add {article.lower()} {kind} to {schema.name}.csv.\n\n\b\nExample:\n  {_EXAMPLES[kind]}"
    made = click.Command(kind, callback=_run(kind), params=columns, help=about)
    if kind in ("claim", "estimate"):
        what = f"Copy what another {kind} says, without its {'numbers' if kind == 'estimate' else 'stated numbers'}."
        made.params.append(click.Option(["--like"], metavar="ID", help=f"{what} What options give goes over it."))
    made.params.append(click.Option(["--package"], default=".", show_default=True, help="A package or its folder."))
    made.params.append(
        click.Option(["--yes"], is_flag=True, help="Ask nothing: leave blank what no option gives, and write.")
    )
    for add in (
        registryoption.registry_or_nearest,
        commonoptions.articles,
        recordoptions.add_missing,
        recordoptions.vocabulary,
        commonoptions.today,
    ):
        made = add(made)
    return made


def _run(kind: str) -> Any:
    def run(
        package: str,
        registry: Path | None,
        articles: Sequence[Path],
        today: datetime | None,
        vocabulary: Path | None,
        like: str | None = None,
        *,
        yes: bool,
        add_missing: bool,
        **given: str | None,
    ) -> None:
        from claimpack.curation.records.recorddraft import Composing  # noqa: PLC0415
        from claimpack.curation.records.vocabulary import read_vocabulary  # noqa: PLC0415

        day = (today or datetime.now()).date()  # noqa: DTZ005 - the user's own day
        reopened = partial(registryoption.open_to_change, Path(package), articles, day, registry)
        asker = Asker() if can_ask() and not yes else None
        with while_writing_records(package):
            words = read_vocabulary(vocabulary) if vocabulary else None
            composing = Composing(reopened(), KINDS[kind])
            refuse_outside(composing.package, KINDS[kind])
            if asker is not None and _is_to_be_changed(composing, given, asker):
                from claimpack.cli.edit import edit  # noqa: PLC0415

                edit(
                    composing.package,
                    [composing.key_of(given)],
                    KINDS[kind],
                    given,
                    asker,
                    words,
                    add_missing=add_missing,
                    reopened=reopened,
                )
                return
            if like is not None:
                composing.take_after(like)
            if asker is not None:
                recordoptions.take_concepts(composing, given, add=add_missing)
                _ask_for_all(composing, given, asker, words, is_like=like is not None)

            def contents() -> Mapping[str, bytes]:
                if asker is None:
                    composing.concepts.clear()
                    recordoptions.take_concepts(composing, given, add=add_missing)
                    _fill_in(composing, given)
                propose_identifiers(composing, words)
                return agreed(composing, asker, composing.schema.fields, lambda: show(composing), words)

            def reload() -> Package:
                composing.package = reopened()
                return composing.package

            write(composing.package, contents, reload, is_asked=asker is not None)
            while asker is not None and composing.may_be_said_again:
                again = _again(composing, Composing(reload(), KINDS[kind]), asker, words)
                if again is None:
                    return
                composing = again
                write(composing.package, contents, reload, is_asked=True)

    return run


def _again(before: Composing, composing: Composing, asker: Asker, vocabulary: Vocabulary | None) -> Composing | None:
    """Another claim of the same sentence, with another outcome; None if there is none."""
    fields = composing.schema.fields
    composing.take_same_again(before)
    outcome = fields["outcome"]
    click.echo()
    value = answer(composing, outcome._replace(description=_ANOTHER), asker, "", vocabulary)
    if not value:
        return None
    composing.row["outcome"] = value
    composing.row["statement"] = ""
    composing.row["statement"] = answer(
        composing, fields["statement"], asker, composing.likely(fields["statement"]), vocabulary
    )
    return composing


def _is_to_be_changed(composing: Composing, given: Mapping[str, str | None], asker: Asker) -> bool:
    """Whether the record is there already, and the person wants to change it instead."""
    key = composing.key_of(given)
    if not key or key not in composing.package.table(composing.schema.name).key_cells:
        return False
    return asker.confirm(f"{printable(key)} is there already. Change it instead?")


def _fill_in(composing: Composing, given: Mapping[str, str | None]) -> None:
    """Fills in what was given, and what a required column most likely holds; reports all that is wrong at once."""
    amiss = []
    for field in composing.fields_in_turn():
        value = given[field.name]
        is_missing = value is None
        if value is None:
            here = composing.row.get(field.name, "")
            value = composing.likely(field) if field.required or field.name in composing.copied else here
            is_missing = field.required
        composing.row[field.name] = value = composing.completed(field, value)
        why = composing.refusal(field, value)
        if why:
            what = f" is missing: {help_of(field)}" if is_missing else f": {why}"
            amiss.append(f"{option(field.name)}{what}")
    refuse_all(amiss)


def _ask_for_all(
    composing: Composing,
    given: Mapping[str, str | None],
    asker: Asker,
    vocabulary: Vocabulary | None,
    *,
    is_like: bool,
) -> None:
    """Asks for each column that was not given or copied; what was given and can't stand is asked for as well."""
    click.echo(f"{GUIDE} Ctrl-C leaves everything as it was.")
    fields = composing.fields_in_turn()
    if composing.schema.name == "claims" and composing.package.article_texts and not is_like:
        fields.sort(key=lambda field: field.name != "passage_id")  # whose sentence says the rest
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
            composing.row[field.name] = answer(composing, field, asker, composing.likely(field), vocabulary)
        elif composing.drafted:
            _fill_in_quietly(composing, field)
        fields = _after(field, fields, composing, is_like=is_like)


def _fill_in_quietly(composing: Composing, field: Field) -> None:
    """Fills in what the sentence, or the rest of the record, says for certain; it is shown before it is written."""
    value = composing.completed(field, composing.likely(field))
    if value and not composing.refusal(field, value):
        composing.row[field.name] = value


def _after(field: Field, fields: list[Field], composing: Composing, *, is_like: bool) -> list[Field]:
    """What is left to fill in after a column: once the passage is known, its sentence is shown and drafts the claim."""
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
