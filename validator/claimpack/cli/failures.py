"""Turns what may go wrong with a package and its files into a message and an exit code."""

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
    """Around what reads a package.

    Args:
        where: what could not be read, where the system names no file.
        wrong_use: further exceptions that mean that what is asked for can't be done.

    Raises:
        click.UsageError: if what is asked for can't be done.
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
    """Around what changes a package.

    Args:
        where: what could not be read or written, where the system names no file.
        wrong_use: further exceptions that mean that what is asked for can't be done.

    Raises:
        click.UsageError: if what is asked for can't be done.
        OutputError: if a file can't be read or written, or somebody else changes it in the meantime.
    """
    from claimpack.curation.tableedit import UneditableError  # noqa: PLC0415 - a check would wait for what it never uses
    from claimpack.curation.tablefiles import ChangedMeanwhileError  # noqa: PLC0415
    from claimpack.package.lock import LockedError  # noqa: PLC0415

    refused: tuple[type[Exception], ...] = (NotAPackageError, UneditableError, *wrong_use)
    try:
        yield
    except refused as error:
        raise click.UsageError(f"{error}.") from None
    except Unavailable as error:
        why = "claimpack validate says why; claimpack fmt mends what a spreadsheet did to a file"
        raise OutputError(f"{error}: {why}.") from None
    except (ChangedMeanwhileError, LockedError) as error:
        raise OutputError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or where} can't be read or written: {error.strerror}.") from None
