"""Several processes, timings, and Ctrl-C in the middle of it all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.benchmarks.generate import TODAY, generate
from tests.cli.terminal import PACKAGE, claimpack, read_all
from tests.edits import ROOT
from validator.cli import main
from validator.rules.catalogue import all_rules
from validator.workers import IS_POSSIBLE

ON_THE_DAY = ("--today", TODAY.isoformat())
on_linux = pytest.mark.skipif(not IS_POSSIBLE, reason="processes can share a package on Linux alone")


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("made") / "up"
    generate(folder, 300, acknowledge=False)
    return str(folder)


@on_linux
@pytest.mark.parametrize("format_", ["text", "json"])
def test_the_same_bytes_by_any_number_of_processes(made_up: str, format_: str) -> None:
    command = ("validate", made_up, *ON_THE_DAY, "--format", format_)
    one, several = (claimpack(*command, "--jobs", jobs) for jobs in ("1", "3"))
    assert b"contradicting-claims" in one.stdout
    assert (one.returncode, one.stdout, one.stderr) == (several.returncode, several.stdout, several.stderr)


@pytest.mark.parametrize("jobs", ["0", "-1", "many", ""])
def test_no_number_of_processes_is_wrong_use(jobs: str) -> None:
    result = CliRunner().invoke(main, ["validate", PACKAGE, "--jobs", jobs])
    assert result.exit_code == 2
    assert "--jobs" in result.stderr
    assert result.stdout == ""


@on_linux
def test_more_processes_than_there_are_rules_or_records() -> None:
    result = claimpack("validate", PACKAGE, *ON_THE_DAY, "--select", "uncited-claim", "--jobs", "9")
    assert (result.returncode, result.stderr) == (0, b"")


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
    assert "for several rules: bearing" in shared
    assert names - {"reading the package"} - shared <= {rule.name for rule in all_rules()}
    more = re.fullmatch(r"([0-9]+) more that took less than a millisecond each", rest[2])
    assert more is not None
    assert len(names) - 1 + int(more[1]) >= len(all_rules()) + len(shared)


STUCK = """
import sys, time
from pathlib import Path
from validator import parallel
from validator.cli import main

def stuck(shared, task):
    Path(sys.argv[-1]).write_text("here")
    time.sleep(600)

parallel._work = stuck
main(prog_name="claimpack", args=sys.argv[1:-1])
"""
"""A check whose processes come to no end; the last argument is a file that says that they have begun."""


@on_linux
def test_ctrl_c_ends_all_processes_at_once(made_up: str, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", STUCK, "validate", made_up, *ON_THE_DAY, "--jobs", "2", str(begun)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if begun.exists():
                break
            time.sleep(0.05)
        assert begun.exists()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (130, b"", b"Stopped.\n")
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


IMPATIENT = """
from validator.cli import main, progress
progress._PATIENCE = 0
main(prog_name="claimpack")
"""


@on_linux
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bar_is_drawn_on_a_terminal_and_never_in_the_report(jobs: str) -> None:
    import pty  # noqa: PLC0415 - not on every system

    leader, follower = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, "validate", PACKAGE, "--format", "json", "--jobs", jobs, *ON_THE_DAY]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=environment) as process:
        os.close(follower)
        drawn = b"".join(read_all(leader)).decode()
        assert process.stdout is not None
        report = process.stdout.read()
        assert process.wait() == 0
    assert "Checking  [" in drawn
    assert "100%" in drawn
    assert report == claimpack("validate", PACKAGE, "--format", "json", *ON_THE_DAY).stdout
