"""Finds the path of a file in the repository of a CI job.

A job may check out repositories below its workspace. So the root is the nearest folder with a ``.git``; without one, it
is the workspace.
"""

from __future__ import annotations

import os
from pathlib import Path

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The environment variables of GitHub Actions and GitLab CI that name the workspace."""


def checkout_path(file: Path) -> str | None:
    """The path of ``file`` from the root of the repository of a CI job.

    None outside of a CI job, or if the file is not in the job's workspace.
    """
    for name in _ROOTS:
        workspace = os.environ.get(name)
        if workspace and file.resolve().is_relative_to(Path(workspace).resolve()):
            root = _root(file.resolve(), Path(workspace).resolve())
            return file.resolve().relative_to(root).as_posix()
    return None


def _root(file: Path, workspace: Path) -> Path:
    """The root of the repository that ``file`` is in: the workspace, or a folder below it."""
    below = file.parents[: file.parents.index(workspace)]
    return next((folder for folder in below if (folder / ".git").exists()), workspace)
