"""Runs a command again and again in a copy of a folder, and has it end, or fail, at every step in the file system.

A program of its own, so that it can make processes cheaply: ``python -m tests.writing.steps ASKED`` prints as JSON
what became of the folder each time. ``run_at_every_step`` is what tests call.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimpack.package import replacefolder

from tests.edits import ROOT

KILLED = 137
_CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "fsync", "exchange"}
_NEEDS_ROOM = {"open", "os.rename", "os.mkdir", "fsync"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Tree = Mapping[str, str]
"""The files of a folder, each with its content in hexadecimal."""


class Step(NamedTuple):
    """What became of one run."""

    step: str
    """Where it ended or failed."""
    code: int
    output: str
    tree: Tree
    """What it left."""
    next_code: int
    next_output: str
    next_tree: Tree
    """What there was after the command that was run next."""


class Runs(NamedTuple):
    """What became of all runs."""

    before: Tree
    whole: Step
    """The run that nothing was done to."""
    steps: Sequence[Step]


def run_at_every_step(
    folder: Path, command: Sequence[str], then: Sequence[str], *, how: str = "kill", without: Sequence[str] = ()
) -> Runs:
    """Runs ``command`` in copies of ``folder``, and then another command in each.

    Args:
        folder: what to copy; both commands run in it.
        command: the arguments of claimpack.
        then: those of the command to be run afterwards, to which nothing is done.
        how: ``kill``, or ``full``, which has the system say that the disk is full.
        without: names of modules and functions that do nothing, such as ``claimpack.package.replacefolder:_exchange``.
    """
    asked = json.dumps({"folder": str(folder), "command": command, "then": then, "how": how, "without": without})
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT / "validator"),
        "CLAIMPACK_BY": "me",
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.writing.steps", asked], capture_output=True, env=environment, check=False
    )
    assert told.returncode == 0, told.stderr.decode()
    answer = json.loads(told.stdout)
    whole, *steps = (Step(*step) for step in answer["steps"])
    return Runs(answer["before"], whole, steps)


def files(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().hex()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _main(asked: Mapping[str, Any]) -> None:
    folder = Path(asked["folder"])
    copies = folder.parent / f"{folder.name}-copies"
    for name in asked["without"]:
        module, function = name.split(":")
        __import__(module)
        setattr(sys.modules[module], function, lambda *_: False)
    warm = _copy(folder, copies / "warm")
    _claimpack(warm, asked["command"])  # in this very process, so that all is loaded that a run needs
    steps = []
    for number in itertools.count():
        copy = _copy(folder, copies / str(number))
        where, code, output = _run(copy, asked["command"], number, asked["how"])
        if number and not where:
            break
        left = files(copy)
        _, next_code, next_output = _run(copy, asked["then"], 0, "")
        steps.append(Step(f"{number} {where}", code, output, left, next_code, next_output, files(copy)))
        shutil.rmtree(copy.parent)
    sys.stdout.write(json.dumps({"before": files(folder), "steps": steps}))


def _copy(folder: Path, copy: Path) -> Path:
    """A copy of the same name, of which some commands make a title."""
    return shutil.copytree(folder, copy / folder.name, symlinks=True)


def _run(folder: Path, command: Sequence[str], number: int, how: str) -> tuple[str, int, str]:
    """Runs a command in a process of its own; where it was made to end, its exit code and all that it printed."""
    reading, writing = os.pipe()
    out = folder.parent / "out"
    child = os.fork()
    if not child:
        with out.open("wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        if number:
            _Watch(folder, number, how, lambda step: os.write(writing, step.encode())).begin()
        os._exit(_claimpack(folder, command))
    os.close(writing)
    with open(reading, "rb") as told:  # noqa: PTH123 - of a pipe
        where = told.read().decode()
    _, status = os.waitpid(child, 0)
    return where, os.waitstatus_to_exitcode(status), out.read_text(encoding="utf-8")


def _claimpack(folder: Path, command: Sequence[str]) -> int:
    from claimpack.cli import main  # noqa: PLC0415 - the copies of this process have it

    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            main.main(command, prog_name="claimpack")  # calling it would end this process
    except SystemExit as ended:
        sys.stderr.flush()
        return ended.code if isinstance(ended.code, int) else 1
    except Exception:  # noqa: BLE001 - told by the code
        traceback.print_exc()
        return 99
    return 0


class _Watch:
    """Has this process end, or fail, at the step of that number which changes anything in the folder."""

    def __init__(self, folder: Path, number: int, how: str, tell: Callable[[str], object]) -> None:
        self._inside = os.path.realpath(folder)
        self._left = number
        self._how = how
        self._tell = tell
        self._sync, self._exchange = os.fsync, replacefolder._exchange  # noqa: SLF001

    def begin(self) -> None:
        """Watches from now on, to the end of the process."""
        os.fsync = self.sync
        replacefolder._exchange = self.exchange  # type: ignore[assignment] # noqa: SLF001
        sys.addaudithook(self.audit)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _CHANGING and not (event == "open" and (arguments[2] or 0) & _WRITING):
            return
        if isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.join(os.getcwd(), os.fsdecode(arguments[0]))  # noqa: PTH109, PTH118 - no step of its own
            if path.startswith(self._inside):
                self._step(event, path[len(self._inside) + 1 :])

    def sync(self, handle: int) -> None:
        if self._how == "kill" and self._left == 1 and os.path.isfile(f"/proc/self/fd/{handle}"):  # noqa: PTH113
            with contextlib.suppress(OSError):  # as if not all of it had come to the disk
                os.ftruncate(handle, os.fstat(handle).st_size // 2)
        self._step("fsync")
        self._sync(handle)

    def exchange(self, one: Path, other: Path) -> bool:
        self._step("exchange")
        done = self._exchange(one, other)
        self._step("exchanged")
        return done

    def _step(self, event: str, path: str = "") -> None:
        if self._how == "full" and event not in _NEEDS_ROOM:
            return
        self._left -= 1
        if self._left == 0:
            self._tell(f"{event} {path}")
            if self._how == "full":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os._exit(KILLED)


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
