"""Runs git to read from a repository, in such a way that the repository can't make it run, fetch or write anything.

Only plumbing is run that reads objects as they are stored: no filter, text conversion, hook or pager has a part in it.
What a repository's own configuration could still start is switched off, and a missing object is not fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

_SETTINGS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "protocol.allow=never",
)
_SURROUNDINGS = {
    "GIT_ALLOW_PROTOCOL": "none",  # unlike protocol.allow, it holds against what a repository says of one protocol
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_SECONDS = 600
"""The longest that one run of git may take."""
_MOST_TOLD = 10_000


class GitError(Exception):
    """Git could not be run, or refused; the message is what it said."""


class TooMuchError(Exception):
    """Git had more to say than is taken in."""


def run_git(arguments: Sequence[str], *, most: int, given: bytes = b"") -> bytes:
    """What git writes to its standard output in the current folder.

    Args:
        arguments: the command and its arguments, each passed on as it is, by no shell.
        most: the most bytes that are taken in.
        given: what git is given on its standard input.

    Raises:
        GitError: if there is no git, it fails, or does not come to an end.
        TooMuchError: if it writes more than ``most`` bytes.
    """
    command = [_program(), *_SETTINGS, *arguments]
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as questions:
        questions.write(given)
        questions.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell, and no argument begins with a dash
                command,
                stdin=questions,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env={**os.environ, **_SURROUNDINGS},
            )
        except (OSError, ValueError) as error:
            raise GitError(f"git can't be run: {error}") from None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(_SECONDS, stop)
        watch.start()
        with process:
            try:
                answer = _read(process, most)
                code = process.wait()
            finally:
                watch.cancel()
                process.kill()  # which does nothing to one that has ended
        if late.is_set():
            raise GitError(f"git did not answer within {_SECONDS} seconds")
        if code:
            complaints.seek(0)
            raise GitError(complaints.read(_MOST_TOLD).decode("utf-8", "replace").strip() or f"git ended with {code}")
    return answer


def _read(process: subprocess.Popen[bytes], most: int) -> bytes:
    if process.stdout is None:  # which never is, since it was asked for
        return b""
    answer = process.stdout.read(most + 1)
    if len(answer) > most:
        raise TooMuchError
    return answer


def _program() -> str:
    """Git as the system knows it: never one in the current folder, which may be that of a package.

    Raises:
        GitError: if there is none.
    """
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():
        raise GitError("there is no git program: install git, or name two folders")
    return found
