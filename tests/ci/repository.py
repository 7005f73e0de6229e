"""Makes git repositories that hold the example package."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.edits import EXAMPLE

SOUND, BROKEN = "C1,P3,", "C1,P99,"
"""The start of the first claim, on line 2, with its passage, and with one that is not there."""
_IDENTITY = {
    "GIT_AUTHOR_NAME": "A curator",
    "GIT_AUTHOR_EMAIL": "curator@example.org",
    "GIT_COMMITTER_NAME": "A curator",
    "GIT_COMMITTER_EMAIL": "curator@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs git in ``folder`` with no settings but the repository's own; both streams in one."""
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={name: text for name, text in os.environ.items() if not name.startswith("GIT_")} | _IDENTITY | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=check,
        timeout=600,
        encoding="utf-8",
    )


def repository_with_package(folder: Path, *, within: str = ".") -> Path:
    """A git repository with the example package in its folder ``within``, all of it committed; the package's folder."""
    package = folder / within
    shutil.copytree(EXAMPLE, package)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "The claims")
    return package


def commit(folder: Path, message: str, *, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Commits all that has changed in ``folder``."""
    git(folder, "add", "--all")
    return git(folder, "commit", "--quiet", "--message", message, check=check, **environment)


def replaced(file: Path, old: str, new: str) -> None:
    """Puts ``new`` in the place of ``old``, which is in ``file`` once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} holds {old!r} {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")
