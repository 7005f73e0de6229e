"""Runs the command line and notes what it opens, imports and runs; sockets and other programs are refused.

    python -P watched.py NOTES ARGUMENT...

The notes are one JSON array of a kind and a path a line; ``test_sandbox`` reads them.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

REFUSED = (
    "socket.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "webbrowser.",
    "pty.spawn",
)
FILES = ("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink")


def watch(notes: str) -> None:  # noqa: C901 - one branch for each kind of event
    """Notes from now on. ``os.open`` may name a file relative to a folder, so it is noted by what it opened."""
    out = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    really_open = os.open

    def note(kind: str, what: object) -> None:
        text = os.fsdecode(what) if isinstance(what, str | bytes | os.PathLike) else repr(what)
        os.write(out, (json.dumps([kind, text]) + "\n").encode())

    def noted_open(path: Any, *arguments: Any, **named: Any) -> int:
        try:
            handle = really_open(path, *arguments, **named)
        except OSError:
            note("os.open failed", path)
            raise
        note("os.open", Path(f"/proc/self/fd/{handle}").readlink())
        return handle

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith(REFUSED):
            note("refused", event)
            raise PermissionError(f"{event} is refused")
        if event == "open" and given[1] is None:
            note("event of os.open", given[0])
        elif event == "open" and isinstance(given[0], int):
            pass  # a descriptor that was opened and noted before
        elif event in FILES:
            note(event, os.path.abspath(os.fsdecode(given[0] or ".")))  # noqa: PTH100 - pathlib would look at the disk
        elif event == "exec":
            note("exec", given[0].co_filename)
        elif event == "import" and given[1] is not None:
            note("import", given[1])

    os.open = noted_open
    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(sys.argv[1])
    sys.argv = ["claimpack", *sys.argv[2:]]
    runpy.run_module("claimpack", run_name="__main__")
