"""Replaces a folder as a whole: whatever happens meanwhile, either the old folder or the new one is there."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import BaseFileLock

from claimpack.package.lock import try_lock
from claimpack.package.write import refuse_dangling
from claimpack.package.write import sync as _sync

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_BESIDE = ".claimpack-folder-"
"""The beginning of the names of temporary folders, which are beside the folder to replace.

Each holds a file that its writer keeps locked, so that a folder of a writer that was killed can be recognised.
"""

_LEFT = re.compile(f"{re.escape(_BESIDE)}[a-z0-9_]{{8}}")


@contextlib.contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``folder`` when the block ends without an exception.

    It has the permissions of the old one. Linux and macOS exchange the two in one step. Elsewhere the old one is moved
    aside first; after a kill between the two renamings, the next call moves it back. A symbolic link is followed; one
    that leads nowhere is refused.

    Raises:
        OSError: if the system refuses, with the name of ``folder``; the old folder stays.
    """
    with _filled(folder) as (new, target):
        yield new
        _sync_all(new)
        _put(new, target)


@contextlib.contextmanager
def made_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which becomes ``folder`` when the block ends without an exception.

    Raises:
        OSError: if the system refuses, or ``folder`` exists by then and is not empty.
    """
    with _filled(folder) as (new, target):
        yield new
        _sync_all(new)
        new.rename(target)


@contextlib.contextmanager
def _filled(folder: Path) -> Iterator[tuple[Path, Path]]:
    """An empty folder beside ``folder``, and the real path of ``folder``; leftovers are removed in the end."""
    try:
        refuse_dangling(folder)
        target = Path(os.path.realpath(folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_left_folders(target.parent)
        beside, lock = _begun(target.parent)
        try:
            new = beside / "new"
            new.mkdir()
            yield new, target
            _sync(target.parent)
        finally:
            _remove(beside, lock)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _begun(parent: Path) -> tuple[Path, BaseFileLock | None]:
    """A folder to write in, and the lock by which others see that it is in use."""
    while True:
        beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=parent))
        try:
            return beside, try_lock(beside / "lock", patience=1)
        except FileNotFoundError:  # another command took it for abandoned before it was locked
            continue


def _put(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    new.chmod(stat.S_IMODE(target.stat().st_mode))
    if _exchange(new, target):
        return
    aside = new.parent / "old" / target.name
    aside.parent.mkdir()
    try:
        target.rename(aside)
        new.rename(target)
    except BaseException:
        if aside.exists():
            aside.rename(target)
        raise


def remove_left_folders(parent: Path) -> None:
    """Removes what killed commands have left in ``parent``, and moves a folder back that was only moved aside."""
    for left in parent.glob(f"{_BESIDE}*"):
        if not _LEFT.fullmatch(left.name) or left.is_symlink():
            continue
        with contextlib.suppress(OSError):
            if not (left / "lock").exists():
                left.rmdir()  # only just begun or nearly gone, so that nothing is in it
                continue
            lock = try_lock(left / "lock")
            if lock is None:
                continue
            for old in (left / "old").glob("*"):
                if not (parent / old.name).exists():
                    old.rename(parent / old.name)
            _remove(left, lock)


def _remove(beside: Path, lock: BaseFileLock | None) -> None:
    """Removes a locked folder, the lock last; if the system refuses, the next call tries again."""
    for name in ("new", "old"):
        shutil.rmtree(beside / name, ignore_errors=True)
    if lock is not None:
        lock.release()
    with contextlib.suppress(OSError):
        (beside / "lock").unlink(missing_ok=True)
        beside.rmdir()


def _sync_all(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False if the system or the file system can't.

    Source: renameat2(2) of Linux and renamex_np(2) of macOS, for which Python has no function.
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
