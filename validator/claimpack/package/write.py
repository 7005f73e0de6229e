"""Replaces a file's content whole: whatever happens on the way, the old content or the new is there."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_TABLE, _OUTPUT = ".claimpack-table-", ".claimpack-output-"
_END = ".tmp"
_LEFT = re.compile(f"({re.escape(_TABLE)}|{re.escape(_OUTPUT)})[a-z0-9_]{{8}}{re.escape(_END)}")
"""What a new file is called while it is written beside the one that it will replace."""

_ABANDONED = 24 * 60 * 60
"""After this many seconds no program is still writing one of them."""


def write_atomically(file: Path, content: bytes) -> None:
    """Writes ``content`` beside ``file`` and then moves it into place, keeping the old file's permissions.

    A symbolic link is followed, so that the file behind it is replaced and the link stays; one that leads to nothing is
    refused. What is no regular file, such as ``/dev/stdout``, is written to directly.

    Raises:
        OSError: if the system refuses; the old content stays.
    """
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
        return
    remove_left([file.parent])
    _replace({file: content}, _OUTPUT)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Replaces several regular files; every new one is written before the first is moved into place.

    Raises:
        OSError: if the system refuses to write one, or a link leads to nothing; all old files stay.
    """
    _replace(contents, _TABLE)


def remove_left(folders: Iterable[Path], *, of_tables: bool = False) -> None:
    """Takes away what a kill has left in the folders: new files that never took their places.

    Args:
        folders: where to look.
        of_tables: whether what ``replace_files`` left may go at once, since nobody else can be writing there: the
            package is locked. Anything else goes when it is a day old.
    """
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _LEFT.fullmatch(entry.name) and (
                    (of_tables and entry.name.startswith(_TABLE))
                    or time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED
                ):
                    Path(entry.path).unlink()


def refuse_dangling(path: Path) -> None:
    """Nothing is written through a link that leads to nothing: it would make a file where nobody looks for it.

    Raises:
        FileNotFoundError: if ``path``, or a folder that it is in, is such a link; it says where that leads.
    """
    for each in (path, *path.parents):
        if each.is_symlink() and not each.exists():
            link = f"it is a link to {os.path.realpath(each)}, which is not there"
            raise FileNotFoundError(errno.ENOENT, f"{link}: make that first or take the link away", str(each))


def sync(path: Path) -> None:
    """Has the system write a file or a folder's entries to the disk."""
    with contextlib.suppress(PermissionError):  # Windows opens no folder
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(contents: Mapping[Path, bytes], beginning: str) -> None:
    with contextlib.ExitStack() as stack:
        staged = []
        for file, content in contents.items():
            refuse_dangling(file)
            target = Path(os.path.realpath(file))
            staged.append((_stage(target, content, beginning, stack), target))
        for temporary, target in staged:
            with _told_of(target):
                temporary.replace(target)
        for folder in {target.parent for _, target in staged}:
            with contextlib.suppress(OSError):  # the files are in their places
                sync(folder)


@contextlib.contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """What the system refuses meanwhile is said of ``target``, and not of a file that nobody knows."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def _stage(target: Path, content: bytes, beginning: str, stack: contextlib.ExitStack) -> Path:
    """Writes ``content`` to a new file beside ``target``; it is gone at the end of ``stack`` if it was not moved.

    Raises:
        OSError: if the system refuses; it names ``target``.
    """
    if target.exists() and not os.access(target, os.W_OK):  # moving a new file into its place would not ask
        raise PermissionError(errno.EACCES, "it is read-only", str(target))
    with _told_of(target):
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=beginning, suffix=_END, dir=target.parent)
        temporary = Path(name)
        stack.callback(_remove, temporary)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        return temporary


def _remove(temporary: Path) -> None:
    """Takes a new file away that was not moved; where the system refuses, the next command that writes does it."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
