"""Opens the two versions to compare: each a folder, a descriptor or a git revision."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claimpack.changes.change import Version
from claimpack.changes.git import GitError, ask_git, files_of
from claimpack.changes.revision import NoPackageError, Revision, RevisionError, is_revision, place_of
from claimpack.package.descriptor import DESCRIPTOR_NAME, Descriptor
from claimpack.package.load import NotAPackageError, load, take_table
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.package.unavailable import Unavailable

_ANY_DAY = date(1, 1, 1)
_MOST_PLACES = 100
"""At most this many packages are looked at for the one that was moved."""


@dataclass(frozen=True)
class Opened:
    """A version of a package as read."""

    package: Package
    version: Version
    where: str | None = None
    """Its path from the top of the repository, if it is a revision; None if it was read from files."""


def open_versions(old: str, new: str, package: str, step: Callable[[], None] = lambda: None) -> tuple[Opened, Opened]:
    """The two versions that are named: existing files and folders are read, anything else is a revision.

    If the old one is a revision that has no package at the place of the new one, it is looked for elsewhere: a package
    that is gone from there now, and has the same name or some of the same statements, was moved. If there is none, an
    empty package takes its place, and its version says so: the package was added since.

    Args:
        old: a folder, a descriptor, or a git revision.
        new: the same for the new version.
        package: where the package is in a revision without a path, relative to the current folder.
        step: called after each has been read.

    Raises:
        NotAPackageError: if an existing folder or file is not a package.
        RevisionError: if there is no such revision, or no package in it.
    """
    try:
        first = _open(old, package)
    except NoPackageError as missing:
        try:
            second = _open(new, package)
        except (NotAPackageError, RevisionError):
            raise missing from None
        place = place_of(new) if second.where is None else second.where
        if place is None or _folder_of(place) != _folder_of(missing.revision.where):
            raise
        absent = Version(old, "", "", missing.revision.commit, missing.what)
        first = _moved(missing, second) or Opened(empty_package(old), absent, missing.revision.where)
    else:
        step()
        second = _open(new, package)
    step()
    return first, second


def _open(given: str, package: str) -> Opened:
    if os.path.lexists(given):
        try:
            found = load(Path(given), today=_ANY_DAY)
        except NotAPackageError as error:
            hint = f", or, if a git revision is meant, write {given}^0" if is_revision(given) else ""
            raise NotAPackageError(f"{error}{hint}") from None
        return Opened(found, Version(given, found.descriptor.name, found.descriptor.version))
    return _open_revision(Revision(given, package), given)


def _open_revision(revision: Revision, given: str) -> Opened:
    found = revision.read(today=_ANY_DAY)
    version = Version(given, found.descriptor.name, found.descriptor.version, revision.commit)
    return Opened(found, version, revision.where)


def _moved(missing: NoPackageError, now: Opened) -> Opened | None:
    """The package that became the one of the new version, if it was elsewhere in the old one and is gone from there."""
    before, commit = missing.revision, now.version.revision
    try:
        top = "" if commit else ask_git("rev-parse", "--show-cdup")
        there = {*files_of(commit)} if commit else frozenset[str]()
        places = [
            file
            for file in files_of(before.commit)
            if posixpath.basename(file) == DESCRIPTOR_NAME
            and (file not in there if commit else not os.path.lexists(top + file))
        ]
    except GitError as error:
        raise RevisionError(f"{missing.what}, and whether it was moved can't be seen: {error}") from None
    said = _statements(now.package)
    best: tuple[tuple[int, bool], Opened] | None = None
    for place in places[:_MOST_PLACES]:
        given = f"{before.name}:{posixpath.dirname(place) or '.'}"
        try:
            found = _open_revision(Revision(given, ""), given)
        except RevisionError:
            continue
        likeness = len(said & _statements(found.package)), found.version.name == now.version.name != ""
        if any(likeness) and (best is None or likeness > best[0]):
            best = likeness, found
    return best[1] if best else None


def _statements(package: Package) -> set[str]:
    try:
        return {" ".join(cell.split()) for cell in package.table("claims").cells("statement")} - {""}
    except Unavailable:
        return set()


def empty_package(given: str) -> Package:
    """A package whose tables are all empty."""
    empty = Package(Path(given), Descriptor(DESCRIPTOR_NAME), today=_ANY_DAY)
    for name in TABLES:
        take_table(empty, name, f"{name}.csv", (), ",".join(table_schema(name).fields).encode() + b"\n")
    return empty


def _folder_of(where: str) -> str:
    """The folder of a package, from the path of its folder or descriptor."""
    return posixpath.dirname(where) if posixpath.basename(where) == DESCRIPTOR_NAME else where
