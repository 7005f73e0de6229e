"""What a package's files look like from outside, and when they have come to rest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from claimpack.curation.watching.packagefiles import ChangeWatcher, Look, Stamp, look_at
from claimpack.package.load import load

from tests.edits import EXAMPLE, TODAY
from tests.severalfiles import divide


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "package")
    return tmp_path / "package"


def look(package: Path) -> Look:
    return look_at(package / "datapackage.json", [package / "article.txt"])


def test_every_file_that_a_check_reads_is_looked_at(package: Path) -> None:
    descriptor = package / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    with_schema = text.replace('"claims/claims.csv"', '"claims/claims.csv", "schema": "s/claims.json"')
    descriptor.write_text(with_schema, encoding="utf-8")
    (package / "s").mkdir()
    (package / "s/claims.json").write_text("{}", encoding="utf-8")
    divide(package, "passages", [2, 5], [1])
    seen = look(package)
    assert set(seen) == {*load(package, today=TODAY).files(), package / "article.txt"}
    assert len(seen) == 1 + 8 + 3 + 1 + 1
    assert None not in seen.values()


def _append(name: str) -> Callable[[Path], object]:
    return lambda package: (package / name).write_bytes((package / name).read_bytes() + b"x")


def _create(name: str) -> Callable[[Path], object]:
    return lambda package: (package / name).write_bytes(b"x")


def _replace(package: Path) -> None:
    """Saves as spreadsheets do: a new file, of the same size and time, is moved into the place of the old one."""
    old, new = package / "claims/claims.csv", package / "claims/lu1234.tmp"
    shutil.copy2(old, new)
    new.replace(old)


def _folder(package: Path) -> None:
    (package / "claims/claims.csv").unlink()
    (package / "claims/claims.csv").mkdir()


def _resource(package: Path) -> None:
    file = package / "datapackage.json"
    text = file.read_text(encoding="utf-8").replace("claims/claims.csv", "claims.csv")
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "sees"),
    [
        pytest.param(lambda _: None, set(), id="nothing"),
        pytest.param(_append("claims/claims.csv"), {"claims/claims.csv"}, id="a table is longer"),
        pytest.param(_append("article.txt"), {"article.txt"}, id="an article is longer"),
        pytest.param(
            lambda package: os.utime(package / "claims/claims.csv", ns=(1, 1)), {"claims/claims.csv"}, id="touched"
        ),
        pytest.param(_replace, {"claims/claims.csv"}, id="replaced"),
        pytest.param(
            lambda package: (package / "claims/claims.csv").unlink(), {"claims/claims.csv"}, id="a table is gone"
        ),
        pytest.param(_folder, {"claims/claims.csv"}, id="a folder in the place of a table"),
        pytest.param(_create("claims/estimates2.csv"), {"claims/estimates2.csv"}, id="a CSV file beside the tables"),
        pytest.param(_resource, {"datapackage.json", "claims/claims.csv", "claims.csv"}, id="another path of a table"),
        pytest.param(_create("claims/.~lock.claims.csv#"), set(), id="LibreOffice's lock file"),
        pytest.param(_create("claims/~$claims.csv"), set(), id="Excel's lock file"),
        pytest.param(_create("claims/.claims.csv"), set(), id="a hidden file"),
        pytest.param(_create("claims/lu12abc.tmp"), set(), id="LibreOffice's new file"),
        pytest.param(_create("claims/5F2A7B00"), set(), id="Excel's new file"),
        pytest.param(_create("claims/.claims.csv.swp"), set(), id="vim's swap file"),
        pytest.param(_create("claims/claims.csv~"), set(), id="an editor's copy"),
        pytest.param(_create("notes.csv"), set(), id="a CSV file elsewhere"),
    ],
)
def test_what_a_second_look_sees(act: Callable[[Path], object], sees: set[str], package: Path) -> None:
    before = look(package)
    act(package)
    after = look(package)
    differing = {file for file in before.keys() | after.keys() if before.get(file, "-") != after.get(file, "-")}
    # A table that has moved is beside no other any more, and where it was is looked at only as a file beside them.
    assert {file.relative_to(package).as_posix() for file in differing} == sees - (
        {"claims/claims.csv"} if act is _resource else set()
    )


def test_a_table_that_is_not_there_yet_is_looked_at(package: Path) -> None:
    (package / "claims/claims.csv").unlink()
    assert look(package)[package / "claims/claims.csv"] is None
    (package / "claims/claims.csv").write_bytes(b"x")
    assert look(package)[package / "claims/claims.csv"] is not None


def test_no_file_outside_the_package_is_looked_at(package: Path) -> None:
    descriptor = package / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8").replace('"claims/claims.csv"', '"../claims.csv"')
    descriptor.write_text(text, encoding="utf-8")
    (package.parent / "claims.csv").write_bytes(b"x")
    assert all(file.is_relative_to(package) for file in look(package))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"resources": 1}', b'{"resources": [{"name": "claims"}]}'])
def test_a_descriptor_that_names_nothing(content: bytes, package: Path) -> None:
    (package / "datapackage.json").write_bytes(content)
    assert set(look(package)) == {package / "datapackage.json", package / "article.txt"}


def test_a_package_that_is_gone_and_comes_back(package: Path) -> None:
    before = look(package)
    package.rename(package.parent / "elsewhere")
    assert look(package) == {package / "datapackage.json": None, package / "article.txt": None}
    (package.parent / "elsewhere").rename(package)
    assert look(package) == before


# Coming to rest. A file is written as its size; "-" is a file that is not there.


@pytest.mark.parametrize(
    ("sizes", "taken_up"),
    [
        pytest.param("100", [0], id="at once, to begin with"),
        pytest.param("100 100 100", [0], id="nothing happens"),
        pytest.param("100 101 101", [0, 2], id="saved"),
        pytest.param("100 101", [0], id="saved just now"),
        pytest.param("100 101 102 103 103 103", [0, 4], id="saved slowly"),
        pytest.param("100 101 100 100", [0], id="as it was before it came to rest"),
        pytest.param("100 101 101 101 102 102", [0, 2, 5], id="saved twice"),
        pytest.param("100 - - 101 101", [0, 4], id="deleted and written again"),
        pytest.param("100 - - - - 101 101", [0, 6], id="deleted and written again after a while"),
        pytest.param("100 - - - - -", [0, 5], id="deleted"),
        pytest.param("100 - - - - - - 100 100", [0, 5, 8], id="deleted and back"),
        pytest.param("100 0 0 0 101 101", [0, 5], id="emptied and written again"),
        pytest.param("100 0 0 0 0 0", [0, 5], id="emptied"),
        pytest.param("100 40 40 40 90 90", [0, 5], id="the first part of it, then the rest"),
        pytest.param("100 49 49 49 49 49", [0, 5], id="less than half is left"),
        pytest.param("100 50 50", [0, 2], id="half is left"),
        pytest.param("- - 100 100", [0, 3], id="there for the first time"),
        pytest.param("0 0 100 100", [0, 3], id="no longer empty"),
    ],
)
def test_files_are_taken_up_when_they_have_come_to_rest(sizes: str, taken_up: list[int]) -> None:
    rest = ChangeWatcher()
    file, other = Path("claims.csv"), Path("sources.csv")
    found = []
    for number, size in enumerate(sizes.split()):
        seen = {file: None if size == "-" else Stamp(0, int(size), 1), other: Stamp(0, 10, 2)}
        if rest.is_due(seen):
            rest.checked = seen
            found.append(number)
    assert found == taken_up


def test_what_was_not_taken_comes_again() -> None:
    rest = ChangeWatcher()
    first, second = {Path("a"): Stamp(0, 1, 1)}, {Path("a"): Stamp(1, 1, 1)}
    rest.checked = first
    assert [rest.is_due(seen) for seen in (second, second, second)] == [False, True, True]
