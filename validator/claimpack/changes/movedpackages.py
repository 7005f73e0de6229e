"""Finds packages and registries that were moved to another folder between two versions."""

from __future__ import annotations

import os
import posixpath
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from claimpack.changes.git import GitError, ask_git, files_of
from claimpack.changes.revision import NoPackageError, RevisionError
from claimpack.package.package import Package
from claimpack.package.unavailable import Unavailable


class Identity(NamedTuple):
    """By what a package is known again in another place: one of these is enough."""

    name: str
    """Its name; blank if it has none."""
    statements: frozenset[str]


_MOST_PLACES = 100
"""At most this many places are looked at."""
_FEW = 20
"""A statement or a name that more packages have tells none of them apart."""


def gone_files(missing: NoPackageError, now: str, name: str) -> list[str]:
    """The files of this name that the old revision has and the new version has not, from the top of the repository.

    Args:
        missing: what the old revision does not have at the place of the new version.
        now: the commit of the new version; blank for the working tree.
        name: the name of a file, without a folder.

    Raises:
        RevisionError: if git can't list them.
    """
    try:
        before = [file for file in files_of(missing.revision.commit) if posixpath.basename(file) == name]
        if now:
            there = {*files_of(now)}
            gone = [file for file in before if file not in there]
        else:
            top = ask_git("rev-parse", "--show-cdup")
            gone = [file for file in before if not os.path.lexists(top + file)]
    except GitError as error:
        raise RevisionError(f"{missing.what}, and whether it was moved can't be seen: {error}") from None
    return gone[:_MOST_PLACES]


def identity(package: Package) -> Identity:
    """By what a package is known again."""
    try:
        said = frozenset(" ".join(cell.split()) for cell in package.table("claims").cells("statement")) - {""}
    except Unavailable:
        said = frozenset()
    return Identity(package.descriptor.name, said)


def same_packages(gone: Mapping[str, Identity], new: Mapping[str, Identity]) -> dict[str, str]:
    """Which gone package each new one was; a package is the same as one other at most, the most alike first."""
    saying, called = defaultdict(list), defaultdict(list)
    for place, (name, said) in gone.items():
        called[name].append(place)
        for statement in said:
            saying[statement].append(place)
    alike: Counter[tuple[str, str]] = Counter()
    for place, (name, said) in new.items():
        for places in (*(saying[statement] for statement in said), called[name] if name else []):
            if len(places) <= _FEW:
                alike.update((was, place) for was in places)
    found: dict[str, str] = {}
    for (was, place), _ in sorted(alike.items(), key=lambda each: (-each[1], each[0])):
        if place not in found and was not in found.values():
            found[place] = was
    return found
