"""Opens the two versions that are to be compared: each a folder, a descriptor or a git revision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from validator.changes.change import Version
from validator.changes.gitrevision import read_revision
from validator.package.load import NotAPackageError, load
from validator.package.package import Package

_ANY_DAY = date(1, 1, 1)
"""Nothing is judged by the day here."""


@dataclass(frozen=True)
class Opened:
    """A version of a package as read."""

    package: Package
    version: Version

    @property
    def is_on_disk(self) -> bool:
        """Whether it was read from files, and not from a git revision."""
        return not self.version.revision


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
            hint = "" if os.sep in given else f", or, if a git revision is meant, write {given}^0"
            raise NotAPackageError(f"{error}{hint}") from None
        return Opened(loaded, _version(given, loaded))
    revision = read_revision(given, package, today=_ANY_DAY)
    return Opened(revision.package, _version(given, revision.package, revision.commit))


def _version(given: str, package: Package, commit: str = "") -> Version:
    return Version(given, package.descriptor.name, package.descriptor.version, commit)
