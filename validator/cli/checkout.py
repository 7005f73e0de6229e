"""Finds where a file stands in the repository that a CI job works on."""

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
        root = os.environ.get(name)
        if root and file.resolve().is_relative_to(Path(root).resolve()):
            return file.resolve().relative_to(Path(root).resolve()).as_posix()
    return None
