"""The options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from claimpack.wording import quoted

C = TypeVar("C", bound=Callable[..., Any] | click.Command)


class _Text(click.types.StringParamType):
    """Text that can be written to a file: bytes that the terminal's encoding can't decode are refused."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as text."""
        text = str(super().convert(value, param, ctx))
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.fail(f"{quoted(text)} is not text in the encoding of this terminal.", param, ctx)
        return text


class _Name(click.types.StringParamType):
    """The name of a package, a file or a revision, which can't be empty."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name."""
        if value == "":
            self.fail("An empty name was given.", param, ctx)
        return str(super().convert(value, param, ctx))


NAME = _Name()
TEXT = _Text()
"""The type of an option whose text is written to a file."""


def current_day() -> date:
    """The current day in the user's time zone."""
    return datetime.now().astimezone().date()


class _Day(click.DateTime):
    """A day, year first."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx).date()
        except click.BadParameter:
            self.fail(f"{value!r} is not a day written year first, such as 2027-06-30.", param, ctx)


DAY = _Day(["%Y-%m-%d"])
"""The type of an option that is a day."""


def format_of(what: str, formats: Sequence[str]) -> Callable[[C], C]:
    """The option for the format of what a command writes."""
    choices = click.Choice(formats)
    return click.option(
        "--format", "format_", type=choices, default="text", show_default=True, help=f"The format of {what}."
    )


def output_of(what: str) -> Callable[[C], C]:
    """The option for the file to write; None is standard output."""
    return click.option(
        "--output",
        metavar="FILE",
        type=NAME,
        callback=lambda ctx, param, value: None if value in (None, "-") else Path(value),  # noqa: ARG005 - click's signature
        help=f"Write {what} to this file.",
    )


package = click.argument("package", default=".", type=NAME)
package_path = click.argument("package", default=".", type=click.Path(path_type=Path))
package_option = click.option(
    "--package",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path),
    help="A datapackage.json or the folder it is in.",
)
articles = click.option(
    "--article",
    "articles",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="The plain text of an article, to verify its passages against. May be given more than once.",
)
source_texts = click.option(
    "--source-text",
    "source_texts",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with texts of sources, each in a file SOURCE_ID.txt, to verify recorded numbers against.",
)
messages = click.option(
    "--messages",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The language of the page: a translated messages.json of a build.",
)
_RECORDS = "The registry.json that lists the package, for the records that it shares with others"
_REGISTRY = click.Path(exists=True, path_type=Path)
registry = click.option("--registry", metavar="FILE", type=_REGISTRY, help=f"{_RECORDS}.")
registry_or_nearest = click.option(
    "--registry",
    metavar="FILE",
    type=_REGISTRY,
    help=f"{_RECORDS}. If left out: the nearest one in the package's folder or above it, within the repository or the "
    "current folder.",
)
today_if_given = click.option("--today", metavar="DATE", type=DAY, help="Use this as the current day.")
today = click.option(
    "--today",
    metavar="DATE",
    type=DAY,
    callback=lambda ctx, param, value: value or current_day(),  # noqa: ARG005 - click's signature
    help="Use this as the current day.",
)
