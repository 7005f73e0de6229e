"""Shows the progress of long work on a terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

_PATIENCE = 1.0
"""No bar is shown before this many seconds."""


@contextlib.contextmanager
def progress(label: str, steps: int) -> Iterator[Callable[[], None]]:
    """Gives a function to call at each of ``steps``; a terminal shows a bar if the work takes over a second.

    The bar is drawn on standard error, so that piped output stays clean, and only if that is a terminal.
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
