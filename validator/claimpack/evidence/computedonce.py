"""A property that is computed once, however many rules use it, and whose time is measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, overload

from claimpack.package.unavailable import Unavailable

T = TypeVar("T")


class Timed(Protocol):
    """An object with properties that are computed once."""

    seconds: dict[str, float]
    """How long each took, without the others that it uses."""


class computed_once(Generic[T]):  # noqa: N801 - used like a property
    """A property that is computed on first use; if it is unavailable, that is remembered too."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Stores the name of the property."""
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> computed_once[T]: ...

    @overload
    def __get__(self, holder: Timed, owner: type) -> T: ...

    def __get__(self, holder: Timed | None, owner: type) -> computed_once[T] | T:
        """The value, or raises the reason why it is unavailable."""
        if holder is None:
            return self
        unavailable: dict[str, Unavailable] = holder.__dict__.setdefault("unavailable", {})
        if self._name in unavailable:
            raise unavailable[self._name].with_traceback(None)
        before, start = sum(holder.seconds.values()), time.perf_counter()
        try:
            found = self._compute(holder)
        except Unavailable as reason:
            unavailable[self._name] = reason
            raise
        finally:
            within = sum(holder.seconds.values()) - before
            holder.seconds[self._name] = time.perf_counter() - start - within
        holder.__dict__[self._name] = found
        return found
