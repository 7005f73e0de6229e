"""The command ``claimpack new``."""

from __future__ import annotations

from typing import Any

import click

from claimpack.cli import recordoptions
from claimpack.cli.namedgroup import NamedGroup
from claimpack.curation.records.recordedit import KINDS
from claimpack.package.tableschema import table_schema

_EXAMPLES = {
    "claim": 'claimpack new claim --passage-id P012 --outcome headache --effect-direction occurs --statement "..."',
    "source": 'claimpack new source --source-id review-2021 --title "..." --doi 10.1000/182',
    "concept": "claimpack new concept --concept-id headache --kind outcome --label Headache",
    "estimate": "claimpack new estimate --source-id review-2021 --outcome fever --measure OR --estimate 3.65",
    "reference": "claimpack new reference --citation 3 --source-id review-2021",
    "relation": "claimpack new relation --claim-id C024 --relation restates --target-claim-id C004",
}
_SUMMARIES = {
    kind: f"Add {'an' if kind[0] in 'aeiou' else 'a'} {kind} to {table}.csv." for kind, table in KINDS.items()
}


class _Kinds(NamedGroup):
    """A group with a command for each kind of record, whose options are the columns of its table."""

    summaries = _SUMMARIES

    def made(self, name: str) -> click.Command:
        return _kind(name)


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
    if kind in ("claim", "estimate"):
        what = f"Copy what another {kind} says, without its {'numbers' if kind == 'estimate' else 'stated numbers'}."
        columns.append(click.Option(["--like"], metavar="ID", help=f"{what} What options give goes over it."))
    columns.append(click.Option(["--package"], default=".", show_default=True, help="A package or its folder."))
    columns.append(
        click.Option(["--yes"], is_flag=True, help="Ask nothing: leave blank what no option gives, and write.")
    )
    about = f"{_SUMMARIES[kind]}\n\n\b\nExample:\n  {_EXAMPLES[kind]}"

    def run(**given: Any) -> None:
        from claimpack.cli.recordadding import add  # noqa: PLC0415 - the help needs none of it

        add(kind, **given)

    return recordoptions.record_command(kind, run, columns, about)
