"""How git is called: which program, with which settings, and in which surroundings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from claimpack.changes.git import GitError, ask_git

RECORDER = """#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word"; done
echo --
env
"""


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """A folder with a program named git, which tells how it was called."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "git").write_text(RECORDER, encoding="utf-8")
    (folder / "git").chmod(0o755)
    return folder


def test_what_a_repository_could_start_is_switched_off(recorder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{recorder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "https:ext")
    monkeypatch.setenv("GIT_NO_LAZY_FETCH", "0")
    told = ask_git("cat-file", "-p", "HEAD")
    arguments, _, surroundings = told.partition("\n--\n")
    assert arguments.split("\n") == [
        "--no-pager",
        "-c",
        "core.fsmonitor=false",  # a program that git may ask what has changed
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "protocol.allow=never",
        "cat-file",
        "-p",
        "HEAD",
    ]
    assert {
        "GIT_ALLOW_PROTOCOL=none",
        "GIT_NO_LAZY_FETCH=1",
        "GIT_NO_REPLACE_OBJECTS=1",
        "GIT_OPTIONAL_LOCKS=0",
        "GIT_TERMINAL_PROMPT=0",
        "LC_ALL=C",
    } <= set(surroundings.split("\n"))


@pytest.mark.parametrize("path", ["", ".", "programs"])
def test_no_git_of_the_current_folder_is_run(recorder: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(recorder if path != "programs" else recorder.parent)
    monkeypatch.setenv("PATH", path)
    with pytest.raises(GitError, match="there is no git program: install git, or name two folders"):
        ask_git("version")
