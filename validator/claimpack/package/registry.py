"""Reads a registry: a file that lists claims packages, and packages with sources, estimates and concepts for all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from claimpack.package.descriptor import Descriptor, read_descriptor
from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside, resolve
from claimpack.package.jsonschemacheck import differences
from claimpack.package.limits import REGISTRY_BYTES
from claimpack.package.load import NotAPackageError, descriptor_file, load
from claimpack.package.package import Package
from claimpack.package.registryfile import REGISTRY_NAME
from claimpack.package.sharedtables import SharedTables
from claimpack.wording import joined, quoted

_SCHEMA = "registry.schema.json"


class RegistryFault(NamedTuple):
    """Something that is wrong with a registry itself, not inside one of its packages."""

    message: str
    hint: str
    path: str
    line: int | None = None
    leaves_out: bool = False
    """Whether it leaves something unchecked, so that the check is incomplete."""
    package: str = ""
    """The package that it is about, as the registry names it; blank if it is about none."""


@dataclass
class Registry:
    """A registry as read."""

    file: Path
    title: str = ""
    packages: dict[str, Path] = field(default_factory=dict)
    """The descriptors of the packages that were found, by their paths in the registry."""
    parts: dict[str, Package] = field(default_factory=dict)
    shared: SharedTables | None = None
    """The records of ``parts``; None if the registry names no package with shared records."""
    faults: list[RegistryFault] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The folder that it is in."""
        return self.file.parent


def read_registry(path: Path, *, today: date, step: Callable[[], None] = lambda: None) -> Registry:
    """Reads a registry and the packages with shared records; of the others it only looks whether they are there.

    Whatever is wrong with it becomes a fault. No file outside its folder is read.

    Args:
        path: a ``registry.json`` or the folder it is in.
        today: the day that the shared records are judged on.
        step: called whenever a package with shared records has been read.

    Raises:
        NotAPackageError: if it is not there.
        OSError: if the system refuses to read it.
    """
    registry = Registry(path / REGISTRY_NAME if path.is_dir() else path)
    descriptor = _read(registry)
    if descriptor is None or descriptor.content is None or registry.faults:
        return registry
    title = descriptor.content.get("title")
    registry.title = title if isinstance(title, str) else ""
    seen: dict[str, str] = {}
    shared = _find(registry, descriptor, "shared", seen)
    registry.packages = _find(registry, descriptor, "packages", seen)
    for name, file in shared.items():
        registry.parts[name] = load(file, today=today)
        registry.parts[name].is_shared = True
        step()
    if shared:
        registry.shared = SharedTables(registry.parts.values(), str(registry.file))
        _tell_repeated(registry, registry.shared)
        for part in registry.parts.values():
            registry.shared.join_part(part)
    return registry


def _read(registry: Registry) -> Descriptor | None:
    """The registry's content, if it conforms to its schema."""
    name = registry.file.name

    def refuse(message: str, hint: str, line: int | None = None) -> None:
        registry.faults.append(RegistryFault(message, hint, name, line, leaves_out=True))

    try:
        descriptor = read_descriptor(name, read_inside(registry.root, name, REGISTRY_BYTES))
    except FileNotFoundError:
        raise NotAPackageError(f"{registry.file} is not there: name a {REGISTRY_NAME} or its folder") from None
    except (UnsafePathError, UnusableFileError) as error:
        refuse(f"the registry {error}", "Name a real file.")
        return None
    for fault in descriptor.faults:
        refuse(fault.message.replace("the descriptor", "the registry"), fault.hint, fault.line)
    for difference in differences(descriptor.content, _SCHEMA, "the registry") if descriptor.content else ():
        refuse(difference.message, difference.hint, descriptor.line(difference.pointer))
    return descriptor


def _find(registry: Registry, descriptor: Descriptor, member: str, seen: dict[str, str]) -> dict[str, Path]:
    """The descriptors of the packages that a member of the registry lists, by their paths in it.

    Args:
        registry: takes the faults.
        descriptor: the registry's content.
        member: ``packages`` or ``shared``.
        seen: the packages that were found before, by their real paths.
    """
    found: dict[str, Path] = {}
    for number, path in enumerate((descriptor.content or {}).get(member, ())):
        line = descriptor.line((member, number))
        leaves_out = True
        hint = "Put the package there, correct its path, or take it off the list."
        try:
            file = descriptor_file(resolve(registry.root, path))
            real = os.path.realpath(file)
            if real not in seen:
                found[path], seen[real] = file, path
                continue
            what = joined(f"the package {quoted(path)} is listed twice", _first_as(seen[real], path))
            hint, leaves_out = "Keep one of the two.", False
        except UnsafePathError as error:
            reason = str(error).replace("out of the package", "out of the registry's folder")
            what = f"the package {quoted(path)} {reason}"
            hint = f"Give a path inside the folder of {registry.file.name}."
        except NotAPackageError as error:
            is_there = os.path.lexists(registry.root / path)
            what = str(error).partition(": ")[0] if is_there else f"the package {quoted(path)} is not there"
        registry.faults.append(RegistryFault(what, hint, registry.file.name, line, leaves_out, path))
    return found


def _first_as(first: str, again: str) -> str:
    return f"(first as {quoted(first)})" if first != again else ""


def _tell_repeated(registry: Registry, shared: SharedTables) -> None:
    """Reports ids that two packages with shared records have."""
    for first, again in shared.twice:
        here, there = (shared.place(record, registry.root) for record in (again, first))
        what = f"the {again.table.name.removesuffix('s')} {quoted(again.key)}"
        message = f"{what} is in row {there.row} of {there.path} already"
        hint = "Packages share one record of an id: keep one of the two, or give this one an id of its own."
        registry.faults.append(RegistryFault(message, hint, here.path, here.line))
