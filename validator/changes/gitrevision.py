"""Reads a claims package as a git revision has it, without touching the working tree, the index or anything else.

Nothing is checked out and nothing is written: the descriptor and the tables that it names are taken from git's store
into memory, and no other file.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from validator.changes.gitobjects import (
    LINE_BYTES,
    LISTING_BYTES,
    NOT_FOLLOWED,
    Entry,
    RevisionError,
    content_of,
    entries_of,
    files_below,
    first_line,
    kind_of,
    object_id,
)
from validator.changes.gitprogram import GitError, TooMuchError, run_git
from validator.package.descriptor import Descriptor, Pointer, read_descriptor
from validator.package.limits import DESCRIPTOR_BYTES, TABLE_BYTES
from validator.package.load import DESCRIPTOR_NAME, take_table
from validator.package.package import Package, TableFile
from validator.package.tableschema import TABLES
from validator.wording import printable, quoted

_MOST_DESCRIPTORS = 100
"""So many descriptors of a revision are looked into for one that was moved."""
_SHALLOW = (
    'the clone is shallow: fetch the whole history (git fetch --unshallow, or "fetch-depth: 0" of the checkout in CI)'
)


class NoPackageError(RevisionError):
    """The revision is there, and no package stands at the place that is asked for."""

    def __init__(self, what: str, commit: str, where: str) -> None:
        super().__init__(f"{what}: name the package's folder by --package PATH or as REVISION:PATH")
        self.what = what
        """That there is none, without what to do."""
        self.commit = commit
        self.where = where
        """The place, as seen from the top of the repository; blank for the top."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What was read."""

    package: Package
    commit: str
    """The commit's full id."""
    where: str
    """The package's folder or descriptor, as seen from the top of the repository; blank for the top."""


def read_revision(given: str, package: str, *, today: date) -> Revision:
    """The package as revision ``given`` of the current folder's repository has it.

    Args:
        given: a revision as git names it, ``main``, ``HEAD~1`` or a commit's id; or ``REVISION:PATH`` with the path
            from the top of the repository, or, if it begins with ``./`` or ``../``, from the current folder.
        package: where the package is if ``given`` does not say so: its folder or descriptor, as seen from the current
            folder.
        today: the day that the package is judged on.

    Raises:
        RevisionError: if there is no such revision or no such package in it, or git can't be run.
    """
    name, colon, path = _parted(given)
    if not name or name.startswith("-") or not _can_be_shown(name):
        raise RevisionError(f"{quoted(given)} names no revision: write it like main, HEAD~1 or v1.0.0:path/to/package")
    prefix = _prefix(given)
    commit = _commit(name)
    where = _path(path, prefix) if colon else _path_from_here(package, prefix)
    return Revision(_read_package(name, commit, where, today), commit, where)


def is_revision(name: str) -> bool:
    """Whether ``name`` is a commit of the current folder's repository; never so for a path beside one."""
    return bool(name) and not name.startswith("-") and _can_be_shown(name) and bool(object_id(f"{name}^{{commit}}"))


def place_of(package: str) -> str | None:
    """Where a package is in the current folder's repository, as seen from its top; None if it is in none.

    Args:
        package: its folder or descriptor, as seen from the current folder.
    """
    try:
        return _path_from_here(package, _prefix(package))
    except RevisionError:
        return None


def folder_of(where: str) -> str:
    """The folder of a package that is given by its folder or its descriptor."""
    return posixpath.dirname(where) if posixpath.basename(where) == DESCRIPTOR_NAME else where


def top_folder() -> Path:
    """The top of the current folder's repository; the current folder where there is none."""
    try:
        return Path(os.fsdecode(run_git(["rev-parse", "--show-cdup"], most=LINE_BYTES)).removesuffix("\n"))
    except (GitError, TooMuchError):
        return Path()


def is_file(commit: str, path: str) -> bool:
    """Whether a commit has a file at ``path``, as seen from the top."""
    return kind_of(object_id(f"{commit}:{path}")) == "blob"


def shallow_hint() -> str:
    """What to do about a history that is not there as a whole; blank where it is, or there is no repository."""
    return _SHALLOW if _is_shallow() else ""


def _can_be_shown(name: str) -> bool:
    """Whether ``name`` has no control character or the like; bytes that are no text in the system's encoding pass."""
    return all(each.isprintable() or "\udc80" <= each <= "\udcff" for each in name)


def _parted(given: str) -> tuple[str, bool, str]:
    """The revision, whether a path follows it, and the path: parted at the first colon that is in no braces."""
    depth = 0
    for at, character in enumerate(given):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == ":" and depth == 0:
            return given[:at], True, given[at + 1 :]
    return given, False, ""


def _prefix(given: str) -> str:
    """The current folder as seen from the top of its repository, with a slash at its end unless it is the top."""
    try:
        return os.fsdecode(run_git(["rev-parse", "--show-prefix"], most=LINE_BYTES)).removesuffix("\n")
    except GitError as error:
        if "not a git repository" in str(error):
            what = "is no file or folder here, nor a revision, since the current folder is in no git repository"
            raise RevisionError(f"{quoted(given)} {what}") from None
        raise RevisionError(
            f"{quoted(given)} is no file or folder here, and no revision can be read: {first_line(error)}"
        ) from None
    except TooMuchError:
        raise RevisionError("the current folder's name is too long") from None


def _commit(name: str) -> str:
    found = object_id(f"{name}^{{commit}}")
    if found:
        return found
    here = f"{quoted(name)} is no file or folder here, nor a revision of the git repository"
    if ".." in name:
        base, _, head = name.replace("...", "..").partition("..")
        example = f'claimpack diff "$(git merge-base {base or "HEAD"} {head or "HEAD"})" {head or "HEAD"}'
        raise RevisionError(f"{quoted(name)} is a range: name its two ends apart, such as {example}")
    if object_id(f"refs/remotes/origin/{name}^{{commit}}"):
        raise RevisionError(f'{here}. Did you mean "origin/{printable(name)}"?')
    if _is_shallow():
        raise RevisionError(f"{here}; {_SHALLOW}")
    if object_id(name):
        raise RevisionError(f"{quoted(name)} is no commit: name one, such as main or HEAD~1")
    raise RevisionError(f"{here}: git log and git tag show what there is, git fetch gets what is elsewhere")


def _is_shallow() -> bool:
    try:
        return run_git(["rev-parse", "--is-shallow-repository"], most=LINE_BYTES).strip() == b"true"
    except (GitError, TooMuchError):
        return False


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


def _read_package(name: str, commit: str, where: str, today: date) -> Package:
    """The package at ``where``, a folder or a descriptor, in a commit.

    Raises:
        RevisionError: if there is none.
    """
    place = f"{quoted(where)} in {quoted(name)}" if where else f"the top folder of {quoted(name)}"
    folder, file = where, DESCRIPTOR_NAME
    kind = kind_of(object_id(f"{commit}:{where}"))
    if kind == "blob":
        folder, file = posixpath.split(where)
    elif kind != "tree":
        if not kind:
            _make_sure_that_nothing_is_there(commit, where, place)
            raise NoPackageError(f"{place} is not there", commit, where)
        hint = "name the package's folder by --package PATH or as REVISION:PATH"
        raise RevisionError(f"{place} is a submodule, which is not read: {hint}")
    files = files_below(commit, folder, place)
    if file not in files:
        raise NoPackageError(f"{place} holds no {file}", commit, where)
    content, reason = content_of(files, file, DESCRIPTOR_BYTES)
    if content is None:
        raise RevisionError(f"the {file} of {place} {reason}")
    package = Package(Path(f"{name}:{folder}"), Descriptor(file), today=today)
    package.descriptor = read_descriptor(file, content)
    if kind == "blob" and package.descriptor.content is None:
        what = f"{place} is no descriptor of a package"
        raise RevisionError(f"{what}: name its {DESCRIPTOR_NAME} or its folder as REVISION:PATH")
    for entry in package.descriptor.resources:
        table, path = entry["name"], entry.get("path")
        if table in TABLES and table not in package.table_files and isinstance(path, str) and path:
            _take(package, files, table, path, package.descriptor.pointer(entry, "path"))
    return package


def _make_sure_that_nothing_is_there(commit: str, where: str, place: str) -> None:
    """Tells what is not there from what can't be seen: a clone may lack the folders of a commit.

    Raises:
        RevisionError: if it can't be told, or what is above it is a link or a submodule, which are not followed.
    """
    above = [str(parent) for parent in PurePosixPath(where).parents if str(parent) != "."]
    try:
        listing = run_git(["ls-tree", "-z", "--full-tree", commit, "--", *above, where], most=LISTING_BYTES)
    except TooMuchError:
        raise RevisionError(f"{place} can't be read: too much is there") from None
    except GitError as error:
        raise RevisionError(f"{place} can't be read: {first_line(error)}") from None
    for path, entry in entries_of(listing).items():
        if entry.mode in NOT_FOLLOWED:
            raise RevisionError(f"{quoted(path)}, in which {place} would be, {NOT_FOLLOWED[entry.mode]}")
        if path == where:
            raise RevisionError(f"{place} can't be read: git knows its name alone")


def packages_named(commit: str, name: str) -> list[str]:
    """The folders of the packages of a commit whose descriptor gives this name, as seen from the top; few are read.

    Raises:
        RevisionError: if its files can't be listed.
    """
    files = files_below(commit, "", "the top folder")
    here = [path for path in files if posixpath.basename(path) == DESCRIPTOR_NAME][:_MOST_DESCRIPTORS]
    contents = {path: content_of(files, path, DESCRIPTOR_BYTES)[0] for path in here}
    return [
        posixpath.dirname(path)
        for path, content in contents.items()
        if content is not None and read_descriptor(DESCRIPTOR_NAME, content).name == name
    ]


def _take(package: Package, files: dict[str, Entry], table: str, path: str, pointer: Pointer) -> None:
    content, reason = content_of(files, str(PurePosixPath(path)), TABLE_BYTES)
    if content is None:
        package.table_files[table] = TableFile(table, path, pointer, "unusable", reason)
    else:
        take_table(package, table, path, pointer, content)
