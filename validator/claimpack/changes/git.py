"""Reads from a git repository in such a way that the repository can't make git run, fetch or write anything.

Only commands that read stored objects are run: no filter, attribute, text conversion, hook or pager takes part.
Whatever a repository's configuration could still start is switched off, and missing objects are not fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, Self

from claimpack.wording import printable

_SETTINGS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never")
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
"""The longest time for one answer of git."""
FOLDER_BYTES = 67_108_864
"""The longest list of a folder's files that is read: about a million files."""
_LINE_BYTES = 65_536
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FOLDER = "40000"
_NOT_FOLLOWED = {"120000": "is a symbolic link, and none is followed", "160000": "is in a submodule, which is not read"}


class GitError(Exception):
    """Git can't be run, or can't read something; for a file, the message continues after its name.

    Attributes:
        size: the bytes of a file that is too large; else 0.
    """

    def __init__(self, message: str, size: int = 0) -> None:
        super().__init__(message)
        self.size = size


class MissingError(GitError):
    """There is no such file."""


class NotFollowedError(GitError):
    """A part of a file's path, ``path``, is a link or a submodule."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.path = path


def ask_git(*arguments: str) -> str:
    """What git answers in the current folder, without the line feed at its end.

    Raises:
        GitError: if there is no git, it fails, or does not finish; with the first line of its error message.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            _command(*arguments), env=_environment(), capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git can't be run: {error}") from None
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().split("\n", 1)[0].removeprefix("fatal: ")
        raise GitError(printable(complaint) or f"git ended with {done.returncode}")
    return os.fsdecode(done.stdout).removesuffix("\n")


def object_id(name: str) -> str:
    """The id of the object with this name; blank if there is none, or the name is ambiguous."""
    try:
        found = ask_git("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitError:
        return ""
    return found if _OBJECT.fullmatch(found) else ""


def files_of(commit: str) -> list[str]:
    """The paths of all files of a commit, from the top of the repository.

    Raises:
        GitError: if git can't list them.
    """
    listed = ask_git("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", commit)
    return listed.split("\0")[:-1]


class Entry(NamedTuple):
    """A file or a folder of a commit."""

    mode: str
    object_id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.mode == _FOLDER


class Commit:
    """The files of a commit, read from one process while this context is open."""

    def __init__(self, commit: str) -> None:
        self._id_bytes = len(commit) // 2
        self.top = Entry(_FOLDER, f"{commit}^{{tree}}")

    def __enter__(self) -> Self:
        """Starts git."""
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        command = _command("cat-file", "--batch")
        self._git: Any = subprocess.Popen(command, env=_environment(), **pipes)  # noqa: S603 - as above
        return self

    def __exit__(self, *_: object) -> None:
        """Ends it."""
        self._git.kill()
        self._git.communicate()

    def find(self, path: str, below: Entry) -> Entry:
        """The file or folder at ``path``, as seen from a folder.

        Raises:
            MissingError: if there is none.
            NotFollowedError: if a link or a submodule is on the way or there.
            GitError: if that can't be seen.
        """
        entry, parts = below, PurePosixPath(path).parts
        for number, part in enumerate(parts, 1):
            files = self._files(entry) if entry.is_folder else {}
            if part not in files:
                raise MissingError("is not there")
            entry = files[part]
            if entry.mode in _NOT_FOLLOWED:
                raise NotFollowedError("/".join(parts[:number]), _NOT_FOLLOWED[entry.mode])
        return entry

    def _files(self, folder: Entry) -> dict[str, Entry]:
        content = self.read(folder, FOLDER_BYTES)
        try:
            return dict(_entries(content, self._id_bytes))
        except ValueError:
            raise GitError("is in a folder that is damaged in the git repository") from None

    def read(self, entry: Entry, most: int) -> bytes:
        """What a file holds.

        Raises:
            GitError: if it has more than ``most`` bytes, this clone lacks it, or git fails or does not finish.
        """
        late = threading.Timer(_SECONDS, self._git.kill)
        late.start()
        try:
            self._git.stdin.write(f"{entry.object_id}\n".encode())
            self._git.stdin.flush()
            size = int(self._git.stdout.readline(_LINE_BYTES).split()[2])
            content: bytes = self._git.stdout.read(min(size, most) + 1)
        except (OSError, IndexError, ValueError):  # git answers "missing" without a size, or nothing
            content, size = b"", 0
        finally:
            late.cancel()
        if size > most:
            self.__exit__()
            self.__enter__()
            raise GitError(f"has more than {most:,} bytes, which is the limit", size)
        if len(content) <= size:  # git adds a line feed to the content
            raise GitError(
                "is not in this clone, which has only a part of the files: git fetch --refetch gets the rest"
            )
        return content[:-1]


def _entries(content: bytes, id_bytes: int) -> Iterator[tuple[str, Entry]]:
    """What a folder lists, as git stores it."""
    at = 0
    while at < len(content):
        end = content.index(b"\0", at)
        mode, _, name = content[at:end].partition(b" ")
        at = end + 1 + id_bytes
        yield os.fsdecode(name), Entry(mode.decode("ascii").lstrip("0"), content[end + 1 : at].hex())


def _command(*arguments: str) -> list[str]:
    """The git command with its settings; never a git in the current folder, which may belong to a package.

    Raises:
        GitError: if there is none.
    """
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():
        raise GitError("there is no git program: install git, or name two folders")
    return [found, "--no-pager", *_SETTINGS, *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, **_SURROUNDINGS}
