"""The options by which the columns of a record are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from claimpack.cli import commonoptions
from claimpack.package.tableschema import Field, TableSchema

_add_missing = click.option(
    "--add-missing",
    is_flag=True,
    help="Add concepts that are named and do not exist; their labels are made from their ids.",
)
_vocabulary = click.option(
    "--vocabulary",
    metavar="FILE",
    envvar="CLAIMPACK_VOCABULARY",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with the columns label and curie: new concepts get the identifiers of their labels.",
)


def record_command(
    name: str, callback: Callable[..., None], params: list[click.Parameter], help_: str
) -> click.Command:
    """A command that writes records, with the options that all of them have."""
    made = click.Command(name, callback=callback, params=params, help=help_)
    for add in (
        commonoptions.package_option,
        commonoptions.registry_or_nearest,
        commonoptions.articles,
        _add_missing,
        _vocabulary,
        commonoptions.today,
    ):
        made = add(made)
    return made


def option(column: str) -> str:
    """The option of a column."""
    return f"--{column.replace('_', '-')}"


def help_of(field: Field) -> str:
    """The help of the option of a column."""
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
    """The options for the label and the broader concepts of a new concept, for each column that names one."""
    made: list[click.Parameter] = []
    for field in schema.fields.values():
        if field.concept_kind and not field.is_list:
            label, broader = (
                f"The label of the {field.name}, if it is a new concept.",
                "The concepts that are broader than it.",
            )
            made.append(click.Option([f"{option(field.name)}-label"], type=commonoptions.TEXT, help=label))
            made.append(click.Option([f"{option(field.name)}-broader"], type=commonoptions.TEXT, help=broader))
    return made
