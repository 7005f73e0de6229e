"""Replaces a file's content whole: whatever happens on the way, the old content or the new stands there."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Writes ``content`` beside ``file`` and then moves it into place, keeping the old file's permissions.

    A symbolic link is followed, so that the file behind it is replaced and the link stays. What is no regular file,
    such as ``/dev/stdout``, is written to directly.

    Raises:
        OSError: if the system refuses; the old content stands.
    """
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
    else:
        replace_files({file: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Replaces several regular files; every new one is written before the first is moved into place.

    Raises:
        OSError: if the system refuses to write one; all old files stand.
    """
    with contextlib.ExitStack() as stack:
        staged = [(_stage(Path(os.path.realpath(file)), content, stack), file) for file, content in contents.items()]
        for temporary, file in staged:
            temporary.replace(os.path.realpath(file))


def _stage(target: Path, content: bytes, stack: contextlib.ExitStack) -> Path:
    """Writes ``content`` to a new file beside ``target``; it is gone at the end of ``stack`` if it was not moved.

    Raises:
        OSError: if the system refuses; it names ``target``.
    """
    if target.exists() and not os.access(target, os.W_OK):  # moving a new file into its place would not ask
        raise PermissionError(errno.EACCES, "it is read-only", str(target))
    try:
        return _written_beside(target, content, stack)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def _written_beside(target: Path, content: bytes, stack: contextlib.ExitStack) -> Path:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    stack.callback(temporary.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.chmod(mode)
    return temporary


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
