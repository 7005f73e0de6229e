"""Gives a package the records that a registry shares: those that it uses, or all, so that new records may name them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from claimpack.package.package import Package
from claimpack.package.registry import Registry
from claimpack.package.sharedtables import SharedTables


def is_listed(descriptor: Path, registry: Registry) -> bool:
    """Whether a registry lists a package, among its packages or among those with shared records."""
    parts = [part.root / part.descriptor.path for part in registry.parts.values()]
    return os.path.realpath(descriptor) in map(os.path.realpath, [*registry.packages.values(), *parts])


def lend_all(package: Package, registry: Registry) -> None:
    """Adds all shared records behind the package's own; to a package with shared records, those of the others."""
    _lent(package, registry).join_all(package)


def lend_used(package: Package, registry: Registry) -> None:
    """Adds the shared records that the package uses behind its own, as a check of the registry does."""
    shared = _lent(package, registry)
    if package.is_shared:
        shared.join_part(package)
    else:
        shared.join(package)


def _lent(package: Package, registry: Registry) -> SharedTables:
    """The records that other packages share; notes whether this package has shared records itself."""
    root = os.path.realpath(package.root)
    parts = [part for part in registry.parts.values() if os.path.realpath(part.root) != root]
    package.is_shared = len(parts) < len(registry.parts)
    own = [replace(part, tables={name: table.own for name, table in part.tables.items()}) for part in parts]
    return SharedTables(own, str(registry.file))
