"""Opens the two versions to compare: each a folder, a descriptor or a git revision."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claimpack.changes.change import Version
from claimpack.changes.movedpackages import gone_files, identity, same_packages
from claimpack.changes.revision import NoPackageError, Revision, RevisionError, is_revision, place_of
from claimpack.package.descriptor import DESCRIPTOR_NAME, Descriptor
from claimpack.package.load import NotAPackageError, load, take_table
from claimpack.package.package import Package
from claimpack.package.tableschema import TABLES, table_schema

_ANY_DAY = date(1, 1, 1)


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
    found: dict[str, Opened] = {}
    for place in gone_files(missing, now.version.revision, DESCRIPTOR_NAME):
        given = f"{missing.revision.name}:{posixpath.dirname(place) or '.'}"
        with suppress(RevisionError):
            found[given] = _open_revision(Revision(given, ""), given)
    gone = {given: identity(each.package) for given, each in found.items()}
    was = same_packages(gone, {"": identity(now.package)})
    return found[was[""]] if was else None


def empty_package(given: str) -> Package:
    """A package whose tables are all empty."""
    empty = Package(Path(given), Descriptor(DESCRIPTOR_NAME), today=_ANY_DAY)
    for name in TABLES:
        take_table(empty, name, f"{name}.csv", (), ",".join(table_schema(name).fields).encode() + b"\n")
    return empty


def _folder_of(where: str) -> str:
    """The folder of a package, from the path of its folder or descriptor."""
    return posixpath.dirname(where) if posixpath.basename(where) == DESCRIPTOR_NAME else where
