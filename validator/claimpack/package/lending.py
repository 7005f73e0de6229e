"""Lends a package what a registry shares: what it rests on, or all of it, so that new records may name any of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from claimpack.package.package import Package
from claimpack.package.registry import Registry
from claimpack.package.sharedtables import SharedTables


def is_listed(descriptor: Path, registry: Registry) -> bool:
    """Whether a registry names a package, among its packages or those whose records others share."""
    parts = [part.root / part.descriptor.path for part in registry.parts.values()]
    return os.path.realpath(descriptor) in map(os.path.realpath, [*registry.packages.values(), *parts])


def lend_all(package: Package, registry: Registry) -> None:
    """Puts all shared records behind the package's own; if it is one of those that share, all of the others."""
    _lent(package, registry).join_all(package)


def lend_used(package: Package, registry: Registry) -> None:
    """Puts the shared records that the package rests on behind its own, as a check of the registry does."""
    shared = _lent(package, registry)
    if package.is_shared:
        shared.join_part(package)
    else:
        shared.join(package)


def _lent(package: Package, registry: Registry) -> SharedTables:
    """The records that others share with a package; notes whether it is one of those that share."""
    root = os.path.realpath(package.root)
    parts = [part for part in registry.parts.values() if os.path.realpath(part.root) != root]
    package.is_shared = len(parts) < len(registry.parts)
    own = [replace(part, tables={name: table.own for name, table in part.tables.items()}) for part in parts]
    return SharedTables(own, str(registry.file))
