"""The command ``claimpack new``."""

from __future__ import annotations

import itertools
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimpack.cli import commonoptions, exits
from claimpack.cli.lockedwriting import refuse_outside, replace_tables
from claimpack.cli.output import OutputError
from claimpack.cli.prompts import GUIDE, Asker, can_ask
from claimpack.cli.recordpreview import show
from claimpack.curation.records.recordkinds import KINDS
from claimpack.package.tableschema import table_schema
from claimpack.wording import listed, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimpack.curation.records.recorddraft import Composing
    from claimpack.package.tableschema import Field

_EXAMPLES = {
    "claim": 'claimpack new claim --passage-id P012 --outcome headache --effect-direction occurs --statement "..."',
    "source": 'claimpack new source --source-id review-2021 --title "..." --doi 10.1000/182',
    "concept": "claimpack new concept --concept-id headache --kind outcome --label Headache",
    "estimate": "claimpack new estimate --source-id review-2021 --outcome fever --measure OR --estimate 3.65",
    "reference": "claimpack new reference --citation 3 --source-id review-2021",
    "relation": "claimpack new relation --claim-id C024 --relation restates --target-claim-id C004",
}


_QUESTIONS = {
    "fine": ("Write this? [Y, n, or a column to change]", "yes"),
    "error": ("Write this all the same? [y, N, or a column to change]", "no"),
    "fatal": ("This can't be written. [N, or a column to change]", "no"),
}
"""By the gravest of what a check would find with the record: what is asked, and what Enter alone answers."""

_ATTEMPTS = 10
"""So often a record is put in the table where nobody is asked and others keep writing to it."""


class _Kinds(click.Group):
    """A group with a command for each kind of record, whose options are the columns of its table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return _kind(cmd_name) if cmd_name in KINDS else None


@click.group("new", cls=_Kinds)
def command() -> None:
    """Add a claim, a source, a concept or an estimate, asked field by field.

    On a terminal each usual column is asked for, with what may stand there; Tab completes, and Ctrl-C leaves everything
    as it was. What is given by options is not asked for. Columns that most records leave blank are filled in by
    options, or named at the end. Each answer is checked at once, and the record is shown with what claimpack validate
    would say of it before it is written. What each column and word means: claims/README.md.

    Exit code: 0 written, 1 not agreed to, or wrong in a way that can't be accepted, 2 wrong use, 3 a file could not be
    read or written.

    \b
    Examples:
      claimpack new claim
      claimpack new concept --concept-id headache --kind outcome --label Headache --yes
    """


def _kind(kind: str) -> click.Command:
    schema = table_schema(KINDS[kind])
    columns: list[click.Parameter] = [
        click.Option(
            [_option(field.name), field.name],
            type=commonoptions.TEXT,
            metavar="TEXT" if not field.words else "WORD",
            help=_help(field),
        )
        for field in schema.fields.values()
    ]
    article = "A" if kind[0] not in "aeiou" else "An"
    about = f"Add {article.lower()} {kind} to {schema.name}.csv.\n\n\b\nExample:\n  {_EXAMPLES[kind]}"
    made = click.Command(kind, callback=_run(kind), params=columns, help=about)
    made.params.append(click.Option(["--package"], default=".", show_default=True, help="A package or its folder."))
    made.params.append(
        click.Option(["--yes"], is_flag=True, help="Ask nothing: leave blank what no option gives, and write.")
    )
    return commonoptions.today(made)


def _option(column: str) -> str:
    return f"--{column.replace('_', '-')}"


def _help(field: Field) -> str:
    words = f" One of {', '.join(field.words)}." if field.words else ""
    return f"{field.description}{words}{' Required.' if field.required else ''}"


def _run(kind: str) -> Any:
    def run(package: str, today: datetime | None, *, yes: bool, **given: str | None) -> None:
        from claimpack.curation.records.recorddraft import Composing  # noqa: PLC0415
        from claimpack.curation.tableedit import UneditableError  # noqa: PLC0415
        from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
        from claimpack.package.load import NotAPackageError, load  # noqa: PLC0415
        from claimpack.package.unavailable import Unavailable  # noqa: PLC0415

        day = (today or datetime.now()).date()  # noqa: DTZ005 - the user's own day
        asker = Asker() if can_ask() and not yes else None
        try:
            composing = Composing(load(Path(package), today=day), KINDS[kind])
            refuse_outside(composing.package, KINDS[kind])
            if asker is not None:
                _ask_for_all(composing, given, asker)
            for attempt in itertools.count(1):
                if asker is None:
                    _fill_in(composing, given)
                contents = _agreed(composing, asker)
                try:
                    replace_tables(composing.package, contents)
                    break
                except ChangedMeanwhileError as error:
                    if asker is None and attempt == _ATTEMPTS:
                        raise OutputError(f"{error}.") from None
                    again = (
                        f"{error}; your answers are kept." if asker else "Somebody else has saved meanwhile; once more:"
                    )
                    click.echo(again)
                    composing.package = load(Path(package), today=day)
        except (NotAPackageError, UneditableError) as error:
            raise click.UsageError(f"{error}.") from None
        except Unavailable as error:
            why = "claimpack validate says why; claimpack fmt mends what a spreadsheet did to a file"
            raise OutputError(f"{error}: {why}.") from None
        except OSError as error:
            raise OutputError(f"{error.filename or package} can't be read or written: {error.strerror}.") from None
        click.echo(f"Written to {listed([composing.package.table(name).path for name in contents])}.")

    return run


def _agreed(composing: Composing, asker: Asker | None) -> dict[str, bytes]:
    """The files to write, once the record is shown and agreed to; on a terminal it can be changed until then.

    Raises:
        SystemExit: if it is not agreed to, or if it is wrong in a way that nobody can accept and nobody is asked.
    """
    while True:
        contents = composing.contents()
        gravest = show(composing)
        if asker is None:
            if gravest == "fatal":
                click.echo("Nothing was written: mend what is given, and try again.")
                raise SystemExit(exits.PROBLEMS)
            return contents
        question, default = _QUESTIONS[gravest]
        decision = asker.decide(question, list(composing.schema.fields), default)
        if decision == "yes" and gravest != "fatal":
            return contents
        if decision == "no":
            click.echo("Nothing was written.")
            raise SystemExit(exits.PROBLEMS)
        if decision != "yes":
            field = composing.schema.fields[decision]
            composing.row[decision] = _answer(composing, field, asker, composing.row.get(decision, ""))
            for other in composing.schema.fields.values():  # what it is now may need what could stay blank before
                if composing.needs(other) and not composing.row.get(other.name):
                    composing.row[other.name] = _answer(composing, other, asker, composing.default(other))


def _fill_in(composing: Composing, given: Mapping[str, str | None]) -> None:
    """Fills in what was given, and what a required column most likely holds; tells of all that is amiss at once."""
    amiss = []
    for field in composing.schema.fields.values():
        value = given[field.name]
        is_missing = value is None
        if value is None:
            value = composing.default(field) if field.required else ""
            is_missing = field.required
        composing.row[field.name] = value = composing.completed(field, value)
        why = composing.refusal(field, value)
        if why:
            what = f" is missing: {_help(field)}" if is_missing else f": {why}"
            amiss.append(f"{_option(field.name)}{what}")
    if amiss:
        raise click.UsageError("\n  ".join(map(printable, amiss)))


def _ask_for_all(composing: Composing, given: Mapping[str, str | None], asker: Asker) -> None:
    """Asks for each column that was not given; what was given and can't stand is asked for as well."""
    click.echo(f"{GUIDE} Ctrl-C leaves everything as it was.")
    for field in composing.schema.fields.values():
        value = given[field.name]
        if value is not None:
            value = composing.completed(field, value)
            why = composing.refusal(field, value)
            if not why:
                composing.row[field.name] = value
                continue
            click.echo(click.style(f"{_option(field.name)}: {printable(why)}", fg="red"))
        if composing.is_asked_for(field):
            composing.row[field.name] = _answer(composing, field, asker, composing.default(field))


def _answer(composing: Composing, field: Field, asker: Asker, default: str) -> str:
    """What is answered for a column; a concept that is not there yet is added on the way."""
    choices = composing.choices(field)
    while True:
        answer = asker.ask(
            field.name,
            field.description,
            required=composing.needs(field),
            default=default,
            choices=choices,
            several=field.is_list,
            complete=lambda text: composing.completed(field, text),
            refusal=lambda text: "" if _is_new_concept(composing, field, text) else composing.refusal(field, text),
        )
        if not _is_new_concept(composing, field, answer):
            return answer
        if asker.confirm(f"There is no {field.concept_kind} {answer} yet. Add it?"):
            composing.concepts.append(_concept(composing, field, answer, asker))
            return answer


def _is_new_concept(composing: Composing, field: Field, value: str) -> bool:
    """Whether a value would do, were there a concept of that id."""
    return not field.is_list and bool(value) and composing.could_be_added(field, value)


def _concept(composing: Composing, field: Field, concept_id: str, asker: Asker) -> dict[str, str]:
    label = table_schema("concepts").fields["label"]
    broader = table_schema("concepts").fields["broader"]
    choices = composing.choices(field)
    known = {choice.value for choice in choices}
    row = {"concept_id": concept_id, "kind": str(field.concept_kind)}
    row["label"] = asker.ask(
        "label",
        label.description,
        required=True,
        default=concept_id.replace("_", " ").capitalize(),
        choices=(),
        several=False,
        complete=str.strip,
        refusal=lambda text: "" if text else "Give it a name.",
    )
    row["broader"] = asker.ask(
        "broader",
        broader.description,
        required=False,
        default="",
        choices=choices,
        several=True,
        complete=lambda text: composing.completed(field, text) if ";" not in text else text.strip(),
        refusal=lambda text: _unknown(text, known),
    )
    return row


def _unknown(text: str, known: set[str]) -> str:
    unknown = [item.strip() for item in text.split(";") if item.strip() and item.strip() not in known]
    return f"{quoted(unknown[0])} is none of them." if unknown else ""
