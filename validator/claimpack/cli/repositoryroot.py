"""Finds where a file is in the repository that a CI job works on.

A job may check out repositories below its workspace, so that the nearest folder with a ``.git`` is the root; without
one, it is the workspace.
"""

from __future__ import annotations

import os
from pathlib import Path

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which GitHub Actions and GitLab CI give the folder that the repository is checked out to."""


def checkout_path(file: Path) -> str | None:
    """The path of ``file`` from the root of the repository of a CI job, whatever the current folder is.

    None outside of a CI job, and where the file is not in the job's repository.
    """
    for name in _ROOTS:
        workspace = os.environ.get(name)
        if workspace and file.resolve().is_relative_to(Path(workspace).resolve()):
            root = _root(file.resolve(), Path(workspace).resolve())
            return file.resolve().relative_to(root).as_posix()
    return None


def _root(file: Path, workspace: Path) -> Path:
    """The root of the repository that ``file`` is in, which is the workspace or below it."""
    below = file.parents[: file.parents.index(workspace)]
    return next((folder for folder in below if (folder / ".git").exists()), workspace)
