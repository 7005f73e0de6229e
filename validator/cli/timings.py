"""Tells where the time of a check went."""

from __future__ import annotations

import time
from collections.abc import Callable

import click

from validator.rules.catalogue import Rule

_LEAST = 0.001
"""Rules that took less are told together."""


class Stopwatch:
    """Takes the time between one thing that came to its end and the next."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._taken: list[tuple[float, str]] = []

    def lap(self, name: str) -> None:
        """What ``name`` names has just come to its end."""
        now = time.perf_counter()
        self._taken.append((now - self._last, name))
        self._last = now

    def after(self, step: Callable[[], None]) -> Callable[[Rule], None]:
        """Takes the time of each rule, and then does ``step``."""

        def lap(rule: Rule) -> None:
            self.lap(rule.name)
            step()

        return lap

    def tell(self) -> None:
        """Writes to standard error what took how long, the longest first."""
        whole = sum(seconds for seconds, _ in self._taken)
        told = sorted((each for each in self._taken if each[0] >= _LEAST), reverse=True)
        rest = [seconds for seconds, _ in self._taken if seconds < _LEAST]
        lines = [(sum(rest), f"{len(rest)} more that took less than a millisecond each")] if rest else []
        for seconds, name in (*told, *lines, (whole, "in all")):
            click.echo(f"{seconds:9.3f} s  {100 * seconds / whole:5.1f} %  {name}", err=True)
