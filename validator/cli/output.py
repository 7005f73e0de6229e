"""Writes results: to the terminal, or whole to a file and then into its place."""

from __future__ import annotations

import os
from pathlib import Path

import click

from validator.cli.exits import INCOMPLETE
from validator.package.write import write_atomically


class OutputError(click.ClickException):
    """A file could not be written."""

    exit_code = INCOMPLETE


def write_result(text: str, file: Path | None) -> None:
    """Writes ``text`` to ``file``, or to standard output if there is none; colours go only to a terminal.

    Raises:
        OutputError: if the file can't be written.
    """
    if file is None:
        click.echo(text, nl=False, color=_wants_colour())
        return
    try:
        write_atomically(file, click.unstyle(text).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{file} can't be written: {error.strerror}") from None


def _wants_colour() -> bool | None:
    """False where ``NO_COLOR`` is set to anything; else None, which leaves it to whether a terminal is there."""
    return False if os.environ.get("NO_COLOR") else None
