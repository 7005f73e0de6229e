"""Opens the two versions that are to be compared: each a folder, a descriptor or a git revision."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from validator.changes.change import Version
from validator.changes.gitobjects import RevisionError
from validator.changes.gitrevision import (
    NoPackageError,
    folder_of,
    is_file,
    is_revision,
    packages_named,
    place_of,
    read_revision,
    top_folder,
)
from validator.package.descriptor import Descriptor
from validator.package.load import DESCRIPTOR_NAME, NotAPackageError, load, take_table
from validator.package.package import Package
from validator.package.tableschema import TABLES, table_schema
from validator.wording import quoted

_ANY_DAY = date(1, 1, 1)
"""Nothing is judged by the day here."""


@dataclass(frozen=True)
class Opened:
    """A version of a package as read."""

    package: Package
    version: Version
    where: str | None = None
    """Of a revision, where it is in the repository, as seen from its top."""

    @property
    def is_on_disk(self) -> bool:
        """Whether it was read from files, and not from a git revision."""
        return not self.version.revision


def open_versions(old: str, new: str, package: str, step: Callable[[], None] = lambda: None) -> tuple[Opened, Opened]:
    """The two versions that are named.

    Where the old one is a revision that has no package at the place where the new one stands, the old one is a package
    in which nothing is recorded, and its version says so: then the package was added since.

    Args:
        old: what names the old version, as ``open_version`` takes it.
        new: and the new one.
        package: where the package is in a revision that does not say so itself, as seen from the current folder.
        step: called whenever one has been read.

    Raises:
        NotAPackageError: if the folder or file that is there is no package.
        RevisionError: if there is no such revision, or no package in it.
    """
    try:
        first = open_version(old, package)
    except NoPackageError as missing:
        try:
            second = open_version(new, package)
        except (NotAPackageError, RevisionError):
            raise missing from None
        place = place_of(new) if second.where is None else second.where
        if place is None or folder_of(place) != folder_of(missing.where):
            raise
        step()
        step()
        return _nothing(old, missing, second), second
    step()
    second = open_version(new, package)
    step()
    return first, second


def open_version(given: str, package: str) -> Opened:
    """The version that ``given`` names: what is a file or a folder is read as such, anything else as a revision.

    Args:
        given: a folder, a descriptor, or a git revision.
        package: where the package is in a revision that does not say so itself, as seen from the current folder.

    Raises:
        NotAPackageError: if the folder or file that is there is no package.
        RevisionError: if there is no such revision, or no package in it.
    """
    if os.path.lexists(given):
        try:
            loaded = load(Path(given), today=_ANY_DAY)
        except NotAPackageError as error:
            hint = f", or, if a git revision is meant, write {given}^0" if is_revision(given) else ""
            raise NotAPackageError(f"{error}{hint}") from None
        return Opened(loaded, _version(given, loaded))
    revision = read_revision(given, package, today=_ANY_DAY)
    return Opened(revision.package, _version(given, revision.package, revision.commit), revision.where)


def _version(given: str, package: Package, commit: str = "") -> Version:
    return Version(given, package.descriptor.name, package.descriptor.version, commit)


def _nothing(given: str, missing: NoPackageError, new: Opened) -> Opened:
    """A version in which nothing is recorded, in every table."""
    empty = Package(Path(given), Descriptor(DESCRIPTOR_NAME), today=_ANY_DAY)
    for name in TABLES:
        take_table(empty, name, f"{name}.csv", (), ",".join(table_schema(name).fields).encode() + b"\n")
    version = Version(given, "", "", missing.commit, f"{missing.what}{_moved(missing, new)}")
    return Opened(empty, version, missing.where)


def _moved(missing: NoPackageError, new: Opened) -> str:
    """Where a package of this name was before that is not there any more; blank unless there is just one."""
    name = new.package.descriptor.name
    try:
        before = packages_named(missing.commit, name) if name else []
    except RevisionError:
        return ""
    gone = [folder for folder in before if not _is_there(folder, new)]
    if len(gone) != 1:
        return ""
    where = quoted(gone[0]) if gone[0] else "the top folder"
    return f"; a package of the same name was in {where}: name {missing.commit[:12]}:{gone[0]} to compare with it"


def _is_there(folder: str, new: Opened) -> bool:
    """Whether a folder, as seen from the top of the repository, holds a package in the new version."""
    file = f"{folder}/{DESCRIPTOR_NAME}" if folder else DESCRIPTOR_NAME
    if new.version.revision:
        return is_file(new.version.revision, file)
    return (top_folder() / file).exists()
