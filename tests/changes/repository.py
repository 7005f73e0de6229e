"""Makes real git repositories for tests, with no setting of the machine's own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """What git says in ``folder``."""
    command: Sequence[str] = ["git", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **IDENTITY}, input=given, capture_output=True, check=True
    )
    return os.fsdecode(done.stdout).strip()


def commit_all(folder: Path) -> str:
    """Commits what is in ``folder``, made a repository if it is none, and gives the commit's id."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=One version")
    return git(folder, "rev-parse", "HEAD")
