"""Opens files of a package: regular files under its folder, within a size limit, and no others."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path, PurePosixPath

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class UnsafePathError(Exception):
    """A path that leads, or could lead, out of the package; the message says how."""


class UnusableFileError(Exception):
    """A file that is not there or can't be taken in; the message says why."""


def resolve(root: Path, path: str) -> Path:
    """The file that ``path``, as a descriptor writes it, names under the folder ``root``.

    Raises:
        UnsafePathError: if it is not a plain relative path that stays inside ``root``, symbolic links followed.
    """
    if _SCHEME.match(path) or path.startswith("//"):
        raise UnsafePathError("is an address or a drive, and nothing is fetched")
    if path.startswith(("/", "~")):
        raise UnsafePathError("is absolute")
    if "\\" in path:
        raise UnsafePathError("has a backslash")
    if any(ord(character) < ord(" ") for character in path):
        raise UnsafePathError("has a control character")
    if ".." in PurePosixPath(path).parts:
        raise UnsafePathError('has ".." in it')
    target = root / path
    try:
        inside = target.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:  # a loop of symbolic links, or a name that is too long
        raise UnsafePathError("can't be followed") from error
    if not inside:
        raise UnsafePathError("leads out of the package through a symbolic link")
    return target


def read_bytes(file: Path, limit: int) -> bytes:
    """The content of a regular file of at most ``limit`` bytes.

    Raises:
        UnusableFileError: if it is no regular file or is larger.
        FileNotFoundError: if there is none.
        OSError: if the system refuses to read it.
    """
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (IsADirectoryError, NotADirectoryError):
        raise UnusableFileError("is not a regular file") from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UnusableFileError("has too long a name") from None
        raise
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise UnusableFileError("is not a regular file")
    with os.fdopen(handle, "rb") as stream:
        if status.st_size > limit:
            raise UnusableFileError(f"has {status.st_size:,} bytes; the limit is {limit:,}")
        return stream.read(limit + 1)
