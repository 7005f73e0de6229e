"""Tells a registry's file from a package's descriptor, and finds it above a package."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from claimpack.package.descriptor import DESCRIPTOR_NAME, read_descriptor
from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside
from claimpack.package.limits import REGISTRY_BYTES

REGISTRY_NAME = "registry.json"


def is_registry(path: Path) -> bool:
    """Whether it is a registry's file, whatever its name, or a folder with a registry and without a descriptor."""
    try:
        if path.is_dir():
            return (path / REGISTRY_NAME).is_file() and not (path / DESCRIPTOR_NAME).exists()
        if path.name == REGISTRY_NAME:
            return True
        if path.suffix.casefold() != ".json" or path.name == DESCRIPTOR_NAME or not path.is_file():
            return False
        content = read_descriptor(path.name, read_inside(path.parent, path.name, REGISTRY_BYTES)).content
    except (OSError, UnsafePathError, UnusableFileError):  # reported when it is read as a package
        return False
    return content is not None and "registry_version" in content


def registries_above(folder: Path) -> Iterator[Path]:
    """The registries in a folder and in those above it, the nearest first, as paths from the current folder.

    The search ends at the root of the git repository, else at the current folder if that is above. Outside of both,
    only the folder itself is searched.
    """
    real, here = folder.resolve(), Path.cwd()
    above = [real, *real.parents]
    root = next((each for each in above if (each / ".git").exists()), here if here in above else real)
    for each in above[: above.index(root) + 1]:
        if (each / REGISTRY_NAME).is_file():
            yield Path(os.path.relpath(each / REGISTRY_NAME))
