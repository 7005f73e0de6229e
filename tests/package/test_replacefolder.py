"""A folder is replaced whole: whatever happens on the way, the old one or the new one is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from claimpack.package import replacefolder
from claimpack.package.lock import try_lock
from claimpack.package.replacefolder import made_folder, remove_left_folders, replaced_folder

from tests.edits import ROOT

Folder = dict[str, bytes]

WITHOUT_EXCHANGE = "moved aside"


@pytest.fixture(params=["exchanged", WITHOUT_EXCHANGE])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both in one step, where the system can, and in the two that are left elsewhere."""
    if request.param == WITHOUT_EXCHANGE:
        monkeypatch.setattr(replacefolder, "_exchange", lambda *_: False)


either_way = pytest.mark.usefixtures("_either_way")


def write(folder: Path, content: Folder) -> None:
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)


def read(folder: Path) -> Folder:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def replace(folder: Path, content: Folder, failure: BaseException | None = None) -> None:
    with replaced_folder(folder) as new:
        write(new, content)
        if failure is not None:
            raise failure


OLD = {"a.json": b"old", "only-old.json": b"old", "schemas/a.json": b"old", "only-old/a.json": b"old"}
NEW = {"a.json": b"new", "only-new.json": b"new", "schemas/a.json": b"new"}


@either_way
def test_a_new_folder_and_those_above_it_are_made(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "one/two/dist") as new:
        assert list(new.iterdir()) == []
        write(new, NEW)
        assert not (tmp_path / "one/two/dist").exists()
    assert read(tmp_path) == {f"one/two/dist/{name}": text for name, text in NEW.items()}


@either_way
@pytest.mark.parametrize("old", [OLD, {}], ids=["full", "empty"])
def test_an_old_folder_is_replaced_whole(old: Folder, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    write(tmp_path / "dist", old)
    with replaced_folder(tmp_path / "dist") as new:
        write(new, NEW)
        assert read(tmp_path / "dist") == old
    assert read(tmp_path / "dist") == NEW
    assert not (tmp_path / "dist/only-old").exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "dist"], "nothing is left beside it"


@either_way
@pytest.mark.parametrize("exception", [ValueError, OSError, KeyboardInterrupt, SystemExit])
def test_a_failure_on_the_way_leaves_the_old_folder(exception: type[BaseException], tmp_path: Path) -> None:
    write(tmp_path / "dist", OLD)
    number = (tmp_path / "dist").stat().st_ino
    with pytest.raises(exception):
        replace(tmp_path / "dist", NEW, exception())
    assert read(tmp_path / "dist") == OLD
    assert (tmp_path / "dist").stat().st_ino == number
    assert list(tmp_path.iterdir()) == [tmp_path / "dist"]


@either_way
def test_a_failure_on_the_way_to_a_first_folder_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        replace(tmp_path / "dist", NEW, KeyError())
    assert list(tmp_path.iterdir()) == []


@either_way
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "elsewhere/real", OLD)
    (tmp_path / "dist").symlink_to("elsewhere/real")
    replace(tmp_path / "dist", NEW)
    assert (tmp_path / "dist").readlink() == Path("elsewhere/real")
    assert read(tmp_path / "elsewhere/real") == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "elsewhere"]
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["real"]


@either_way
@pytest.mark.parametrize("inside", ["", "below/dist"])
def test_a_link_that_leads_to_nothing_is_refused(inside: str, tmp_path: Path) -> None:
    (tmp_path / "dist").symlink_to("elsewhere/real")
    with pytest.raises(FileNotFoundError, match=f"it is a link to {tmp_path / 'elsewhere/real'}, which is not there"):
        replace(tmp_path / "dist" / inside, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


@either_way
def test_a_folder_named_from_within_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for content in (OLD, NEW):
        replace(Path("dist"), content)
    assert read(tmp_path) == {f"dist/{name}": text for name, text in NEW.items()}


@either_way
@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
@pytest.mark.parametrize(("umask", "folder", "file"), [(0o022, 0o755, 0o644), (0o027, 0o750, 0o640)])
def test_others_may_read_what_the_umask_lets_them(umask: int, folder: int, file: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        replace(tmp_path / "dist", NEW)
    finally:
        os.umask(before)
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    folders = {"dist": folder, "dist/schemas": folder}
    assert modes == folders | {f"dist/{name}": file for name in NEW}


def failing(monkeypatch: pytest.MonkeyPatch, fails: Callable[[Path, Path], bool]) -> None:
    """Has the system refuse those renamings for which ``fails`` holds."""
    really = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if fails(self, Path(target)):
            raise PermissionError(13, "Permission denied", str(self))
        return really(self, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("refused", ["the old one can not be moved aside", "the new one can not be moved there"])
def test_without_an_exchange_a_refusal_leaves_the_old_folder(
    refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dist", OLD)
    monkeypatch.setattr(replacefolder, "_exchange", lambda *_: False)
    aside = refused == "the old one can not be moved aside"
    failing(monkeypatch, lambda one, _: (one.name == "dist") if aside else (one.name == "new"))
    with pytest.raises(PermissionError):
        replace(tmp_path / "dist", NEW)
    assert read(tmp_path / "dist") == OLD
    assert list(tmp_path.iterdir()) == [tmp_path / "dist"]


@either_way
def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path / "dist", OLD)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path / "dist", NEW)
    assert read(tmp_path / "dist") == OLD
    assert list(tmp_path.iterdir()) == [tmp_path / "dist"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is it known that the exchange is possible")
def test_the_system_makes_the_exchange_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "dist", OLD)
    failing(monkeypatch, lambda *_: True)
    replace(tmp_path / "dist", NEW)
    assert read(tmp_path / "dist") == NEW


def test_a_file_in_the_way_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        replace(tmp_path / "file/dist", NEW)
    assert read(tmp_path) == {"file": b"old"}


LEFT = ".claimpack-folder-ab12_d3f"


def left_by_a_kill(parent: Path) -> Path:
    """What is beside a build after a kill between the two renamings, where nothing can be exchanged."""
    write(parent / LEFT, {"lock": b"", "old/dist/a.json": b"old", "new/a.json": b"new"})
    return parent / LEFT


def test_a_folder_that_was_only_moved_aside_goes_back(tmp_path: Path) -> None:
    left_by_a_kill(tmp_path)
    with pytest.raises(KeyError):
        replace(tmp_path / "dist", NEW, KeyError())
    assert read(tmp_path) == {"dist/a.json": b"old"}
    left_by_a_kill(tmp_path)
    replace(tmp_path / "another", {})
    assert read(tmp_path) == {"dist/a.json": b"old"}, "and is dropped where a new one is in its place"


def test_what_somebody_is_writing_stays(tmp_path: Path) -> None:
    lock = try_lock(left_by_a_kill(tmp_path) / "lock")
    assert lock is not None
    before = read(tmp_path)
    remove_left_folders(tmp_path)
    assert read(tmp_path) == before
    lock.release()
    remove_left_folders(tmp_path)
    assert read(tmp_path) == {"dist/a.json": b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_nothing_elsewhere_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    left_by_a_kill(tmp_path)
    (tmp_path / "here" / LEFT).symlink_to(tmp_path / LEFT)
    write(tmp_path / "here/.claimpack-folder-mine", {"lock": b"", "new/a": b""})
    before = read(tmp_path)
    remove_left_folders(tmp_path / "here")
    assert read(tmp_path) == before


def test_a_folder_that_is_there_by_then_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."), made_folder(tmp_path / "new") as new:  # noqa: PT012
        write(new, NEW)
        write(tmp_path / "new", OLD)
    assert read(tmp_path) == {f"new/{name}": text for name, text in OLD.items()}


FILES = 4
WRITER = f"""
import sys
from pathlib import Path
from claimpack.package import replacefolder
replacefolder._sync = lambda _: None  # so that more kills fall between two steps
print("begun", flush=True)
for number in range(100_000):
    letter = b"ab"[number % 2 : number % 2 + 1]
    with replacefolder.replaced_folder(Path(sys.argv[1])) as new:
        for name in range({FILES}):
            (new / str(name)).write_bytes(letter * 2000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kill may fall between two renamings")
def test_a_kill_at_any_moment_leaves_a_whole_folder(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - nothing secret about it
    folder, seen = tmp_path / "dist", set()
    for _ in range(30):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
            while not folder.exists():
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
            writer.kill()
        content = read(folder)
        assert content in ({str(name): letter * 2000 for name in range(FILES)} for letter in (b"a", b"b"))
        seen.add(content["0"][:1])
    assert seen == {b"a", b"b"}
