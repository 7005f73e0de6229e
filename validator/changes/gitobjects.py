"""Reads what stands in git's store: which object a name stands for, which files a commit has, and what they hold."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from validator.changes.gitprogram import GitError, TooMuchError, run_git
from validator.wording import printable

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
LISTING_BYTES = 67_108_864
"""The longest list of a revision's files that is taken in: about half a million files."""
LINE_BYTES = 65_536
_LFS = b"version https://git-lfs.github.com/spec/"
_LFS_BYTES = 1_024
_BY_FOLDER = "check the revision out to a folder of its own (git worktree add) and name that"
NOT_FOLLOWED = {"120000": "is a symbolic link, and none is followed", "160000": "is in a submodule, which is not read"}


class RevisionError(Exception):
    """A revision can't be read as a package; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tree."""

    mode: str
    object_id: str


def object_id(name: str) -> str:
    """The id of what ``name`` stands for; blank if it stands for nothing, or for no single object."""
    try:
        answer = run_git(["rev-parse", "--verify", "--quiet", "--end-of-options", name], most=LINE_BYTES)
    except (GitError, TooMuchError):
        return ""
    found = answer.decode("ascii", "replace").removesuffix("\n")
    return found if _OBJECT.fullmatch(found) else ""


def content_of(files: dict[str, Entry], path: str, limit: int) -> tuple[bytes | None, str]:
    """What a file of a revision holds; or None, and why it was not read.

    Raises:
        RevisionError: if git can't be run any more.
    """
    above = (str(parent) for parent in PurePosixPath(path).parents)
    entry = files.get(path) or next((files[parent] for parent in above if parent in files), None)
    if entry is None:
        return None, "is not there"
    if entry.mode in NOT_FOLLOWED:
        return None, NOT_FOLLOWED[entry.mode]
    if path not in files:
        return None, "is not there"
    try:
        content = run_git(["cat-file", "blob", entry.object_id], most=limit)
    except TooMuchError:
        return None, f"has more than {limit:,} bytes, which is the limit"
    except GitError:
        return None, "is not in this clone, which has only a part of the files: git fetch --refetch gets the rest"
    if len(content) < _LFS_BYTES and content.startswith(_LFS):
        return None, f"is kept in Git LFS, and the revision has only a pointer to it: {_BY_FOLDER}"
    return content, ""


def kind_of(name: str) -> str:
    """What the object of this id is: blob, tree or commit; blank if there is none."""
    if not name:
        return ""
    try:
        return run_git(["cat-file", "-t", name], most=LINE_BYTES).decode("ascii", "replace").strip()
    except (GitError, TooMuchError):
        return "commit"  # of a submodule, whose objects are in another repository


def files_below(commit: str, folder: str, place: str) -> dict[str, Entry]:
    """Every file below a folder of a commit, by its path from there.

    Raises:
        RevisionError: if they can't be listed.
    """
    try:
        listing = run_git(["ls-tree", "-z", "-r", "--full-tree", f"{commit}:{folder}"], most=LISTING_BYTES)
    except TooMuchError:
        raise RevisionError(f"{place} holds too many files: name the package's own folder") from None
    except GitError as error:
        raise RevisionError(f"{place} can't be read: {first_line(error)}") from None
    return entries_of(listing)


def entries_of(listing: bytes) -> dict[str, Entry]:
    """What ``git ls-tree -z`` lists, by its path."""
    entries = {}
    for line in listing.split(b"\0"):
        about, _, path = line.partition(b"\t")
        mode, _, rest = about.decode("ascii", "replace").partition(" ")
        if path:
            entries[os.fsdecode(path)] = Entry(mode, rest.partition(" ")[2])
    return entries


def first_line(error: GitError) -> str:
    """The first line of what git complained about, which says what is wrong; those after it are advice or repeat it."""
    return printable(str(error).split("\n", 1)[0].removeprefix("fatal: "))
