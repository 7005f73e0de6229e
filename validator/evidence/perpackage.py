"""Computes something once for each package, however many rules ask for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from validator.package.package import Package

T = TypeVar("T")


def once_per_package(compute: Callable[[Package], T]) -> Callable[[Package], T]:
    """Keeps what ``compute`` gives for a package as long as the package lives."""
    known: WeakKeyDictionary[Package, T] = WeakKeyDictionary()

    @functools.wraps(compute)
    def lookup(package: Package) -> T:
        if package not in known:
            known[package] = compute(package)
        return known[package]

    return lookup
