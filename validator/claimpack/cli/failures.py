"""Turns errors of a package and its files into messages and exit codes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from claimpack.cli.output import OutputError
from claimpack.package.load import NotAPackageError
from claimpack.package.unavailable import Unavailable


@contextlib.contextmanager
def while_reading(where: str | Path, *wrong_use: type[Exception]) -> Iterator[None]:
    """A context that reads a package.

    Args:
        where: what to name in the message if the system names no file.
        wrong_use: further exceptions that mean wrong use.

    Raises:
        click.UsageError: on wrong use.
        OutputError: if a file can't be read.
    """
    refused: tuple[type[Exception], ...] = (NotAPackageError, *wrong_use)
    try:
        yield
    except refused as error:
        raise click.UsageError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or where} can't be read: {error.strerror}.") from None


@contextlib.contextmanager
def while_writing(where: str | Path, *wrong_use: type[Exception]) -> Iterator[None]:
    """A context that changes a package.

    Args:
        where: what to name in the message if the system names no file.
        wrong_use: further exceptions that mean wrong use.

    Raises:
        click.UsageError: on wrong use.
        OutputError: if a file can't be read or written, or somebody else changes it at the same time.
    """
    from claimpack.curation.tableedit import UneditableError  # noqa: PLC0415 - a check needs none of them
    from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
    from claimpack.package.lock import LockedError  # noqa: PLC0415

    refused: tuple[type[Exception], ...] = (NotAPackageError, UneditableError, *wrong_use)
    try:
        yield
    except refused as error:
        raise click.UsageError(f"{error}.") from None
    except Unavailable as error:
        why = "claimpack validate says why; claimpack fmt repairs what a spreadsheet changed"
        raise OutputError(f"{error}: {why}.") from None
    except (ChangedMeanwhileError, LockedError) as error:
        raise OutputError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or where} can't be read or written: {error.strerror}.") from None
