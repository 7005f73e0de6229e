"""Runs the command in a terminal of its own, to be read and typed into as a person does."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from tests.edits import ROOT

_PATIENCE = 30.0
"""Seconds after which what was waited for will not come; a machine may be busy."""


class Screen:
    """A pseudo-terminal and the process that runs in it."""

    def __init__(self, leader: int, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._leader = leader
        self._drawn = b""
        self._read = 0

    @property
    def drawn(self) -> str:
        """All that was drawn so far, as it is drawn."""
        return self._drawn.decode().replace("\r\n", "\n")

    def read_until(self, pattern: str) -> str:
        """What is drawn, without colours, up to the end of what matches ``pattern``; the next call reads on from there.

        Raises:
            AssertionError: if it does not come.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            text = click.unstyle(self._drawn.decode(errors="ignore").replace("\r\n", "\n"))
            found = re.compile(pattern).search(text, self._seen(text))
            if found:
                start, self._read = self._seen(text), found.end()
                return text[start : found.end()]
            left = deadline - time.monotonic()
            ready = select.select([self._leader], [], [], max(left, 0))[0]
            try:
                more = os.read(self._leader, 65536) if ready else b""
            except OSError:  # how Linux tells that the other end is closed
                more = b""
            assert more, f"{pattern!r} is not drawn, but {text[self._seen(text) :]!r}"
            self._drawn += more

    def _seen(self, text: str) -> int:
        return min(self._read, len(text))

    def read_nothing(self, seconds: float) -> None:
        """Waits so long.

        Raises:
            AssertionError: if anything is drawn meanwhile.
        """
        if select.select([self._leader], [], [], seconds)[0]:
            raise AssertionError(f"{os.read(self._leader, 65536)!r} is drawn")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Holds the process, so that it sees nothing of what is done meanwhile but its end."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def answer(self, question: str, answer: str) -> str:
        """Waits for a question, types the answer and Enter; gives what was drawn before."""
        drawn = self.read_until(re.escape(f"{question}:"))
        self.type_at_rest(f"{answer}\r")
        return drawn

    def type_at_rest(self, keys: str) -> None:
        """Types ``keys`` once the question just drawn is being listened to, which a terminal can't tell."""
        time.sleep(0.1)
        self.type(keys.encode())

    def take_in(self) -> None:
        """Takes in all that was drawn so far."""
        while select.select([self._leader], [], [], 0)[0]:
            self._drawn += os.read(self._leader, 65536)

    def ends_with(self) -> int:
        """Waits for the end; gives the exit code."""
        return self.process.wait(_PATIENCE)

    def type(self, keys: bytes) -> None:
        """Types ``keys``."""
        os.write(self._leader, keys)

    def end(self) -> int:
        """Presses Ctrl-C and gives the exit code."""
        self.type(b"\x03")
        return self.process.wait(_PATIENCE)


@contextmanager
def terminal(
    *arguments: str, folder: Path, environment: dict[str, str] | None = None, errors_too: bool = False
) -> Iterator[Screen]:
    """``claimpack`` with these arguments, in ``folder``, in a terminal that it has to leave as it found it.

    Standard error goes elsewhere, so that no bar is drawn where the machine is slow, and has to stay empty - or, with
    ``errors_too``, to the terminal as well.
    """
    import pty  # noqa: PLC0415 - not on every system
    import termios  # noqa: PLC0415

    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    surroundings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    surroundings |= {
        "PYTHONPATH": str(ROOT / "validator"),
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        **(environment or {}),
    }
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            _in_terminal(arguments), stdin=follower, stdout=follower, stderr=follower if errors_too else errors,
            cwd=folder, env=surroundings, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield Screen(leader, process)
            assert termios.tcgetattr(follower) == before
            errors.seek(0)
            assert errors.read() == b""
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            os.close(follower)
            os.close(leader)


def _in_terminal(arguments: Sequence[str]) -> list[str]:
    """The command in a process that the terminal controls, so that Ctrl-C reaches it."""
    take = "import fcntl, runpy, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    run = "sys.argv[0] = 'claimpack'; runpy.run_module('claimpack', run_name='__main__')"
    return [sys.executable, "-c", take + run, *arguments]
