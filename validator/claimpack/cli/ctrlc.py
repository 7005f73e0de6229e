"""Makes Ctrl-C end long work where it can be left, and never get lost in the middle of something else."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any, Self


class Interruption:
    """Takes Ctrl-C while it is entered.

    Python raises KeyboardInterrupt wherever it happens to be. Where memory is freed, that is nowhere: the exception is
    printed and dropped, and the command goes on for ever. So it is raised only where the work can be left: between two
    steps and while nothing is done. Pressed a second time, it is raised wherever it may be.
    """

    def __init__(self) -> None:
        self._is_asked = False
        self._is_idle = False
        self._before: Any = None

    def __enter__(self) -> Self:
        """Begins to take Ctrl-C."""
        self._before = signal.signal(signal.SIGINT, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves it to whoever took it before."""
        signal.signal(signal.SIGINT, self._before)

    def _take(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_idle or self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True

    def step(self) -> None:
        """Says that the work can be left here.

        Raises:
            KeyboardInterrupt: if Ctrl-C was pressed.
        """
        if self._is_asked:
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Does nothing for so long.

        Raises:
            KeyboardInterrupt: if Ctrl-C was pressed, or is meanwhile.
        """
        self._is_idle = True
        self.step()
        time.sleep(seconds)
        self._is_idle = False
