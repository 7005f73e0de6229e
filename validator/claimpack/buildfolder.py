"""Writes a build: all files and their schemas, in a folder that replaces the old one as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from claimpack.exports import claimsjson, claimsjsonld, claimsndjson, csl, fhir, messages, report, rocrate
from claimpack.exports.packagerecords import Bundle
from claimpack.package.limits import BUILD_BYTES, BUILT_A_RECORD
from claimpack.package.package import Package
from claimpack.package.replacefolder import replaced_folder
from claimpack.package.schemas import FOLDER as SCHEMAS
from claimpack.package.schemas import read_schema
from claimpack.page import inbuild


class Export(Protocol):
    """A module that makes a file of a build."""

    FILE: str

    def pieces(self, bundle: Bundle) -> Iterator[str]:
        """The file's text, bit by bit."""


EXPORTS: tuple[Export, ...] = (claimsjson, claimsndjson, csl, report, claimsjsonld, fhir, messages, inbuild, rocrate)

SCHEMA_FILES = ("claims.schema.json", "claim.schema.json", "report.schema.json", "claimpack.d.ts")
"""The schemas of the files, and the TypeScript types made from them."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that file managers leave in a folder."""

_ANOTHER = "name a new folder, an empty one or the folder of an earlier build"

_TOO_LARGE = (
    "the files of the build would have more than {most:,} bytes, which is the limit for this number of records. "
    "Each claim is written with all its sources and caveats and with all estimates that bear on it: record fewer of "
    "them, or build the package in parts"
)
_A_STEP = 1000
"""How many pieces of text are written between two calls of ``step``."""


class ForeignFolderError(Exception):
    """The folder to write to has something that is not from a build, or is in use; the message says what."""


class BuildTooLargeError(Exception):
    """A build would be larger than its limit, so nothing was written; the message says what to do."""


def file_names() -> list[str]:
    """The paths of the files of a build in its folder."""
    return [*(export.FILE for export in EXPORTS), *(f"schemas/{name}" for name in SCHEMA_FILES)]


def write(bundle: Bundle, folder: Path, step: Callable[[], None] = lambda: None) -> list[Path]:
    """Writes the files of a build to ``folder`` and returns their paths.

    Args:
        bundle: what to write.
        folder: a new folder, an empty one, or the folder of an earlier build, which is replaced in one step.
        step: called about as often as ``steps`` says.

    Raises:
        ForeignFolderError: if ``folder`` has anything else, is not a folder, or is the current one.
        BuildTooLargeError: if the files would be larger than a build may be; the old folder stays.
        OSError: if the system refuses; the old folder stays.
    """
    check_folder(folder)
    most = most_bytes(bundle.package)
    left = most
    with replaced_folder(folder) as new:
        for export in EXPORTS:
            with (new / export.FILE).open("wb") as stream:
                for number, piece in enumerate(export.pieces(bundle)):
                    content = piece.encode("utf-8")
                    left -= len(content)
                    if left < 0:
                        raise BuildTooLargeError(_TOO_LARGE.format(most=most))
                    stream.write(content)
                    if number % _A_STEP == 0:
                        step()
        (new / "schemas").mkdir()
        for name in SCHEMA_FILES:
            (new / "schemas" / name).write_bytes(_standalone(name))
    return [folder / name for name in file_names()]


def _standalone(name: str) -> bytes:
    """A schema with those that it refers to as definitions of its own, so that any program can take it alone.

    They are without names of their own: many programs find a definition from the beginning of the file alone.
    """
    content = (SCHEMAS / name).read_text(encoding="utf-8")
    others = [other for other in SCHEMA_FILES if other.endswith(".json") and other != name]
    used = {other: address for other in others if f'"{(address := read_schema(other)["$id"])}#' in content}
    if not used:
        return content.encode()
    for other, address in used.items():
        content = content.replace(f'"{address}#', f'"#/$defs/{other}')
    schema = json.loads(content)
    for other in used:
        inner = json.loads((SCHEMAS / other).read_text(encoding="utf-8").replace('"#/', f'"#/$defs/{other}/'))
        schema["$defs"][other] = {key: value for key, value in inner.items() if key not in ("$schema", "$id")}
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def most_bytes(package: Package) -> int:
    """The limit for the total size of a build of this package."""
    return max(BUILD_BYTES, BUILT_A_RECORD * sum(len(table) for table in package.tables.values()))


def steps(claims: int) -> int:
    """About how often ``write`` calls ``step`` for this many claims."""
    return len(EXPORTS) + 4 * claims // _A_STEP


def check_folder(folder: Path) -> None:
    """Makes sure that only an earlier build is replaced, and not the current folder.

    Raises:
        ForeignFolderError: if ``folder`` has anything else, is not a folder, is a mount point, or contains the current
            folder.
    """
    check_replaceable(folder)
    if not folder.exists():
        return
    found = dict(_paths(folder))
    foreign = sorted(path for path, is_file in found.items() if path not in file_names() or not is_file)
    if foreign:
        raise ForeignFolderError(f"{folder} holds {foreign[0]}, which is not part of a build: {_ANOTHER}")
    if found and not begins_with(folder / claimsjson.FILE, claimsjson.BEGINNING):
        raise ForeignFolderError(f"{folder} holds {min(found)}, but no {claimsjson.FILE} of a build: {_ANOTHER}")


def check_replaceable(folder: Path) -> None:
    """Makes sure that a folder can be replaced as a whole.

    Raises:
        ForeignFolderError: if ``folder`` is not a folder, is a mount point, or contains the current folder.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignFolderError(f"{folder} is a file: name a folder")
    if folder.resolve().is_mount():
        inside = f"name a folder in it, such as {folder / 'dist'}"
        raise ForeignFolderError(f"{folder} is a mount point, which can't be replaced whole: {inside}")
    if Path.cwd().is_relative_to(folder.resolve()):
        raise ForeignFolderError(f"{folder} is the current folder or one above it, and would be replaced: name another")


def _paths(folder: Path) -> Iterator[tuple[str, bool]]:
    """The paths in the folder and in its ``schemas`` folder, and whether each is a file."""
    for path in folder.iterdir():
        if path.name == "schemas" and path.is_dir() and not path.is_symlink():
            yield from ((f"schemas/{below.name}", below.is_file()) for below in path.iterdir())
        elif path.name not in LITTER:
            yield path.name, path.is_file()


def begins_with(file: Path, beginning: str) -> bool:
    """Whether it is a regular file that begins with this text."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(len(beginning.encode())) == beginning.encode()
