"""Reads the files of a package's tables as they are, and puts new ones in their places."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside
from claimpack.package.limits import DESCRIPTOR_BYTES, TABLE_BYTES
from claimpack.package.lock import locked
from claimpack.package.package import Package, TableFile
from claimpack.package.replacefolder import remove_left_folders
from claimpack.package.tableschema import TABLES
from claimpack.package.write import remove_left, replace_files

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


def replace_tables(
    package: Package,
    after: Mapping[str, bytes],
    beside: Mapping[Path, bytes] | None = None,
    waiting: Callable[[str], None] = lambda _: None,
) -> None:
    """Replaces files of tables whole, if they still are what they were when the package was loaded.

    Every new file is written before the first takes its place. The package is locked from the look to the end. What a
    kill has left of an earlier attempt is taken away.

    Args:
        package: the package that the new files were made from.
        after: for each table to replace its new file.
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
        files |= {_unchanged(package, package.table_files[name]): content for name, content in after.items()}
        replace_files(files)


def _refuse_other_descriptor(package: Package) -> None:
    """Refuses a descriptor that is no longer what it was.

    Raises:
        ChangedMeanwhileError: if so.
    """
    try:
        content = read_inside(package.root, package.descriptor.path, DESCRIPTOR_BYTES)
    except (UnsafePathError, UnusableFileError, FileNotFoundError):
        content = b""
    if content.decode("utf-8-sig", "replace") != package.descriptor.text:
        what = f"{package.descriptor.path} was changed by somebody else in the meantime"
        raise ChangedMeanwhileError(f"{what}: try again")


def _remove_left(package: Package) -> None:
    """Takes away what a kill has left in the package's own folder, in those of its tables and around it."""
    root = Path(os.path.realpath(package.root))
    files = (root / file.path for file in package.table_files.values() if file.state == "read")
    remove_left({root, *(Path(os.path.realpath(file.parent)) for file in files)}, of_tables=True)
    for folder in (root, root.parent):
        remove_left_folders(folder)


def _unchanged(package: Package, file: TableFile) -> Path:
    """Where the table really is, if it still is in the package and what it was.

    Raises:
        ChangedMeanwhileError: if not.
    """
    target = Path(os.path.realpath(package.root / file.path))
    try:
        content = read_inside(package.root, file.path, TABLE_BYTES)
    except UnsafePathError:
        what = f"{file.path} leads to {target} by a link, which is not in the package"
        raise ChangedMeanwhileError(f"{what}: nothing was written, take the link away") from None
    except (UnusableFileError, FileNotFoundError):
        content = b""
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise ChangedMeanwhileError(f"{file.path} was changed by somebody else in the meantime: try again")
    return target
