"""Reads the files of a package's tables as they are, and puts new ones in their places."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from validator.package.files import read_bytes, read_inside, resolve
from validator.package.limits import TABLE_BYTES
from validator.package.package import Package
from validator.package.tableschema import TABLES
from validator.package.write import replace_files

Contents = Mapping[str, tuple[str, bytes]]
"""For each table the path that the descriptor gives, and the content of its file."""


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was when it was read; the message names it."""


def table_contents(package: Package) -> tuple[dict[str, tuple[str, bytes]], dict[str, str]]:
    """The files of the tables, and for each that can't be read why.

    Raises:
        OSError: if the system refuses to read one that was read when the package was loaded.
    """
    contents, unread = {}, {}
    reasons = package.unread_tables()
    for name in TABLES:
        file = package.table_files.get(name)
        if file is not None and file.state == "read":
            contents[name] = file.path, read_inside(package.root, file.path, TABLE_BYTES)
        else:
            unread[name] = reasons.get(name, "is not there")
    return contents, unread


def replace_tables(package: Package, after: Mapping[str, bytes], beside: Mapping[Path, bytes] | None = None) -> None:
    """Replaces files of tables whole, if they still are what they were when the package was loaded.

    Every new file is written before the first takes its place.

    Args:
        package: the package that the new files were made from.
        after: for each table to replace its new file.
        beside: other files to write with them.

    Raises:
        ChangedMeanwhileError: if somebody has saved one of the tables since; nothing is written.
        OSError: if the system refuses.
    """
    files = dict(beside or {})
    for name, content in after.items():
        file = package.table_files[name]
        target = resolve(package.root, file.path)
        if hashlib.sha256(read_bytes(target, TABLE_BYTES)).hexdigest() != file.digest:
            raise ChangedMeanwhileError(f"{file.path} was changed by somebody else in the meantime: try again")
        files[target] = content
    replace_files(files)
