"""Writes a build: every file, and the schemas that they follow, as one folder that takes the old one's place whole."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from validator.exports.bundle import Bundle
from validator.package.replacefolder import replaced_folder
from validator.package.schemas import FOLDER as SCHEMAS

EXPORTS = ("document", "lines", "csl", "report", "linkeddata")
"""The modules that make a file each: its name is ``FILE``, and ``pieces`` gives its text."""

SCHEMA_FILES = ("claims.schema.json", "claim.schema.json", "report.schema.json")


_A_STEP = 1000
"""So many pieces of text are written between two calls of ``step``."""


class _Export(Protocol):
    """A module that makes a file."""

    FILE: str

    def pieces(self, bundle: Bundle) -> Iterator[str]:
        """The file's text, bit by bit."""


class ForeignFolderError(Exception):
    """The folder to write to holds something that no build put there; the message says what."""


def file_names() -> list[str]:
    """The files of a build, as paths in its folder."""
    return [*(_module(name).FILE for name in EXPORTS), *(f"schemas/{name}" for name in SCHEMA_FILES)]


def write(bundle: Bundle, folder: Path, step: Callable[[], None] = lambda: None) -> list[Path]:
    """Writes the files of a build to ``folder`` and gives their paths.

    Args:
        bundle: what to write.
        folder: a new one, an empty one, or that of an earlier build, which is replaced in one step.
        step: called about as often as ``steps`` says.

    Raises:
        ForeignFolderError: if ``folder`` holds anything else, or is none.
        OSError: if the system refuses; the old folder stands.
    """
    check_folder(folder)
    with replaced_folder(folder) as new:
        for name in EXPORTS:
            module = _module(name)
            with (new / module.FILE).open("w", encoding="utf-8", newline="\n") as stream:
                for number, piece in enumerate(module.pieces(bundle)):
                    stream.write(piece)
                    if number % _A_STEP == 0:
                        step()
        (new / "schemas").mkdir()
        for name in SCHEMA_FILES:
            (new / "schemas" / name).write_bytes((SCHEMAS / name).read_bytes())
    return [folder / name for name in file_names()]


def steps(claims: int) -> int:
    """About how often ``write`` calls its ``step`` for so many claims, of which most pieces are made."""
    return len(EXPORTS) + 4 * claims // _A_STEP


def check_folder(folder: Path) -> None:
    """Sees to it that nothing but an earlier build is replaced.

    Raises:
        ForeignFolderError: if ``folder`` holds anything else, or is no folder.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignFolderError(f"{folder} is a file")
    known = {*file_names(), "schemas"}
    foreign = sorted(path for path in _paths(folder) if path not in known)
    if foreign:
        raise ForeignFolderError(f"{folder} holds {foreign[0]}, which is of no build")


def _paths(folder: Path) -> Iterator[str]:
    """What stands in the folder, and in its folder of schemas."""
    for path in folder.iterdir():
        yield path.name
        if path.name == "schemas" and path.is_dir() and not path.is_symlink():
            yield from (f"schemas/{below.name}" for below in path.iterdir())


def _module(name: str) -> _Export:
    export: _Export = importlib.import_module(f"validator.exports.{name}")
    return export
