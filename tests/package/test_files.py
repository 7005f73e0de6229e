"""Files under a package's folder are opened, and no others; each look at a path stands on its own."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from claimpack.package import files
from claimpack.package.files import UnsafePathError, UnusableFileError, read_bytes, read_inside, resolve
from hypothesis import example, given
from hypothesis import strategies as st

OUT = "leads out of the package through a symbolic link"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a table, a link to a file beside the folder and one to the folder above."""
    root = tmp_path / "package"
    root.mkdir()
    (root / "table.csv").write_bytes(b"a\n1\n")
    (tmp_path / "secret.csv").write_bytes(b"b\n2\n")
    (root / "link.csv").symlink_to(tmp_path / "secret.csv")
    (root / "above").symlink_to(tmp_path, target_is_directory=True)
    return root


@pytest.mark.parametrize("path", ["link.csv", "above/secret.csv", "above/absent.csv"])
def test_the_first_look_sees_where_a_link_leads(root: Path, path: str) -> None:
    with pytest.raises(UnsafePathError, match=OUT):
        resolve(root, path)


@pytest.mark.parametrize("path", ["link.csv", "above/secret.csv"])
def test_the_second_look_sees_a_link_that_was_put_there_since(
    root: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "resolve", lambda root, path: root / path)
    with pytest.raises(UnsafePathError, match=OUT):
        read_inside(root, path, 100)


def test_a_system_that_opens_nothing_relative_to_a_folder_looks_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set())
    assert read_inside(root, "table.csv", 100) == b"a\n1\n"
    with pytest.raises(UnsafePathError, match=OUT):
        read_inside(root, "link.csv", 100)


def test_a_file_that_grows_while_it_is_read_is_not_read_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.fstat
    monkeypatch.setattr(os, "fstat", lambda handle: SimpleNamespace(st_mode=really(handle).st_mode, st_size=0))
    assert read_inside(root, "table.csv", 4) == b"a\n1\n"
    for read in (lambda: read_inside(root, "table.csv", 3), lambda: read_bytes(root / "table.csv", 3)):
        with pytest.raises(UnusableFileError, match="has grown beyond 3 bytes, which is the limit"):
            read()


@given(st.lists(st.sampled_from([b"a", b"bc", b"\n", b"\r", b"\r\n"])).map(b"".join), st.integers(1, 5))
@example(b"abcde\nabcde\n", 5)
@example(b"abcd\r\nabcdef", 5)
def test_a_file_is_whole_or_has_a_line_that_is_too_long(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, longest: int
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "plain.csv").write_bytes(content)
    (folder / "packed.csv.gz").write_bytes(gzip.compress(content))
    too_long = [line for line, text in enumerate(re.split(rb"\r\n|\r|\n", content), 1) if len(text) > longest]
    for name in ("plain.csv", "packed.csv.gz"):
        if not too_long:
            assert read_inside(folder, name, 1000, longest, unpack=True) == content
            continue
        with pytest.raises(UnusableFileError) as told:
            read_inside(folder, name, 1000, longest, unpack=True)
        assert (str(told.value), told.value.line) == (
            f"has more than {longest} bytes in line {too_long[0]}",
            too_long[0],
        )
