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
        inside = _real(target).is_relative_to(_real(root))
    except _LoopError:
        raise UnsafePathError("runs in a circle of symbolic links") from None
    if not inside:
        raise UnsafePathError("leads out of the package through a symbolic link")
    return target


class _LoopError(Exception):
    """Symbolic links that lead back to themselves."""


def _real(path: Path) -> Path:
    """The path with symbolic links followed as far as they lead."""
    try:
        return path.resolve(strict=True)
    except RuntimeError:  # what Python 3.12 and older raise for a loop
        raise _LoopError from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _LoopError from None
        return path.resolve()


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
