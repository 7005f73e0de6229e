"""Replaces a folder whole: whatever happens on the way, the old folder or the new one stands there."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextlib.contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``folder`` when the block ends without an exception.

    The two are exchanged in one step where the system can (Linux, macOS). Elsewhere the old one is moved aside first,
    so that a kill between two renamings leaves it under another name. A symbolic link is followed.

    Raises:
        OSError: if the system refuses; the old folder stands.
    """
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent, ignore_cleanup_errors=True) as beside:
        new = Path(beside) / "new"
        new.mkdir()
        yield new
        for file in new.rglob("*"):
            if file.is_file():
                _sync(file)
        if not target.exists():
            new.rename(target)
        elif not _exchange(new, target):
            old = Path(beside) / "old"
            target.rename(old)
            try:
                new.rename(target)
            except OSError:
                old.rename(target)
                raise
        _sync(target.parent)


def _sync(path: Path) -> None:
    """Has the system write a file or a folder's entries to the disk."""
    with contextlib.suppress(PermissionError):  # Windows opens no folder
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Makes two folders change places in one step; False where the system or the file system can't.

    Source: renameat2(2) of Linux and renamex_np(2) of macOS, for which Python has no function of its own.
    """
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
