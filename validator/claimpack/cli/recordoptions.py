"""The options by which the columns of a record are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from claimpack.cli import commonoptions, openpackage
from claimpack.curation.records.recorddraft import Composing
from claimpack.package.tableschema import Field, TableSchema, split_items
from claimpack.wording import listed

_add_missing = click.option(
    "--add-missing", is_flag=True, help="Add concepts that are named and not there, called as their ids say."
)
_vocabulary = click.option(
    "--vocabulary",
    metavar="FILE",
    envvar="CLAIMPACK_VOCABULARY",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with the columns label and curie: new concepts get the identifiers that it has under their labels.",
)


def record_command(
    name: str, callback: Callable[..., None], params: list[click.Parameter], help_: str
) -> click.Command:
    """A command that writes records, with the options that all of them have."""
    made = click.Command(name, callback=callback, params=params, help=help_)
    common = (openpackage.registry_or_nearest, commonoptions.articles, _add_missing, _vocabulary, commonoptions.today)
    for add in common:
        made = add(made)
    return made


def option(column: str) -> str:
    """The option of a column."""
    return f"--{column.replace('_', '-')}"


def help_of(field: Field) -> str:
    """What a column holds, for the help of its option."""
    words = f" One of {', '.join(field.words)}." if field.words else ""
    return f"{field.description}{words}{' Required.' if field.required else ''}"


def column_option(field: Field, *others: str, about: str = "") -> click.Option:
    """The option of a column, and other names of it."""
    return click.Option(
        [option(field.name), *others, field.name],
        type=commonoptions.TEXT,
        metavar="TEXT" if not field.words else "WORD",
        help=about or help_of(field),
    )


def concept_options(schema: TableSchema) -> list[click.Parameter]:
    """For each column that names one concept the options that say what a new one is called and what is broader."""
    made: list[click.Parameter] = []
    for field in schema.fields.values():
        if field.concept_kind and not field.is_list:
            label, broader = f"Add the {field.name}, if it is not there, by this name.", "What is broader than it."
            made.append(click.Option([f"{option(field.name)}-label"], type=commonoptions.TEXT, help=label))
            made.append(click.Option([f"{option(field.name)}-broader"], type=commonoptions.TEXT, help=broader))
    return made


def take_concepts(composing: Composing, given: Mapping[str, Any], *, add: bool) -> None:
    """Adds the concepts that options describe, or that are named and missing if ``add``.

    Raises:
        click.UsageError: if what is said to be broader is not there and is not to be added.
    """
    if composing.schema.name == "concepts":  # whose broader ones are of its kind
        composing.row |= {name: given[name] for name in ("concept_id", "kind") if given.get(name)}
    for field in composing.schema.fields.values():
        value = given.get(field.name)
        if value is None or composing.kind_named(field) is None:
            continue
        value = composing.completed(field, value)
        kind = str(composing.kind_named(field))
        label, broader = given.get(f"{field.name}_label"), given.get(f"{field.name}_broader") or ""
        missing = composing.missing_concepts(field, value)
        if not missing or not (add or label):
            if label and missing == []:
                raise click.UsageError(f"{option(field.name)}-label is for a new {kind}, and {value} is there already.")
            continue
        known = {choice.value for choice in composing.choices(field)} | set(missing)
        above = [item for item in split_items(broader) if item not in known]
        if above and not add:
            what = f"{option(field.name)}-broader names {listed(above)}, which is not there"
            raise click.UsageError(f"{what}: add --add-missing to add it too.")
        for item in above:
            composing.add_concept(item, kind)
        for item in missing:
            composing.add_concept(item, kind, label=label or "", broader=";".join(split_items(broader)))
