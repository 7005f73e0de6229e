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
    """Add a record: a claim, source, concept, estimate, reference or relation.

    On a terminal you are asked for each usual column that no option gives, with the values that are allowed. Tab
    completes, and Ctrl-C leaves everything as it was. If the article's text is available, a claim is drafted from its
    sentence: you are asked little, and can change the rest by naming its column. Columns that most records leave blank
    are filled in by options, or at the end by naming them. Each answer is checked at once. Before the record is
    written, you see it with what claimpack validate would report on it. claims/README.md explains each column and word.

    Exit code: 0 written, 1 not agreed to, or an error that nobody accepted, 2 wrong use, 3 a file could not be read or
    written.

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
        what = f"Copy another {kind} without its {'numbers' if kind == 'estimate' else 'stated numbers'}."
        columns.append(click.Option(["--like"], metavar="ID", help=f"{what} Options replace what is copied."))
    columns.append(
        click.Option(["--yes"], is_flag=True, help="Ask nothing: leave columns without an option blank, and write.")
    )
    about = f"{_SUMMARIES[kind]}\n\n\b\nExample:\n  {_EXAMPLES[kind]}"

    def run(**given: Any) -> None:
        from claimpack.cli.recordadding import add  # noqa: PLC0415 - the help needs none of it

        add(kind, **given)

    return recordoptions.record_command(kind, run, columns, about)
