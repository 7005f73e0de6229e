"""Computes something once for each package, however many rules ask for it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

from validator.package.package import Package
from validator.package.tableschema import table_schema
from validator.package.unavailable import TooMuch

T = TypeVar("T")


class Watch(Protocol):
    """Is told when something that several rules rest on is found out."""

    def begin(self) -> None:
        """It is about to be found out; it may rest on more of the kind."""

    def end(self, name: str) -> None:
        """What was begun last has been found out."""


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Tells ``watch`` of all that is found out meanwhile."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def _found_out(compute: Callable[[Package], T], package: Package) -> T:
    watch = _watch.get()
    if watch is None:
        return compute(package)
    watch.begin()
    try:
        return compute(package)
    finally:
        watch.end(compute.__name__.replace("_", " "))


def once_per_package(compute: Callable[[Package], T]) -> Callable[[Package], T]:
    """Keeps what ``compute`` gives for a package as long as the package lives, and that it is too much."""
    known: WeakKeyDictionary[Package, T] = WeakKeyDictionary()
    too_much: WeakKeyDictionary[Package, str] = WeakKeyDictionary()

    @functools.wraps(compute)
    def lookup(package: Package) -> T:
        if package in too_much:
            raise TooMuch(too_much[package])
        if package not in known:
            try:
                known[package] = _found_out(compute, package)
            except TooMuch as reason:
                too_much[package] = str(reason)
                raise
        return known[package]

    return lookup


def once_per_table(name: str) -> Callable[[Callable[[Package], T]], Callable[[Package], T]]:
    """Keeps what rests on one table, and on those that its records name, as long as the table lives.

    Slices of a package that have these tables in common share it.
    """

    def keep(compute: Callable[[Package], T]) -> Callable[[Package], T]:
        @functools.wraps(compute)
        def lookup(package: Package) -> T:
            table, *others = (package.tables.get(other) for other in _named_by(name))
            if table is None:
                return compute(package)
            if table.kept.get(compute, (None,))[0] != others:
                try:
                    table.kept[compute] = others, _found_out(compute, package), ""
                except TooMuch as reason:
                    table.kept[compute] = others, None, str(reason)
            found: T
            _, found, too_much = table.kept[compute]
            if too_much:
                raise TooMuch(too_much)
            return found

        return lookup

    return keep


@functools.cache
def _named_by(name: str) -> list[str]:
    """The table, and those that its records name, and those that their records name, and so on."""
    found = [name]
    for table in found:
        named = {reference.table for reference in table_schema(table).references}
        found += sorted(named - set(found))
    return found
