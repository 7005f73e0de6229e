"""Writes tables of a package, and says so while it waits for somebody else who does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.output import OutputError
from validator.wording import printable

if TYPE_CHECKING:
    from validator.package.package import Package


def replace_tables(package: Package, after: Mapping[str, bytes], beside: Mapping[Path, bytes] | None = None) -> None:
    """Replaces files of tables whole, if they still are what they were when the package was loaded.

    Raises:
        OutputError: if somebody else is writing and does not come to an end.
        ChangedMeanwhileError: if somebody has saved one of the tables since.
        OSError: if the system refuses.
    """
    from validator.curation import tablefiles  # noqa: PLC0415 - pandas comes with it

    with one_at_a_time():
        tablefiles.replace_tables(package, after, beside, say_who)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Tells plainly that somebody else is writing.

    Raises:
        OutputError: if that does not come to an end.
    """
    from validator.package.lock import LockedError  # noqa: PLC0415 - only where something is written

    try:
        yield
    except LockedError as error:
        raise OutputError(f"{error}.") from None


def say_who(who: str) -> None:
    """Says on standard error for whom the command waits."""
    click.echo(f"Waiting for {printable(who)}, who is writing to the package.", err=True)
