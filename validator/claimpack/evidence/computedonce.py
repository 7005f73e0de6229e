"""Finds something out once, however many rules ask for it, and remembers how long that took."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, overload

from claimpack.package.unavailable import Unavailable

T = TypeVar("T")


class Timed(Protocol):
    """Whatever has things that are found out once."""

    seconds: dict[str, float]
    """How long each took, without what it rests on."""


class computed_once(Generic[T]):  # noqa: N801 - used like a property
    """A property that is found out when it is first asked for; that it is not available is remembered, too."""

    def __init__(self, find_out: Callable[[Any], T]) -> None:
        self._find_out = find_out
        self.__doc__ = find_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Learns what it is called."""
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> computed_once[T]: ...

    @overload
    def __get__(self, holder: Timed, owner: type) -> T: ...

    def __get__(self, holder: Timed | None, owner: type) -> computed_once[T] | T:
        """What was found out, or why it is not available."""
        if holder is None:
            return self
        unavailable: dict[str, Unavailable] = holder.__dict__.setdefault("unavailable", {})
        if self._name in unavailable:
            raise unavailable[self._name].with_traceback(None)
        before, start = sum(holder.seconds.values()), time.perf_counter()
        try:
            found = self._find_out(holder)
        except Unavailable as reason:
            unavailable[self._name] = reason
            raise
        finally:
            within = sum(holder.seconds.values()) - before
            holder.seconds[self._name] = time.perf_counter() - start - within
        holder.__dict__[self._name] = found
        return found
