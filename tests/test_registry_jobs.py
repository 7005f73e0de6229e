"""Several packages at a time: the report is the same for any number, and a process that is ended is never green."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from claimpack.cli import main, severalpackages
from claimpack.package.package import Package
from claimpack.package.registry import read_registry
from claimpack.packagescheck import check_packages
from claimpack.report import Report
from claimpack.rules.catalogue import choose_rules
from click.testing import CliRunner

from tests.edits import TODAY
from tests.registries import make_registry

pytestmark = pytest.mark.slow


def test_the_report_is_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    file = make_registry(tmp_path)
    (tmp_path / "pages/two/claims/claims.csv").write_bytes(b"claim_id\n")  # a problem, and shared records without use
    words = ["validate", str(file), "--format", "json", "--fail-on", "error", "--today", TODAY.isoformat()]
    results = [CliRunner().invoke(main, [*words, "--jobs", str(jobs)]) for jobs in (1, 2, 5)]
    assert results[0].exit_code == 1
    assert {(each.exit_code, each.stdout) for each in results} == {(1, results[0].stdout)}


def end_at(name: str, at: str, package: Package, report: Report) -> Report:  # noqa: ARG001 - as it is called
    """Ends the process as the system does where memory runs out."""
    if name == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return report


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there are no such signals")
def test_a_process_that_is_ended_is_told(tmp_path: Path) -> None:
    registry = read_registry(make_registry(tmp_path), today=TODAY)
    rules = choose_rules(["retracted-source"])
    after_check = partial(end_at, "pages/three")
    report = check_packages(registry.packages, rules, today=TODAY, registry=registry, jobs=2, after_check=after_check)
    assert report.conclusion == "incomplete"
    missing = [name for name in registry.packages if name not in report.reports]
    assert "pages/three" in missing
    assert [each.message for each in report.faults] == [
        f"the package {name} was not checked: a process that checks packages was ended from outside" for name in missing
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            lambda file: file.rename(file.with_name("renamed.json")),
            "the registry can't be read: {file} is not there: name a registry.json or its folder",
            id="renamed",
        ),
        pytest.param(lambda file: file.write_text("{"), "the registry was changed after the check began", id="changed"),
    ],
)
def test_a_registry_that_changes_at_the_start_of_the_processes_is_told(
    change: Callable[[Path], object], reason: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = make_registry(tmp_path)
    registry = read_registry(file, today=TODAY)
    change(file)
    report = check_packages(
        registry.packages, choose_rules(["retracted-source"]), today=TODAY, registry=registry, jobs=2
    )
    assert [(each.message, each.hint, each.package) for each in report.faults] == [
        (f"the package {name} was not checked: {reason.format(file=file)}", "Check it again.", name)
        for name in registry.packages
    ]
    assert report.conclusion == "incomplete"
    assert capfd.readouterr().err == ""


def end_at_the_third(_targets: object, _seen: object, name: str, package: Package, report: Report) -> Report:
    return end_at(name, "pages/three", package, report)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there are no such signals")
def test_the_command_names_what_was_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_registry(tmp_path)
    monkeypatch.setattr(severalpackages, "_kept", end_at_the_third)
    result = CliRunner().invoke(main, ["validate", str(file), "--jobs", "2", "--today", TODAY.isoformat()])
    assert result.exit_code == 3
    words = " ".join(result.output.split())
    assert "the package pages/three was not checked: a process that checks packages was ended from outside" in words
    assert "There may be too little memory for this many processes: check with fewer --jobs." in words


CTRL_C_AT_A_START = """
import os, signal
from concurrent.futures import ProcessPoolExecutor
from claimpack.cli import main
submit = ProcessPoolExecutor.submit
def interrupted(*given):
    begun = submit(*given)
    os.killpg(0, signal.SIGINT)
    return begun
ProcessPoolExecutor.submit = interrupted
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of processes")
def test_ctrl_c_while_processes_start_ends_them_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CTRL_C_AT_A_START, "validate", str(make_registry(tmp_path)), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, check=False, start_new_session=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Stopped.\n")
