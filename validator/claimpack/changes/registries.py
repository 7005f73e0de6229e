"""Compares two versions of a registry package by package, each with the shared records of its own version."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from claimpack.changes.change import Comparison, RegistryComparison, Version
from claimpack.changes.compare import compare
from claimpack.changes.movedpackages import Identity, gone_files, identity, same_packages
from claimpack.changes.openversions import empty_package
from claimpack.changes.revision import NoPackageError, Revision, RevisionError, place_of
from claimpack.package.descriptor import read_descriptor
from claimpack.package.jsonschemacheck import differences
from claimpack.package.limits import REGISTRY_BYTES
from claimpack.package.load import NotAPackageError, load
from claimpack.package.package import Package
from claimpack.package.registry import read_registry
from claimpack.package.registryfile import REGISTRY_NAME, is_registry
from claimpack.package.sharedtables import SharedTables

_ANY_DAY = date(1, 1, 1)


@dataclass
class _Opened:
    """A version of a registry; each package is read when it is needed."""

    version: Version
    where: str | None = None
    """Its folder, relative to the top of the repository; None if it is in no repository."""
    packages: dict[str, Callable[[], Package]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def are_registries(old: str, new: str, package: str) -> bool:
    """Whether one of the two versions is a registry."""
    named = [name for name in (old, new) if os.path.lexists(name)]
    return any(is_registry(Path(name)) for name in (*named, *([package] if len(named) < 2 else [])))  # noqa: PLR2004 - old and new


def compare_registries(old: str, new: str, package: str, step: Callable[[], None] = lambda: None) -> RegistryComparison:
    """What changed from one version of a registry to the other.

    If the old one is a revision that has no registry at the place of the new one, everything is new.

    Args:
        old: a registry's file or folder, or a git revision.
        new: the same for the new version.
        package: where the registry is in a revision without a path, relative to the current folder.
        step: called after each package.

    Raises:
        NotAPackageError: if an existing file or folder is not a registry.
        RevisionError: if there is no such revision, or no registry in it.
        OSError: if the system refuses to read one.
    """
    try:
        before, after = _open(old, package), _open(new, package)
    except NoPackageError as missing:
        after = _open(new, package)  # if it is this one that has none
        if after.where is None or after.where != posixpath.dirname(missing.revision.where):
            raise
        elsewhere = gone_files(missing, after.version.revision, REGISTRY_NAME)
        if len(elsewhere) == 1:
            before = _of_revision(f"{missing.revision.name}:{elsewhere[0]}", package)
        else:
            before = _Opened(Version(old, "", "", missing.revision.commit, missing.what))
    problems = [*before.problems, *after.problems]
    found: dict[str, Comparison] = {}
    moved = _moved(before, after)
    for name in dict.fromkeys([*(name for name in before.packages if name not in moved.values()), *after.packages]):
        try:
            was = before.packages.get(moved.get(name, name), lambda: None)()
            is_now = after.packages.get(name, lambda: None)()
        except (NotAPackageError, RevisionError, OSError) as error:
            problems.append(f"the package {name} can't be read: {error}")
            continue
        names = (_version(before.version, was, name), _version(after.version, is_now, name))
        found[name] = compare(was or empty_package(old), is_now or empty_package(new), names)
        step()
    return RegistryComparison(before.version, after.version, found, tuple(dict.fromkeys(problems)))


def _moved(before: _Opened, after: _Opened) -> dict[str, str]:
    """By the path of a package that was moved, its path in the old registry."""
    gone, new = (
        {name: one.packages[name] for name in one.packages if name not in other.packages}
        for one, other in ((before, after), (after, before))
    )
    if not gone or not new:
        return {}
    return same_packages(*({name: _identity(read) for name, read in each.items()} for each in (gone, new)))


def _identity(read: Callable[[], Package]) -> Identity:
    try:
        return identity(read())
    except (NotAPackageError, RevisionError, OSError):
        return Identity("", frozenset())


def _version(registry: Version, package: Package | None, name: str) -> Version:
    if package is None:
        return replace(
            registry, name="", absent=registry.absent or f"the registry of {registry.given} does not list {name}"
        )
    return replace(registry, name=package.descriptor.name, version=package.descriptor.version, absent="")


def _open(given: str, package: str) -> _Opened:
    if not os.path.lexists(given):
        return _of_revision(given, package)
    registry = read_registry(Path(given), today=_ANY_DAY)
    where = place_of(str(registry.file))
    opened = _Opened(Version(given, registry.title, ""), None if where is None else posixpath.dirname(where))
    opened.problems += (f"{fault.path}: {fault.message}" for fault in registry.faults if fault.leaves_out)
    for name, file in registry.packages.items():
        opened.packages[name] = partial(load, file, today=_ANY_DAY, shared=registry.shared)
    return opened


def _of_revision(given: str, package: str) -> _Opened:
    revision = Revision(given, package)
    name = revision.where if posixpath.basename(revision.where) == REGISTRY_NAME else ""
    name = name or posixpath.join(revision.where, REGISTRY_NAME)
    revision.where = name
    what = f"the registry {name} in {revision.name}"
    descriptor = read_descriptor(name, revision.content_of(name, REGISTRY_BYTES))
    content = descriptor.content or {}
    faults = [each.message.replace("the descriptor", "the registry") for each in descriptor.faults]
    faults += [each.message for each in differences(content, "registry.schema.json", "the registry")]
    if faults:
        raise RevisionError(f"{what} can't be read: {faults[0]}")
    folder = posixpath.dirname(name)
    opened = _Opened(Version(given, str(content.get("title") or ""), "", revision.commit), folder)
    parts = [_read(revision.name, folder, path) for path in content.get("shared", ())]
    shared = SharedTables(parts, name) if parts else None
    for path in content["packages"]:
        opened.packages[path] = partial(_read, revision.name, folder, path, shared)
    return opened


def _read(revision: str, folder: str, path: str, shared: SharedTables | None = None) -> Package:
    """A package of a registry in a revision, with the shared records that it uses."""
    package = Revision(f"{revision}:{posixpath.normpath(posixpath.join(folder, path))}", "").read(today=_ANY_DAY)
    if shared:
        shared.join(package)
    return package
