"""Measures where the time of a check goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import click

from claimpack.rules.catalogue import Rule

_LEAST = 0.001
"""What took less is added up in one line."""
SHARED = "for several rules: "
"""How the name begins of what was found out once and several rules rest on; no rule's time has it in it."""


class Stopwatch:
    """Takes the time from the end of one step to the end of the next, less what shared records took meanwhile."""

    def __init__(self) -> None:
        self.shared: Mapping[str, float] = {}
        """How long each thing that several rules rest on took; it grows while they look."""
        self._last = time.perf_counter()
        self._shared_before = 0.0
        self._taken: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """What ``name`` names has just finished."""
        now, shared = time.perf_counter(), sum(self.shared.values())
        self._taken[name] = now - self._last - (shared - self._shared_before)
        self._last, self._shared_before = now, shared

    def after(self, step: Callable[[], None]) -> Callable[[Rule], None]:
        """Takes the time of each rule, and then does ``step``."""

        def lap(rule: Rule) -> None:
            self.lap(rule.name)
            step()

        return lap

    def show(self) -> None:
        """Writes to standard error what took how long, the longest first."""
        taken = [(seconds, name) for name, seconds in self._taken.items()]
        taken += [(seconds, SHARED + name.strip("_").replace("_", " ")) for name, seconds in self.shared.items()]
        whole = sum(seconds for seconds, _ in taken)
        shown = sorted((each for each in taken if each[0] >= _LEAST), reverse=True)
        rest = [seconds for seconds, _ in taken if seconds < _LEAST]
        lines = [(sum(rest), f"{len(rest)} more that took less than a millisecond each")] if rest else []
        for seconds, name in (*shown, *lines, (whole, "in all")):
            click.echo(f"{seconds:9.3f} s  {100 * seconds / whole:5.1f} %  {name}", err=True)
