"""Makes Ctrl-C end long work between two steps, so that it never gets lost."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Any, Self


class Interruption:
    """A context in which Ctrl-C raises KeyboardInterrupt only between two steps and during ``sleep``.

    Python raises it wherever the program happens to be. While memory is freed, the exception is printed and dropped,
    and the command would never end. If Ctrl-C is pressed a second time, the exception is raised at once.
    """

    def __init__(self) -> None:
        self._is_asked = False
        self._is_idle = False
        self._before: Any = None

    def __enter__(self) -> Self:
        """Takes over Ctrl-C."""
        self._before = signal.signal(signal.SIGINT, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        """Restores the handler that was there before."""
        signal.signal(signal.SIGINT, self._before)

    def _take(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_idle or self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True

    def step(self) -> None:
        """Marks a place where the work can end.

        Raises:
            KeyboardInterrupt: if Ctrl-C was pressed.
        """
        if self._is_asked:
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Waits.

        Raises:
            KeyboardInterrupt: if Ctrl-C was pressed, or is pressed while it waits.
        """
        self._is_idle = True
        self.step()
        time.sleep(seconds)
        self._is_idle = False
