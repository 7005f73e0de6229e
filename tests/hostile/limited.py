"""Runs the command line in a process that may use so much processor time and memory and no more."""

from __future__ import annotations

import json
import os
import resource
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from claimpack.cli import main
from click.testing import CliRunner

from tests.corpus_reports import CORPUS

_RESERVED = 4 << 30
"""Room for addresses that libraries reserve and never use: it only ends what would take all memory of the machine."""


@dataclass(frozen=True)
class Used:
    """What a run came to."""

    exit_code: int
    """As the command gave it; negative if the system ended it for what it used."""
    output: str
    seconds: float
    """Processor time."""
    megabytes: float
    """The most memory it held at a time, beyond what Python and its libraries hold."""


def limited(*arguments: str, seconds: int, megabytes: int) -> Used:
    """What ``claimpack`` does with these arguments, in a copy of this process: to start one again takes longest."""
    _load_libraries()
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(reader)
            with os.fdopen(writer, "w", encoding="utf-8") as stream:
                json.dump(asdict(_run(arguments, seconds, megabytes)), stream)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        told = stream.read()
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    return Used(**json.loads(told)) if told else Used(code or -1, "", seconds, megabytes)


@cache
def _load_libraries() -> None:
    """Has the command import what it may need, so that what is measured is what the package takes."""
    CliRunner().invoke(main, ["validate", str(CORPUS / "almost-everything-broken")])


def _run(arguments: tuple[str, ...], seconds: int, megabytes: int) -> Used:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    room = pages * resource.getpagesize() + _RESERVED + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    before = resource.getrusage(resource.RUSAGE_SELF)
    result = CliRunner().invoke(main, arguments)
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(result.exit_code, result.output, used, (after.ru_maxrss - before.ru_maxrss) / 1024)
