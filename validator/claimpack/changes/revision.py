"""Reads a claims package from a git revision, without touching the working tree or the index.

Nothing is checked out and nothing is written: only the descriptor and its tables are read from git into memory.
"""

from __future__ import annotations

import os
import posixpath
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

from claimpack.changes.git import Commit, Entry, GitError, MissingError, NotFollowedError, ask_git, object_id
from claimpack.package.descriptor import DESCRIPTOR_NAME, read_descriptor
from claimpack.package.files import UnusableFileError, is_packed, unpacked
from claimpack.package.limits import DESCRIPTOR_BYTES
from claimpack.package.load import ReadFile, paths_of, read_table, take_files
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES
from claimpack.wording import printable, quoted

_SHALLOW = (
    'the clone is shallow: fetch the whole history (git fetch --unshallow, or "fetch-depth: 0" of the checkout in CI)'
)
_NAME_IT = "name the package's folder by --package PATH or as REVISION:PATH"
_LFS = b"version https://git-lfs.github.com/spec/"
_LFS_BYTES = 1_024


class RevisionError(Exception):
    """A revision can't be read as a package; the message says why and what to do."""


class NoPackageError(RevisionError):
    """The revision exists, but has no package at the given place."""

    def __init__(self, what: str, revision: Revision) -> None:
        super().__init__(f"{what}: {_NAME_IT}")
        self.what = what
        self.revision = revision


class Revision:
    """A commit of the current folder's repository, and a place in it where a package may be."""

    def __init__(self, given: str, package: str) -> None:
        """Looks it up.

        Args:
            given: a revision as git names it, ``main``, ``HEAD~1`` or a commit's id; or ``REVISION:PATH`` with the path
                from the top of the repository, or, if it begins with ``./`` or ``../``, from the current folder.
            package: the package's folder or descriptor, relative to the current folder, if ``given`` has no path.

        Raises:
            RevisionError: if there is no such revision, or git can't be run.
        """
        self.name, has_path, path = _split(given)
        if not _may_be_revision(self.name):
            what = "names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package"
            raise RevisionError(f"{quoted(given)} {what}")
        try:
            prefix = ask_git("rev-parse", "--show-prefix")
        except GitError as error:
            why = f", and no revision can be read: {error}"
            if "not a git repository" in str(error):
                why = ", nor a revision, since the current folder is in no git repository"
            raise RevisionError(f"{quoted(given)} is no file or folder here{why}") from None
        self.commit = _commit(self.name)
        self.where = _path(path, prefix) if has_path else _path_from_here(package, prefix)
        """The package's folder or descriptor, relative to the top of the repository; blank for the top."""

    def read(self, *, today: date) -> Package:
        """Reads the package.

        Raises:
            NoPackageError: if there is none.
            RevisionError: if it can't be read.
        """
        place = f"{quoted(self.where) if self.where else 'the top folder'} {'in' if self.where else 'of'} "
        place += quoted(self.name)
        try:
            with Commit(self.commit) as commit:
                return self._read(commit, place, today)
        except MissingError:
            raise NoPackageError(f"{place} is not there", self) from None
        except NotFollowedError as link:
            is_within = f"{quoted(link.path)}, in which {place} would be," if link.path != self.where else place
            raise RevisionError(f"{is_within} {link}: {_NAME_IT}") from None
        except GitError as error:
            raise RevisionError(f"{place} {error}") from None

    def content_of(self, path: str, most: int) -> bytes:
        """The content of a file at ``path``, relative to the top of the repository.

        Raises:
            NoPackageError: if there is none.
            RevisionError: if it has more than ``most`` bytes, or it can't be read.
        """
        try:
            with Commit(self.commit) as commit:
                return _content(commit, commit.top, path, most)
        except MissingError:
            raise NoPackageError(f"{quoted(path)} in {quoted(self.name)} is not there", self) from None
        except GitError as error:
            raise RevisionError(f"{quoted(path)} in {quoted(self.name)} {error}") from None

    def _read(self, commit: Commit, place: str, today: date) -> Package:
        entry = commit.find(self.where, commit.top)
        folder, file = (self.where, DESCRIPTOR_NAME) if entry.is_folder else posixpath.split(self.where)
        root = commit.find(folder, commit.top)
        try:
            descriptor = read_descriptor(file, _content(commit, root, file, DESCRIPTOR_BYTES))
        except MissingError:
            raise NoPackageError(f"{place} holds no {file}", self) from None
        except GitError as error:
            raise RevisionError(f"the {file} of {place} {error}") from None
        if not entry.is_folder and descriptor.content is None:
            what = f"{place} is no descriptor of a package"
            raise RevisionError(f"{what}: name its {DESCRIPTOR_NAME} or its folder as REVISION:PATH")
        package = Package(Path(f"{self.name}:{folder}"), descriptor, today=today)
        for resource in descriptor.resources:
            table = resource["name"]
            if table in TABLES and table not in package.table_files:
                paths = paths_of(descriptor, resource)
                take_files(package, read_table(table, paths, partial(_read_file, commit, root)))
        return package


def is_revision(name: str) -> bool:
    """Whether ``name`` is a commit of the current folder's repository, without a path."""
    return _may_be_revision(name) and bool(object_id(f"{name}^{{commit}}"))


def place_of(package: str) -> str | None:
    """The path of a package from the top of the current folder's repository; None if it is not in a repository."""
    try:
        return _path_from_here(package, ask_git("rev-parse", "--show-prefix"))
    except (GitError, RevisionError):
        return None


def shallow_hint() -> str:
    """What to do if the clone is shallow; blank if it is not, or there is no repository."""
    try:
        return _SHALLOW if ask_git("rev-parse", "--is-shallow-repository") == "true" else ""
    except GitError:
        return ""


def _read_file(commit: Commit, root: Entry, path: str, limit: int) -> ReadFile:
    """Reads a table's file below a folder."""
    try:
        content = _content(commit, root, path, limit)
        return ReadFile("read", unpacked(BytesIO(content), limit) if is_packed(path) else content)
    except (GitError, UnusableFileError) as error:
        return ReadFile("unusable", reason=str(error), size=error.size)


def _content(commit: Commit, root: Entry, path: str, limit: int) -> bytes:
    """The content of a file below a folder.

    Raises:
        GitError: if there is none, or it can't be read.
    """
    entry = commit.find(path, root)
    if entry.is_folder:
        raise MissingError("is not there")
    content = commit.read(entry, limit)
    if len(content) < _LFS_BYTES and content.startswith(_LFS):
        by_folder = "check out the revision to a new folder (git worktree add) and name that folder"
        raise GitError(f"is stored in Git LFS, and the revision has only a pointer to it: {by_folder}")
    return content


def _may_be_revision(name: str) -> bool:
    """Whether ``name`` is not an option and has no invisible characters; undecodable bytes are allowed."""
    shown = all(each.isprintable() or "\udc80" <= each <= "\udcff" for each in name)
    return bool(name) and not name.startswith("-") and shown


def _split(given: str) -> tuple[str, bool, str]:
    """The revision, whether a path follows it, and the path: split at the first colon outside of braces."""
    depth = 0
    for at, character in enumerate(given):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == ":" and depth == 0:
            return given[:at], True, given[at + 1 :]
    return given, False, ""


def _commit(name: str) -> str:
    found = object_id(f"{name}^{{commit}}")
    if found:
        return found
    here = f"{quoted(name)} is no file or folder here, nor a revision of the git repository"
    if ".." in name:
        base, _, head = name.replace("...", "..").partition("..")
        example = f'claimpack diff "$(git merge-base {base or "HEAD"} {head or "HEAD"})" {head or "HEAD"}'
        raise RevisionError(f"{quoted(name)} is a range: name its two ends separately, such as {example}")
    if object_id(f"refs/remotes/origin/{name}^{{commit}}"):
        raise RevisionError(f'{here}. Did you mean "origin/{printable(name)}"?')
    if object_id(name):
        raise RevisionError(f"{quoted(name)} is not a commit: name one, such as main or HEAD~1")
    hint = shallow_hint()
    what = f"; {hint}" if hint else ": git log and git tag list the revisions, git fetch gets new ones"
    raise RevisionError(f"{here}{what}")


def _path(path: str, prefix: str) -> str:
    """A path from the top of the repository without ``.``, ``..`` and doubled slashes; blank for the top.

    Raises:
        RevisionError: if it leads out of the repository.
    """
    is_from_here = path in (".", "..") or path.startswith(("./", "../"))
    plain = posixpath.normpath(posixpath.join(prefix, path) if is_from_here else path or ".")
    if plain.startswith(("/", "../")) or plain == "..":
        raise RevisionError(f"{quoted(path)} leads out of the git repository")
    return "" if plain == "." else plain


def _path_from_here(package: str, prefix: str) -> str:
    here = os.path.relpath(os.path.realpath(package)) if os.path.isabs(package) else package  # noqa: PTH117 - of text
    return _path(posixpath.join(".", here.replace(os.sep, "/")), prefix)
