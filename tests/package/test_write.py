"""Files are replaced whole: a failure or a kill on the way leaves the old content or the new."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from claimpack.package.write import remove_left, replace_files, write_atomically

from tests.edits import ROOT


def test_the_new_content_is_there_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "link.csv"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_if_one_file_can_not_be_written_none_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"old a")
    second.write_bytes(b"old b")
    synced = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_files({first: b"new a", second: b"new b"})
    assert (first.read_bytes(), second.read_bytes()) == (b"old a", b"old b")
    assert sorted(tmp_path.iterdir()) == [first, second]


DAY = 24 * 60 * 60


def test_what_a_kill_has_left_goes_and_nothing_else(tmp_path: Path) -> None:
    ours = [".claimpack-table-ab12_d3f.tmp", ".claimpack-output-ab12_d3f.tmp"]
    others = [
        "a.csv",
        ".claims.csv.tmp",
        ".claimpack-table-mine.tmp",
        ".claimpack-table-ab12_d3f.tmp.csv",
        ".claimpack",
    ]
    for name in (*ours, *others):
        (tmp_path / name).write_bytes(b"x")
    remove_left([tmp_path, tmp_path / "nowhere"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*ours, *others]), "somebody may be writing them"
    remove_left([tmp_path], of_tables=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ours[1], *others])
    for path in tmp_path.iterdir():
        os.utime(path, (time.time() - 2 * DAY,) * 2)
    write_atomically(tmp_path / "report.txt", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["report.txt", *others])


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_a_link_that_leads_to_nothing_is_refused(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "link.csv"
    file.write_bytes(b"old")
    link.symlink_to("nowhere.csv")
    with pytest.raises(FileNotFoundError, match=f"it is a link to {tmp_path / 'nowhere.csv'}, which is not there"):
        replace_files({file: b"new", link: b"new"})
    assert file.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [file, link]


WRITER = """
import sys
from pathlib import Path
from claimpack.package.write import write_atomically
print("begun", flush=True)
for number in range(100_000):
    write_atomically(Path(sys.argv[1]), b"%d\\n" % (number % 10) * 200_000)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("delay", [0.01, 0.03, 0.07])
def test_a_kill_in_the_middle_leaves_the_old_or_the_new(delay: float, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"x\n" * 200_000)
    with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        time.sleep(delay)
        writer.kill()
    content = file.read_bytes()
    assert len(content) == 400_000
    assert content == content[:2] * 200_000


def test_a_file_that_is_read_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != file)
    with pytest.raises(PermissionError, match="it is read-only") as caught:
        replace_files({file: b"new"})
    assert caught.value.filename == str(file)
    assert file.read_bytes() == b"old"


def test_what_the_system_refuses_is_said_of_the_file_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        replace_files({file: b"new"})
    assert caught.value.filename == str(file)
