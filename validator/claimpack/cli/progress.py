"""Shows on a terminal how far long work has come."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

_PATIENCE = 1.0
"""Nothing is shown before this many seconds have passed."""


@contextlib.contextmanager
def progress(label: str, steps: int) -> Iterator[Callable[[], None]]:
    """Gives a function to call at each of ``steps``; if the work takes longer than a second, a bar shows on a terminal.

    The bar is drawn on standard error, so that what is piped on stays clean, and not at all where that is no terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    began, done = time.monotonic(), 0
    bar: Any = None
    with contextlib.ExitStack() as stack:

        def step() -> None:
            nonlocal bar, done
            done += 1
            if bar is not None:
                bar.update(1)
            elif time.monotonic() - began > _PATIENCE:
                bar = stack.enter_context(click.progressbar(length=max(steps, done), label=label, file=sys.stderr))
                bar.update(done)

        yield step
