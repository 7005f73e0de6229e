"""What is left when the world around the command line misbehaves: one line, the right exit code, no lost file."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.edits import EXAMPLE, ROOT
from validator.cli import main
from validator.package import load as loading


def claimpack(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "validator", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output="stdout" not in options, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    "arguments",
    [["validate", ""], ["validate", "--output", ""], ["validate", "--select", ","], ["validate", "--select", ""]],
    ids=["package", "output", "a comma", "select"],
)
def test_an_empty_name_is_wrong_use(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, arguments).exit_code == 2


@pytest.mark.parametrize("name", ["claims/claims.csv", "datapackage.json", "article.txt"])
def test_the_report_never_takes_the_place_of_what_it_is_about(name: str, tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    before = (package / name).read_bytes()
    arguments = ["validate", str(package), "--article", str(package / "article.txt"), "--output", str(package / name)]
    assert CliRunner().invoke(main, arguments).exit_code == 2
    assert (package / name).read_bytes() == before


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_nor_by_a_link(link: Callable[[Path, Path], None], tmp_path: Path) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    table = package / "claims/claims.csv"
    before = table.read_bytes()
    link(tmp_path / "report.txt", table)
    result = CliRunner().invoke(main, ["validate", str(package), "--output", str(tmp_path / "report.txt")])
    assert (result.exit_code, table.read_bytes()) == (2, before)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [["validate"], ["rules"], ["explain", "invalid-cell"]], ids=lambda given: given[0]
)
def test_a_full_disk_is_an_incomplete_check(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = claimpack(*arguments, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 3
    assert result.stderr.count(b"\n") == 1
    assert b"Traceback" not in result.stderr


def test_a_reader_that_goes_away_changes_nothing() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = claimpack("validate", stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_the_encoding_lacks_is_spelt_out(format_: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    result = claimpack("validate", "tests/corpus/concepts-in-circles", "--format", format_, env=environment)
    assert (result.returncode, result.stderr) == (1, b"")
    assert rb"\u2192" in result.stdout


def test_what_nobody_foresaw_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(loading, "load", fail)
    result = CliRunner().invoke(main, ["validate", str(EXAMPLE)])
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "KeyError" in result.stderr


def test_ctrl_c_has_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load", interrupt)
    assert CliRunner().invoke(main, ["validate", str(EXAMPLE)]).exit_code == 130


@pytest.mark.parametrize("arguments", [["validate", str(EXAMPLE)], ["validate", "nowhere"]])
def test_the_garbage_collector_is_as_it_was_after_a_command(arguments: list[str]) -> None:
    assert gc.isenabled()
    CliRunner().invoke(main, arguments)
    assert gc.isenabled()
