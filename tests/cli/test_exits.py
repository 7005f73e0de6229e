"""What is left when the world around the command line misbehaves: one line, the right exit code, no lost file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from claimpack.cli import main, rules
from claimpack.package import load as loading
from click.testing import CliRunner

from tests.edits import EXAMPLE, ROOT


def claimpack(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "claimpack", *arguments]
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
    "arguments",
    [["validate"], ["rules"], ["explain", "invalid-cell"], ["--help"], ["validate", "--help"], ["--version"]],
    ids=" ".join,
)
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_full_disk_is_an_incomplete_check(arguments: list[str], unbuffered: str) -> None:
    surroundings = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        result = claimpack(*arguments, stdout=full, stderr=subprocess.PIPE, env=surroundings)
    assert result.returncode == 3
    assert result.stderr.count(b"\n") == 1
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", [["rules"], ["explain", "invalid-cell"], ["validate", "--help"]], ids=" ".join)
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_reader_that_has_seen_enough_is_no_failure(arguments: list[str], unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    surroundings = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    result = claimpack(*arguments, stdout=writing, stderr=subprocess.PIPE, env=surroundings)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_message_that_cannot_be_written_is_no_finding() -> None:
    with Path("/dev/full").open("wb") as full:
        assert claimpack("no-command", stdout=subprocess.PIPE, stderr=full).returncode == 3


def test_a_program_that_calls_it_goes_on() -> None:
    """The check ends at once only where it is the program."""
    program = "from claimpack.cli import main\ntry:\n    main(['rules'])\nfinally:\n    print('It goes on.')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"It goes on."


INTERRUPTED = """
import atexit, sys
from claimpack.cli import main, rules
def interrupt(*_):
    raise KeyboardInterrupt
atexit.register(print, "Tidied up.")
rules._as_text = interrupt
sys.argv[1:] = ["rules"]
main()
"""


def test_after_ctrl_c_python_tidies_up() -> None:
    """A pool of processes that has just begun is not left to others with a warning."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, check=False)
    assert (done.returncode, done.stdout.split(), done.stderr.split()) == (130, [b"Tidied", b"up."], [b"Stopped."])


def test_a_profiler_can_finish(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "claimpack", "rules"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, profile.exists()) == (0, True)


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


UNFORESEEN = {
    "Claimpack failed (KeyError: 'unforeseen'); set CLAIMPACK_TRACEBACK=1 to see where.": KeyError("unforeseen"),
    "here/a.csv can't be used: Too many open files": OSError(24, "Too many open files", "here/a.csv"),
    "standard output can't be written: No space left on device": OSError(28, "No space left on device"),
}


@pytest.mark.parametrize(("message", "error"), UNFORESEEN.items(), ids=lambda given: type(given).__name__)
def test_what_nobody_foresaw_ends_in_one_line(message: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(rules, "_as_text", fail)
    result = CliRunner().invoke(main, ["rules"])
    assert (result.exit_code, result.stderr) == (3, f"Error: {message}\n")
    monkeypatch.setenv("CLAIMPACK_TRACEBACK", "1")
    assert CliRunner().invoke(main, ["rules"]).exception is error


def test_ctrl_c_has_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load", interrupt)
    assert CliRunner().invoke(main, ["validate", str(EXAMPLE)]).exit_code == 130


NOT_TEXT = "caf\udce9"
"""What Python makes of the bytes ``caf\\xe9`` where the terminal's encoding is UTF-8."""


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        (["init", "new", "--title", NOT_TEXT], "--title"),
        (["init", "new", "--name", NOT_TEXT], "--name"),
        (["new", "concept", "--concept-id", "sun", "--kind", "outcome", "--label", NOT_TEXT, "--yes"], "--label"),
        (["acknowledge", "unused-source", "S3", "--reason", NOT_TEXT], "--reason"),
        (["acknowledge", "unused-source", "S3", "--reason", "So.", "--by", NOT_TEXT], "--by"),
        (["acknowledge", "unused-source", NOT_TEXT, "--reason", "So."], "SUBJECT..."),
        (["anchor", "article.txt", "--title", NOT_TEXT], "--title"),
        (["anchor", "article.txt", "--article-id", NOT_TEXT], "--article-id"),
        (["anchor", "article.txt", "--language", NOT_TEXT], "--language"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)
def test_what_is_no_text_is_not_written(
    arguments: list[str], parameter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = shutil.copytree(EXAMPLE, tmp_path / "package")
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    monkeypatch.chdir(package)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    message = f"Invalid value for '{parameter}': \"caf\\u{{DCE9}}\" is not text in the encoding of this terminal.\n"
    assert result.stderr.endswith(f"Error: {message}")
    assert {path: path.read_bytes() for path in package.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the name of a file is always text")
def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    folder = tmp_path / NOT_TEXT
    result = claimpack("init", str(folder), env=environment)
    assert (result.returncode, result.stderr) == (0, b"")
    assert rb"caf\u{DCE9}" in result.stdout
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("caf", "Safety claims: caf\ufffd")
    result = claimpack("fmt", str(folder), env=environment)
    assert (result.returncode, result.stderr) == (0, b"")
