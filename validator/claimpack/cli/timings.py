"""Measures where the time of a check goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import click

from claimpack.rules.catalogue import Rule

_LEAST = 0.001
"""Shorter times are added up in one line."""
SHARED = "for several rules: "
"""How the names of shared results begin, which are computed once for several rules; no rule's time includes them."""


class Stopwatch:
    """Measures the time between the ends of two steps, without the time for shared results."""

    def __init__(self) -> None:
        self.shared: Mapping[str, float] = {}
        """The time for each shared result so far, by its name."""
        self._last = time.perf_counter()
        self._shared_before = 0.0
        self._taken: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Records the time of a step that has just finished."""
        now, shared = time.perf_counter(), sum(self.shared.values())
        self._taken[name] = now - self._last - (shared - self._shared_before)
        self._last, self._shared_before = now, shared

    def after(self, step: Callable[[], None]) -> Callable[[Rule], None]:
        """A function that records the time of a rule, and then calls ``step``."""

        def lap(rule: Rule) -> None:
            self.lap(rule.name)
            step()

        return lap

    def show(self) -> None:
        """Writes the times to standard error, the longest first."""
        taken = [(seconds, name) for name, seconds in self._taken.items()]
        taken += [(seconds, SHARED + name.strip("_").replace("_", " ")) for name, seconds in self.shared.items()]
        whole = sum(seconds for seconds, _ in taken)
        shown = sorted((each for each in taken if each[0] >= _LEAST), reverse=True)
        rest = [seconds for seconds, _ in taken if seconds < _LEAST]
        lines = [(sum(rest), f"{len(rest)} more that took less than a millisecond each")] if rest else []
        for seconds, name in (*shown, *lines, (whole, "in all")):
            click.echo(f"{seconds:9.3f} s  {100 * seconds / whole:5.1f} %  {name}", err=True)
