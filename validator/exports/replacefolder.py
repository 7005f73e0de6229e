"""Replaces a folder whole: whatever happens on the way, the old folder or the new one stands there."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_BESIDE = ".claimpack-build-"
"""What the names of the folders begin with that stand beside the one to replace, for as long as it takes."""

_ABANDONED = 24 * 60 * 60
"""After so many seconds nobody is still writing one of them."""


@contextlib.contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``folder`` when the block ends without an exception.

    It has the permissions of the old one. The two are exchanged in one step where the system can (Linux, macOS).
    Elsewhere the old one is moved aside first, so that a kill between two renamings leaves it beside, under another
    name. A symbolic link is followed.

    Raises:
        OSError: if the system refuses, with the name of ``folder``; the old folder stands.
    """
    target = Path(os.path.realpath(folder))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(target.parent)
        with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=target.parent, ignore_cleanup_errors=True) as beside:
            new = Path(beside) / "new"
            new.mkdir()
            yield new
            for path in (*new.rglob("*"), new):
                _sync(path)
            _put(new, target)
            _sync(target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _put(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    new.chmod(stat.S_IMODE(target.stat().st_mode))
    if _exchange(new, target):
        return
    aside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=target.parent)) / "old"
    try:
        target.rename(aside)
        new.rename(target)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        shutil.rmtree(aside.parent, ignore_errors=True)
        raise
    shutil.rmtree(aside.parent, ignore_errors=True)


def _remove_abandoned(parent: Path) -> None:
    """Removes what a kill left beside, but for what a kill between two renamings left: that is the old folder."""
    for left in parent.glob(f"{_BESIDE}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED and not (left / "old").exists():
                shutil.rmtree(left, ignore_errors=True)


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
