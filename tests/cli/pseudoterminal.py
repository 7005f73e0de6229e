"""Runs the command in a pseudo-terminal, as a person sits before it: waits for what is shown and types."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from tests.edits import ROOT

CTRL_C, CTRL_D, TAB, CLEAR = "\x03", "\x04", "\t", "\x15"

_CODES = re.compile(r"\x1b(?:\[[0-9;?>=]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])")
_PATIENCE = 15.0


class Terminal:
    """A command that runs in a terminal of 100 columns."""

    def __init__(self, process: int, descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor
        self._seen = 0
        self.code: int | None = None
        self._written = b""

    @property
    def text(self) -> str:
        """All that was written so far, without the codes for colours and the cursor."""
        return _CODES.sub("", self._written.decode("utf-8", "replace")).replace("\r", "")

    def wait_for(self, text: str) -> str:
        """Waits until ``text`` is shown after what was waited for before; gives what was shown up to its end."""
        until = time.monotonic() + _PATIENCE
        while (at := self.text.find(text, self._seen)) < 0:
            assert time.monotonic() < until, f"{text!r} was never shown, but:\n{self.text[self._seen :]}"
            assert self._read(), f"it ended before {text!r} was shown:\n{self.text[self._seen :]}"
        shown = self.text[self._seen : at + len(text)]
        self._seen = at + len(text)
        return shown

    def type(self, text: str) -> None:
        """Types ``text`` as it is."""
        os.write(self._descriptor, text.encode())

    def answer(self, question: str, answer: str) -> str:
        """Waits for a question and answers it with Enter; gives what was shown before."""
        shown = self.wait_for(f"{question}:")
        time.sleep(0.05)  # what is typed before the line is ready would be shown twice
        self.type(f"{answer}\r")
        return shown

    def wait(self) -> int:
        """Waits for the end of the command; gives its exit code, or the signal's number with a minus."""
        until = time.monotonic() + _PATIENCE
        while self.code is None:
            assert time.monotonic() < until, f"it does not end:\n{self.text[self._seen :]}"
            self._read()
            process, status = os.waitpid(self._process, os.WNOHANG)
            if process:
                self.code = os.waitstatus_to_exitcode(status)
        while self._read():
            pass
        return self.code

    def is_in_order(self) -> bool:
        """Whether the terminal shows what is typed and reads it line by line, as a shell expects."""
        flags = termios.tcgetattr(self._descriptor)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def _read(self) -> bool:
        """Takes in what was written; False once nothing more can come."""
        ready, _, _ = select.select([self._descriptor], [], [], 0.05)
        if not ready:
            return self.code is None
        try:
            content = os.read(self._descriptor, 65536)
        except OSError:  # how Linux tells that the other end is closed
            return False
        self._written += content
        return bool(content)


@contextlib.contextmanager
def terminal(*arguments: str, folder: Path = ROOT, **environment: str) -> Iterator[Terminal]:
    """``claimpack`` with these arguments in ``folder``; it is ended with the block if it has not ended itself."""
    process, descriptor = pty.fork()
    if process == 0:
        os.chdir(folder)
        surroundings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        surroundings |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **environment}
        os.execve(sys.executable, [sys.executable, "-m", "validator", *arguments], surroundings)  # noqa: S606 - it is the command under test
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    running = Terminal(process, descriptor)
    try:
        yield running
    finally:
        if running.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        os.close(descriptor)
