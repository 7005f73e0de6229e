"""Replaces a file as a whole: whatever happens meanwhile, either the old content or the new one is there."""

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
"""The name of a new file while it is written, beside the file that it will replace."""

_ABANDONED = 24 * 60 * 60
"""A file older than this many seconds is no longer being written."""


def write_atomically(file: Path, content: bytes) -> None:
    """Writes ``content`` beside ``file`` and then moves it into place, keeping the old file's permissions.

    A symbolic link is followed: the file behind it is replaced and the link stays; one that leads nowhere is refused.
    Something other than a regular file, such as ``/dev/stdout``, is written to directly.

    Raises:
        OSError: if the system refuses; the old content stays.
    """
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
        return
    remove_left([file.parent])
    _replace({file: content}, _OUTPUT)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Replaces several regular files; all new ones are written before the first is moved into place.

    Raises:
        OSError: if the system refuses to write one, or a link leads nowhere; all old files stay.
    """
    _replace(contents, _TABLE)


def remove_left(folders: Iterable[Path], *, of_tables: bool = False) -> None:
    """Removes what killed commands have left in the folders: new files that were never moved into place.

    Args:
        folders: where to look.
        of_tables: whether leftovers of ``replace_files`` are removed at once, since the package is locked and nobody
            else is writing. Others are removed when they are a day old.
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
    """Refuses a link that leads nowhere, since writing through it would make a file where nobody looks for it.

    Raises:
        FileNotFoundError: if ``path``, or a folder that it is in, is such a link; the message says where it leads.
    """
    for each in (path, *path.parents):
        if each.is_symlink() and not each.exists():
            link = f"it is a link to {os.path.realpath(each)}, which is not there"
            raise FileNotFoundError(errno.ENOENT, f"{link}: make that first or take the link away", str(each))


def sync(path: Path) -> None:
    """Makes the system write a file, or a folder's entries, to the disk."""
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
            with _errors_name(target):
                temporary.replace(target)
        for folder in {target.parent for _, target in staged}:
            with contextlib.suppress(OSError):  # the files are in their places
                sync(folder)


@contextlib.contextmanager
def _errors_name(target: Path) -> Iterator[None]:
    """Errors of the system name ``target``, and not the temporary file that nobody knows."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def _stage(target: Path, content: bytes, beginning: str, stack: contextlib.ExitStack) -> Path:
    """Writes ``content`` to a new file beside ``target``; ``stack`` removes it in the end if it was not moved.

    Raises:
        OSError: if the system refuses; it names ``target``.
    """
    if target.exists() and not os.access(target, os.W_OK):  # replacing it would not need its permission
        raise PermissionError(errno.EACCES, "it is read-only", str(target))
    with _errors_name(target):
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
    """Removes a new file that was not moved; if the system refuses, the next command that writes tries again."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
