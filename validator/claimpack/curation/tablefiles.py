"""Reads the files of a package's tables as they are, and replaces them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from claimpack.curation.tableedit import by_file
from claimpack.package.files import UnsafePathError, UnusableFileError, is_packed, read_inside
from claimpack.package.limits import DESCRIPTOR_BYTES, TABLE_BYTES
from claimpack.package.lock import locked
from claimpack.package.package import Package, TableFile
from claimpack.package.replacefolder import remove_left_folders
from claimpack.package.tableschema import TABLES
from claimpack.package.write import remove_left, replace_files

Contents = Mapping[str, tuple[str, bytes]]
"""For each table that is one uncompressed file, the path in the descriptor and the content of the file."""


class ChangedMeanwhileError(Exception):
    """A file has changed since it was read; the message names it."""


class TableContent(NamedTuple):
    """A file of a table, or one of several."""

    table: str
    path: str
    """As in the descriptor."""
    content: bytes
    """Unpacked."""


def file_contents(package: Package) -> tuple[list[TableContent], dict[str, str]]:
    """Every file of the tables, and for each table with an unreadable file the reason.

    Raises:
        OSError: if the system refuses to read one that was read when the package was loaded.
    """
    contents, unread = [], {}
    reasons = package.unread_tables()
    for name in TABLES:
        files = package.table_files.get(name, ())
        if files and all(each.state == "read" for each in files):
            for file in files:
                content = read_inside(package.root, file.path, TABLE_BYTES, unpack=True)
                contents.append(TableContent(name, file.path, content))
        else:
            unread[name] = reasons.get(name, "is not there")
    return contents, unread


def table_contents(package: Package) -> tuple[dict[str, tuple[str, bytes]], dict[str, str]]:
    """The tables that are one uncompressed file each, and for each other table the reason.

    Raises:
        OSError: if the system refuses to read one that was read when the package was loaded.
    """
    found, unread = file_contents(package)
    contents = {}
    for name, group in groupby(found, key=lambda each: each.table):
        files = list(group)
        if len(files) > 1:
            unread[name] = f"{name} is in {len(files):,} files"
        elif is_packed(files[0].path):
            unread[name] = f"{files[0].path} is compressed"
        else:
            contents[name] = files[0].path, files[0].content
    return contents, unread


def replace_tables(
    package: Package,
    after: Mapping[str, bytes],
    beside: Mapping[Path, bytes] | None = None,
    waiting: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Replaces tables, keeping each record in its file; see ``replace_files_of_tables``.

    Args:
        package: the package that the new tables were made from.
        after: the new content of each table to replace.
        beside: other files to write with them.
        waiting: called with the name of whoever else is writing, if that takes longer than a moment.

    Returns:
        the paths of the tables' files that were written.
    """
    written: dict[str, bytes] = {}
    for name, content in after.items():
        one = len(package.table_files[name]) == 1  # perhaps a file that could not be read as a table
        written |= {package.table_files[name][0].path: content} if one else by_file(package.table(name), content)
    replace_files_of_tables(package, written, beside, waiting)
    return list(written)


def replace_files_of_tables(
    package: Package,
    after: Mapping[str, bytes],
    beside: Mapping[Path, bytes] | None = None,
    waiting: Callable[[str], None] = lambda _: None,
) -> None:
    """Replaces files of tables, if they have not changed since the package was loaded.

    All new files are written before the first is moved into place. The package is locked meanwhile. Leftovers of
    earlier commands that were killed are removed.

    Args:
        package: the package that the new files were made from.
        after: the content of each new file by its path in the descriptor.
        beside: other files to write with them.
        waiting: called with the name of whoever else is writing, if that takes longer than a moment.

    Raises:
        ChangedMeanwhileError: if somebody has saved one of the tables since; nothing is written.
        LockedError: if somebody else is writing and does not finish; nothing is written.
        OSError: if the system refuses.
    """
    if not after and not beside:
        return
    with locked(package.root, waiting):
        _remove_left(package)
        files = dict(beside or {})
        if package.root / package.descriptor.path in files:
            _refuse_other_descriptor(package)
        by_path = {file.path: file for file in package.all_table_files}
        files |= {_unchanged(package, by_path[path]): content for path, content in after.items()}
        replace_files(files)


def _refuse_other_descriptor(package: Package) -> None:
    """Refuses a descriptor that has changed since it was read."""
    try:
        content = read_inside(package.root, package.descriptor.path, DESCRIPTOR_BYTES)
    except (UnsafePathError, UnusableFileError, FileNotFoundError):
        content = b""
    if content.decode("utf-8-sig", "replace") != package.descriptor.text:
        what = f"{package.descriptor.path} was changed by somebody else in the meantime"
        raise ChangedMeanwhileError(f"{what}: try again")


def _remove_left(package: Package) -> None:
    """Removes what killed commands have left in the package's folder, its tables' folders and beside it."""
    root = Path(os.path.realpath(package.root))
    files = (root / file.path for file in package.all_table_files if file.state == "read")
    remove_left({root, *(Path(os.path.realpath(file.parent)) for file in files)}, of_tables=True)
    for folder in (root, root.parent):
        remove_left_folders(folder)


def _unchanged(package: Package, file: TableFile) -> Path:
    """The real path of a table's file, if it is still in the package and has not changed."""
    target = Path(os.path.realpath(package.root / file.path))
    try:
        content = read_inside(package.root, file.path, TABLE_BYTES)
    except UnsafePathError:
        what = f"{file.path} is a link to {target}, which is outside the package"
        raise ChangedMeanwhileError(f"{what}: nothing was written, take the link away") from None
    except (UnusableFileError, FileNotFoundError):
        content = b""
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise ChangedMeanwhileError(f"{file.path} was changed by somebody else in the meantime: try again")
    return target
