"""Lets only one command at a time write to a package.

A command that writes locks ``.claimpack/lock`` in the package's real folder, so that all writers use the same file,
also over a network share. The system releases the lock when a process ends, however it ends. The file itself stays:
if it were removed, two commands could lock two files of the same name. git ignores the folder, which has its own
``.gitignore``.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import platform
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

FOLDER = ".claimpack"
"""The folder of the lock, in the package's folder."""

_IGNORED = b"# Here commands of Claimpack that write wait for each other. It may be deleted while none runs.\n*\n"
_QUIET = 1.0
"""A command waits this many seconds for another one before it says that it waits."""

_PATIENCE = 10.0
"""After that it waits this many seconds more."""

_LONGEST = 300
"""The name of whoever holds a lock has at most this many bytes."""


class LockedError(Exception):
    """Somebody else is writing to the package and does not finish; the message says who."""


@contextlib.contextmanager
def locked(root: Path, waiting: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Holds the lock of the package in the folder ``root``.

    Args:
        root: the folder, which exists.
        waiting: called with the name of whoever is writing, if that takes longer than a moment.

    Raises:
        LockedError: if somebody else holds it for too long.
        OSError: if the system gives no lock; its ``strerror`` says what follows from that.
    """
    root = Path(os.path.realpath(root))
    try:
        file = _place(root) / "lock"
        lock = _lock(file, stat.S_IMODE(root.stat().st_mode) & 0o666)
        _acquire(lock, root, lambda: waiting(_holder(file)))
    except LockedError:
        raise
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            why = f"you may not write there ({error.strerror})"
        else:
            why = f"it can't be locked ({error.strerror}), and without a lock two people could overwrite each other"
        raise OSError(error.errno, f"{why}; nothing was written", str(root)) from None
    try:
        with contextlib.suppress(OSError):
            _hide(file.parent)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.truncate(file, 0)  # nobody holds it any more
        lock.release()


def try_lock(file: Path, patience: float = 0) -> BaseFileLock | None:
    """A lock on ``file``, which is created if needed; None if somebody holds it or the system has no locks.

    Raises:
        FileNotFoundError: if its folder is removed meanwhile.
    """
    lock = _lock(file, 0o600)
    try:
        lock.acquire(timeout=patience)
    except FileNotFoundError:
        raise
    except OSError:
        return None
    return lock


def _lock(file: Path, mode: int) -> FileLock:
    return FileLock(
        file, mode=mode, fallback_to_soft=False, preserve_lock_file=True, thread_local=False, on_acquired=_sign
    )


def _acquire(lock: FileLock, root: Path, wait: Callable[[], None]) -> None:
    with contextlib.suppress(Timeout):
        lock.acquire(timeout=_QUIET)
        return
    wait()
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        who = _holder(Path(lock.lock_file))
        raise LockedError(f"{root} is being written to by {who}: nothing was written, try again later") from None


def _place(root: Path) -> Path:
    """The folder of the lock, with the permissions of the package's folder.

    Raises:
        OSError: if it can't be created, or if it is a link, which could lead anywhere.
    """
    place = root / FOLDER
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        place.chmod(stat.S_IMODE(root.stat().st_mode))
    if not stat.S_ISDIR(place.lstat().st_mode):
        raise OSError(errno.ENOTDIR, f"{FOLDER} in it is no folder: take it away")
    return place


def _hide(place: Path) -> None:
    """Makes git ignore the folder; a link in place of the file is removed, and never followed."""
    ignored = place / ".gitignore"
    if ignored.is_symlink() or not ignored.exists() or ignored.read_bytes() != _IGNORED:
        ignored.unlink(missing_ok=True)
        with ignored.open("xb") as stream:
            stream.write(_IGNORED)


def _sign(handle: int) -> None:
    """Writes into the locked file who holds it."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without a list of users
        who = "somebody"
    with contextlib.suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, f"{who} on {platform.node()}, process {os.getpid()}".encode()[:_LONGEST])


def _holder(file: Path) -> str:
    """Who holds the lock; some systems don't let others read that."""
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST).decode("utf-8", "replace") or "another command"
    except OSError:
        return "another command"
