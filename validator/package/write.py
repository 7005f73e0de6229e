"""Replaces a file's content whole: whatever happens on the way, the old content or the new stands there."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write_atomically(file: Path, content: bytes) -> None:
    """Writes ``content`` beside ``file`` and then moves it into place, keeping the old file's permissions.

    A symbolic link is followed, so that the file behind it is replaced and the link stays. What is no regular file,
    such as ``/dev/stdout``, is written to directly.

    Raises:
        OSError: if the system refuses; the old content stands.
    """
    target = Path(os.path.realpath(file))
    mode = None
    with contextlib.suppress(FileNotFoundError):
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            file.write_bytes(content)
            return
        mode = stat.S_IMODE(status.st_mode)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is None:
            umask = os.umask(0)
            os.umask(umask)
            mode = 0o666 & ~umask
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
