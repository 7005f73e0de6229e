"""Two commands that write to one package at once take turns: no record is lost of which one has said "Written"."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from claimpack.cli import main
from claimpack.package import lock
from claimpack.package.lock import FOLDER, locked, try_lock
from click.testing import CliRunner, Result

from tests.edits import EXAMPLE, Edit
from tests.writing.test_steps import CASES, with_claims

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and links as POSIX does")

SLOW_DISK = """
import contextlib, os, sys
really = os.fsync
def fsync(handle):
    print("writing", flush=True)
    sys.stdin.readline()
    os.fsync = really
    really(handle)
os.fsync = fsync
from claimpack.curation import tablefiles
if "without-lock" in sys.argv:
    sys.argv.remove("without-lock")
    tablefiles.locked = lambda *_: contextlib.nullcontext()
    tablefiles._remove_left = lambda _: None
from claimpack.cli import main
main(prog_name="claimpack")
"""
"""Claimpack on a disk that takes so long to write the first file that somebody else can do anything meanwhile."""

PLAIN = "from claimpack.cli import main; main(prog_name='claimpack')"
WITHOUT_LOCK = (
    "from claimpack.curation import tablefiles; import contextlib;"
    " tablefiles.locked = lambda *_: contextlib.nullcontext(); tablefiles._remove_left = lambda _: None; " + PLAIN
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    Edit().apply(tmp_path / "package")
    return tmp_path / "package"


def concept(name: str, package: Path) -> list[str]:
    given = {"--concept-id": name, "--kind": "outcome", "--label": f"The {name} of all", "--package": str(package)}
    return ["new", "concept", "--yes", *(part for pair in given.items() for part in pair)]


def concepts(package: Path) -> set[str]:
    lines = (package / "claims/concepts.csv").read_text(encoding="utf-8").splitlines()
    return {line.split(",")[0] for line in lines}


def begun(code: str, arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        cwd=EXAMPLE.parents[2],
    )  # fmt: skip


def line_of(process: subprocess.Popen[str], begin: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(begin):
            return
    raise AssertionError(process.communicate())


@contextlib.contextmanager
def writing(package: Path, name: str = "first", *options: str) -> Iterator[subprocess.Popen[str]]:
    """A command that is in the middle of writing a concept."""
    with begun(SLOW_DISK, [*options, *concept(name, package)]) as process:
        try:
            line_of(process, "writing")
            yield process
        finally:
            process.kill()


def run(arguments: Sequence[str | Path]) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def test_the_second_waits_and_then_both_records_are_there(package: Path) -> None:
    with writing(package) as first, begun(PLAIN, concept("second", package)) as second:
        assert second.stderr is not None
        assert second.stderr.readline().startswith("Waiting for ")
        assert second.poll() is None
        told, _ = first.communicate("\n")
        assert told.endswith("Written to claims/concepts.csv.\n")
        told, _ = second.communicate()
        assert "Somebody else has saved the package; starting again:" in told
        assert told.endswith("Written to claims/concepts.csv.\n")
    assert {"first", "second"} <= concepts(package)


def test_imported_claims_wait_and_nothing_is_lost(package: Path) -> None:
    with_claims(package)
    command = ["import", "claims", "ours.csv", "--mapping", "map.toml", "--package", ".", "--yes"]
    command = [str(package / part) if part in ("ours.csv", "map.toml", ".") else part for part in command]
    with writing(package) as first, begun(PLAIN, command) as second:
        assert second.stderr is not None
        assert second.stderr.readline().startswith("Waiting for ")
        told, _ = first.communicate("\n")
        assert told.endswith("Written to claims/concepts.csv.\n")
        told, error = second.communicate()
    if second.returncode:
        assert error == "Error: claims/concepts.csv was changed by somebody else in the meantime: try again.\n"
        assert run(command).exit_code == 0
    assert {"first", "dry_eyes"} <= concepts(package)
    assert ",Dry eyes was seen," in (package / "claims/claims.csv").read_text(encoding="utf-8")
    assert run(["validate", package, "--select", "structure"]).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in CASES if name.startswith(("import", "edit", "acknowledge", "new with", "anchor"))]
)
def test_each_command_that_writes_waits_and_nothing_is_lost(name: str, package: Path) -> None:
    case = CASES[name]
    case.prepare(package)
    code = f"import os; os.chdir({str(package)!r}); {PLAIN}"
    with writing(package) as first, begun(code, case.command) as second:
        assert second.stderr is not None
        assert second.stderr.readline().startswith("Waiting for ")
        first.communicate("\n")
        _, error = second.communicate()
    if second.returncode:
        assert (second.returncode, error.splitlines()[-1].endswith("in the meantime: try again.")) == (3, True), error
        with contextlib.chdir(package):
            again = run(case.command)
        assert again.exit_code == 0, again.output
    assert "first" in concepts(package)
    with contextlib.chdir(package):
        once_more = run(case.command)
    assert "in the meantime" not in once_more.output
    assert run(["validate", package, "--select", "structure"]).exit_code == 0


def test_what_is_no_mere_addition_is_to_be_tried_again(package: Path) -> None:
    table = package / "claims/concepts.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    with writing(package) as first, begun(PLAIN, ["fmt", str(package)]) as second:
        assert second.stderr is not None
        second.stderr.readline()
        first.communicate("\n")
        _, told = second.communicate()
        assert second.returncode == 3
    assert told == "Error: claims/concepts.csv was changed by somebody else in the meantime: try again.\n"
    assert "first" in concepts(package)


def test_without_the_lock_a_record_would_be_lost(package: Path) -> None:
    """What this file tries is seen to matter."""
    with writing(package, "first", "without-lock") as first, begun(WITHOUT_LOCK, concept("second", package)) as second:
        for process in (second, first):
            told, _ = process.communicate("\n")
            assert told.endswith("Written to claims/concepts.csv.\n")
    assert "second" not in concepts(package)


def test_of_eight_at_once_none_is_lost_that_was_written(package: Path) -> None:
    with contextlib.ExitStack() as stack:
        names = [f"concept{number}" for number in range(8)]
        processes = {name: stack.enter_context(begun(PLAIN, concept(name, package))) for name in names}
        told = {name: process.communicate() for name, process in processes.items()}
    assert {process.returncode for process in processes.values()} <= {0, 3}, told
    written = {name for name, (out, _) in told.items() if out.endswith("Written to claims/concepts.csv.\n")}
    assert written == {name for name, process in processes.items() if process.returncode == 0}
    assert written
    assert concepts(package) & set(names) == written
    assert run(["validate", package, "--select", "structure"]).exit_code == 0


def test_the_lock_of_one_that_was_killed_holds_nobody_up(package: Path) -> None:
    with writing(package) as first:
        assert list(package.glob("claims/.claimpack-*"))
        first.kill()
        first.wait()
        result = run(concept("second", package))
    assert (result.exit_code, result.stderr) == (0, "")
    assert concepts(package) >= {"second"}
    assert not list(package.rglob(".claimpack-*")), "what it left is taken away"


def test_who_waits_in_vain_is_told_for_whom(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_QUIET", 0)
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    before = concepts(package)
    with writing(package) as first:
        result = run(concept("second", package))
    assert result.exit_code == 3
    waiting, error = result.stderr.splitlines()
    assert waiting.endswith(f", process {first.pid}, who is writing to the package.")
    assert error.startswith(f"Error: {package} is being written to by ")
    assert error.endswith(f", process {first.pid}: nothing was written, try again later.")
    assert concepts(package) == before


def test_a_link_to_the_folder_leads_to_the_same_lock(package: Path) -> None:
    link = package.parent / "link"
    link.symlink_to(package)
    with locked(link):
        assert try_lock(package / FOLDER / "lock") is None
    held = try_lock(package / FOLDER / "lock")
    assert held is not None
    held.release()


@pytest.mark.parametrize(("folder", "file"), [(0o755, 0o644), (0o775, 0o664), (0o2770, 0o660)])
def test_whoever_may_write_to_the_folder_may_lock_it(folder: int, file: int, tmp_path: Path) -> None:
    tmp_path.chmod(folder)
    before = os.umask(0o077)
    try:
        with locked(tmp_path):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == folder
    assert stat.S_IMODE((tmp_path / FOLDER / "lock").stat().st_mode) == file


def test_nobody_complains_of_what_stays(package: Path) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.invalid")
        return subprocess.run(
            ["git", "-C", package, *who, *arguments], capture_output=True, text=True, check=True
        ).stdout

    run(["fmt", package])
    shutil.rmtree(package / FOLDER)
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    before = run(["validate", package]).output
    assert run(["fmt", package]).exit_code == 0
    assert not (package / FOLDER).exists(), "where nothing is written, nothing is locked"
    assert run(concept("another", package)).exit_code == 0
    assert (package / FOLDER / "lock").read_bytes() == b"", "nobody is named who does not write"
    assert git("status", "--porcelain") == " M claims/concepts.csv\n"
    assert run(["validate", package]).output == before.replace("9\nconcepts", "10\nconcepts")


def test_a_system_without_locks(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl  # noqa: PLC0415 - not on every system

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    before = concepts(package)
    result = run(concept("second", package))
    assert result.exit_code == 3
    assert result.stderr == (
        f"Error: {package} can't be read or written: it can't be locked (No locks available), and without a lock two"
        " people could overwrite each other; nothing was written.\n"
    )
    assert concepts(package) == before


def test_a_folder_that_is_read_only(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = run(concept("second", package))
    assert result.exit_code == 3
    assert "you may not write there (Read-only file system); nothing was written." in result.stderr


@pytest.mark.parametrize("linked", [FOLDER, f"{FOLDER}/lock"])
def test_no_lock_is_made_elsewhere(linked: str, package: Path) -> None:
    outside = package.parent / "outside"
    outside.mkdir()
    (package / linked).parent.mkdir(exist_ok=True)
    (package / linked).symlink_to(outside / "x" if "/" in linked else outside)
    result = run(concept("second", package))
    assert result.exit_code == 3
    assert "it can't be locked" in result.stderr
    assert list(outside.iterdir()) == []


def test_a_link_in_the_folder_of_the_lock_is_not_followed(package: Path) -> None:
    outside = package.parent / "outside"
    outside.write_bytes(b"mine")
    (package / FOLDER).mkdir()
    (package / FOLDER / ".gitignore").symlink_to(outside)
    assert run(concept("second", package)).exit_code == 0
    assert outside.read_bytes() == b"mine"
    assert not (package / FOLDER / ".gitignore").is_symlink()
