"""Where the time of a check goes, its bar on a terminal, and Ctrl-C in the middle of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claimpack.rules.catalogue import all_rules

from tests.benchmarks.generate import TODAY, generate
from tests.cli.terminal import PACKAGE, claimpack, read_all
from tests.edits import ROOT

ON_THE_DAY = ("--today", TODAY.isoformat())
on_posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal and signals")


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("made") / "up"
    generate(folder, 300, acknowledge=False)
    return str(folder)


def test_timings_tell_of_each_rule_and_leave_the_report_as_it_is(made_up: str) -> None:
    command = ("validate", made_up, *ON_THE_DAY, "--format", "json")
    usual, timed = claimpack(*command), claimpack(*command, "--timings")
    assert (usual.returncode, usual.stdout, usual.stderr) == (timed.returncode, timed.stdout, b"")
    told = [
        re.fullmatch(r" *([0-9]+\.[0-9]{3}) s +([0-9.]+) %  (.+)", line) for line in timed.stderr.decode().splitlines()
    ]
    lines = [(float(line[1]), float(line[2]), line[3]) for line in told if line is not None]
    assert len(lines) == len(told), timed.stderr
    *each, rest, whole = lines
    assert whole[1:] == (100.0, "in all")
    assert sum(seconds for seconds, _, _ in (*each, rest)) == pytest.approx(whole[0], abs=0.001 * len(lines))
    assert [seconds for seconds, _, _ in each] == sorted((seconds for seconds, _, _ in each), reverse=True)
    names = {name for _, _, name in each}
    assert "reading the package" in names
    shared = {name for name in names if name.startswith("for several rules: ")}
    assert "for several rules: matching" in shared
    assert names - {"reading the package"} - shared <= {rule.name for rule in all_rules()}
    more = re.fullmatch(r"([0-9]+) more that took less than a millisecond each", rest[2])
    assert more is not None
    assert len(names) - 1 + int(more[1]) >= len(all_rules()) + len(shared)


STUCK = """
import sys, time
from pathlib import Path
from claimpack import engine
from claimpack.cli import main

def stuck(rule, about):
    Path(sys.argv[-1]).write_text("here")
    time.sleep(600)

engine.run_rule = stuck
main(prog_name="claimpack", args=sys.argv[1:-1])
"""
"""A check that comes to no end; the last argument is a file that says that it has begun."""


@pytest.mark.slow
@on_posix
def test_ctrl_c_ends_a_check_at_once(made_up: str, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", STUCK, "validate", made_up, *ON_THE_DAY, str(begun)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT / "validator")},
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if begun.exists():
                break
            time.sleep(0.05)
        assert begun.exists()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (130, b"", b"Stopped.\n")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


IMPATIENT = """
from claimpack.cli import main, progress
progress._PATIENCE = 0
main(prog_name="claimpack")
"""


@pytest.mark.slow
@on_posix
def test_a_bar_is_drawn_on_a_terminal_and_never_in_the_report() -> None:
    import pty  # noqa: PLC0415 - not on every system

    leader, follower = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, "validate", PACKAGE, "--format", "json", *ON_THE_DAY]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "validator"), "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=environment) as process:
        os.close(follower)
        drawn = b"".join(read_all(leader)).decode()
        assert process.stdout is not None
        report = process.stdout.read()
        assert process.wait() == 0
    assert "Checking  [" in drawn
    assert "100%" in drawn
    assert report == claimpack("validate", PACKAGE, "--format", "json", *ON_THE_DAY).stdout
