"""Lends a package that is to be changed all that a registry shares, so that its new records may name any of it."""

from __future__ import annotations

import os
from dataclasses import replace

from claimpack.package.package import Package
from claimpack.package.registry import Registry
from claimpack.package.sharedtables import SharedTables


def is_listed(package: Package, registry: Registry) -> bool:
    """Whether a registry names a package, among its packages or those whose records others share."""
    parts = [part.root / part.descriptor.path for part in registry.parts.values()]
    own = os.path.realpath(package.root / package.descriptor.path)
    return own in map(os.path.realpath, [*registry.packages.values(), *parts])


def lend_all(package: Package, registry: Registry) -> None:
    """Puts all shared records behind the package's own; if it is one of those that share, all of the others."""
    root = os.path.realpath(package.root)
    parts = [part for part in registry.parts.values() if os.path.realpath(part.root) != root]
    package.is_shared = len(parts) < len(registry.parts)
    own = [replace(part, tables={name: table.own for name, table in part.tables.items()}) for part in parts]
    SharedTables(own, str(registry.file)).join_all(package)
