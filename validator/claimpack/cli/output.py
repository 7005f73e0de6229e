"""Writes results to standard output, or to a file that is replaced in one step."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.exits import INCOMPLETE

if TYPE_CHECKING:
    from claimpack.package.package import Package


class OutputError(click.ClickException):
    """Something could not be read or written, so the work is incomplete."""

    exit_code = INCOMPLETE


def belongs_to(file: Path, package: Package, *others: Path | None) -> bool:
    """Whether ``file``, which is to be written, is the package's descriptor, a file that it names, or one of others."""
    named = [package.root / each.path for each in package.named_files if each.state != "unsafe"]
    read = [package.root / package.descriptor.path, *named, *(other for other in others if other is not None)]
    return any(_is_same(file, other) for other in read)


def _is_same(file: Path, other: Path) -> bool:
    """Whether two paths lead to the same file, also through links or with other capitals."""
    if os.path.realpath(file) == os.path.realpath(other):
        return True
    try:
        return file.samefile(other)
    except OSError:
        return False


def write_result(text: str, file: Path | None) -> None:
    """Writes ``text`` to ``file``, or to standard output if there is none; colours go only to a terminal.

    If a reader such as ``head`` closes the pipe early, that is no failure. Characters that standard output can't encode
    are spelt out.

    Raises:
        OutputError: if it can't be written.
    """
    try:
        if file is None:
            show(text)
        else:
            from claimpack.package.write import write_atomically  # noqa: PLC0415 - not needed for help

            write_atomically(file, click.unstyle(text).encode("utf-8"))
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        raise OutputError(f"{file or 'standard output'} can't be written: {error.strerror}") from None


def write_lines(lines: Iterable[str]) -> None:
    """Writes lines to standard output, as ``write_result`` does."""
    write_result("".join(f"{line}\n" for line in lines), None)


def show(text: str) -> None:
    """Writes ``text`` to standard output and flushes it.

    Raises:
        OutputError: if standard output is closed.
        BrokenPipeError: if the reader has closed the pipe.
        OSError: if it can't be written.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    encoding = codecs.lookup(sys.stdout.encoding or "utf-8").name
    if encoding != "ascii":  # click takes ASCII for a missing locale, and writes UTF-8
        text = text.encode(encoding, "claimpack-spell").decode(encoding)
    click.echo(text, nl=False, color=_wants_colour())
    sys.stdout.flush()


def spell_what_cannot_be_encoded() -> None:
    """Makes standard output spell out characters that it can't encode, such as undecodable bytes in file names."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="claimpack-spell")


def drop_output() -> None:
    """Discards what is left in the buffer of standard output, after the reader has closed the pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Spells characters out as JSON does, so that JSON stays JSON in every encoding."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("claimpack-spell", _spell)


def _wants_colour() -> bool | None:
    """False if ``NO_COLOR`` is set and not empty; else None: colours if it is a terminal."""
    return False if os.environ.get("NO_COLOR") else None
