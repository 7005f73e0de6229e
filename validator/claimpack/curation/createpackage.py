"""Makes a new, empty package. If that is interrupted, another call writes the files that are missing."""

from __future__ import annotations

import errno
import json
import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from claimpack.curation.columnguide import column_guide
from claimpack.curation.tableedit import as_csv
from claimpack.package.descriptor import DESCRIPTOR_NAME
from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside
from claimpack.package.limits import TABLE_BYTES
from claimpack.package.lock import locked
from claimpack.package.replacefolder import made_folder, remove_left_folders
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.package.write import refuse_dangling, remove_left, replace_files
from claimpack.wording import listed

LICENSES = {
    "CC0-1.0": ("Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
}
"""The licences for a new package by their SPDX identifiers, each with its title and address."""
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_ATTRIBUTES = b"""\
# Lines end with LF in every clone, also on Windows: tables are compared byte by byte.
*.csv text eol=lf
*.json text eol=lf
"""


def package_name(text: str) -> str:
    """A package name made from any text: lower-case letters, digits and hyphens; ``claims`` if none are left.

    >>> package_name("Thérapie à la lumière")
    'therapie-a-la-lumiere'
    """
    plain = "".join(character for character in unicodedata.normalize("NFKD", text) if character.isascii())
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "claims"


def new_package(name: str, title: str, license_: str) -> dict[str, bytes]:
    """The files of a new package by their paths, its descriptor last.

    Args:
        name: a short name that can be part of an address, as ``package_name`` makes it.
        title: its name for readers.
        license_: one of ``LICENSES``.
    """
    files = {f"claims/{table}.csv": as_csv(list(table_schema(table).fields), []) for table in TABLES}
    files["claims/README.md"] = column_guide().encode("utf-8")
    files[".gitattributes"] = _ATTRIBUTES
    guide = Path(__file__).with_name("packageguide.md").read_text(encoding="utf-8")
    files["README.md"] = guide.format(title=title).encode("utf-8")
    descriptor = json.dumps(_descriptor(name, title, license_), indent=2, ensure_ascii=False) + "\n"
    files[DESCRIPTOR_NAME] = descriptor.encode("utf-8")
    return files


def _descriptor(name: str, title: str, license_: str) -> dict[str, Any]:
    license_title, address = LICENSES[license_]
    resources = [
        {
            "name": table,
            "type": "table",
            "title": table_schema(table).descriptor["title"],
            "description": table_schema(table).descriptor["description"],
            "path": f"claims/{table}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        }
        for table in TABLES
    ]
    return {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "version": "0.1.0",
        "licenses": [{"name": license_, "path": address, "title": license_title}],
        "resources": resources,
    }


class InTheWayError(Exception):
    """Something is where the new package's files would be; the message says what, and what to do."""


def make_package(
    directory: Path, files: Mapping[str, bytes], waiting: Callable[[str], None] = lambda _: None
) -> tuple[int, int]:
    """Writes the files of a new package; returns how many were written, and how many tables were there already.

    A folder that does not exist is made with all its files in one step. In an existing folder the files are written one
    after the other, the descriptor last; after a kill in between, another call writes those that are missing. What is
    there already stays: a README, and a table that begins like a new one.

    Args:
        directory: the folder.
        files: by their paths, the descriptor last.
        waiting: called with the name of whoever else is writing there, if that takes longer than a moment.

    Raises:
        InTheWayError: if something else is where a file would be, or a link leads elsewhere; nothing is written.
        LockedError: if somebody else is writing there and does not finish; nothing is written.
        OSError: if the system refuses.
    """
    refuse_dangling(directory)
    remove_left_folders(Path(os.path.realpath(directory)).parent)
    if not directory.exists():
        _make_whole(directory, files)
        return len(files), 0
    _look(directory, files)  # where something is in the way, not even a lock is left in the folder
    with locked(directory, waiting):
        missing, kept = _look(directory, files)
        folders = {(directory / path).parent for path in missing}
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        remove_left(folders | {directory}, of_tables=True)
        replace_files({directory / path: files[path] for path in missing})
        return len(missing), kept


def _make_whole(directory: Path, files: Mapping[str, bytes]) -> None:
    try:
        with made_folder(directory) as new:
            for path, content in files.items():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (new / path).write_bytes(content)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST) and directory.exists():
            what = f"{directory} was made by somebody else in the meantime"
            raise InTheWayError(
                f"{what}: look into it, and name another folder if it is not the one you want"
            ) from None
        raise


def _look(directory: Path, files: Mapping[str, bytes]) -> tuple[list[str], int]:
    """The files that are missing, and how many tables are there already, with or without records."""
    missing, foreign, tables = [], [], 0
    for path, content in files.items():
        file = directory / path
        _refuse_links(directory, file)
        if not os.path.lexists(file):
            missing.append(path)
        elif file.suffix == ".csv" and _begins_with(directory, path, content):
            tables += 1
        elif file.name not in ("README.md", ".gitattributes"):
            foreign.append(path)
    if foreign:
        raise InTheWayError(f"{directory} holds {listed(foreign)} already; name another folder")
    return missing, tables


def _begins_with(directory: Path, path: str, content: bytes) -> bool:
    try:
        return read_inside(directory, path, TABLE_BYTES).startswith(content)
    except (UnsafePathError, UnusableFileError, FileNotFoundError):
        return False


def _refuse_links(directory: Path, file: Path) -> None:
    """Refuses to write through a link that leads nowhere or out of the folder."""
    root = Path(os.path.realpath(directory))
    for each in (file.parent, file):
        real = Path(os.path.realpath(each))
        if each.is_symlink() and (not each.exists() or not real.is_relative_to(root)):
            where = "which is not there" if not each.exists() else f"which is not in {directory}"
            advice = "nothing was written, take the link away or name another folder"
            raise InTheWayError(f"{each} is a link to {real}, {where}: {advice}")
