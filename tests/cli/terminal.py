"""Runs the command in a process of its own, as a terminal does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.edits import EXAMPLE, ROOT

PACKAGE = str(EXAMPLE)
ARTICLE = str(EXAMPLE / "article.txt")


def claimpack(
    *arguments: str, folder: Path = ROOT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What ``claimpack`` does with these arguments in ``folder``, with ``environment`` over the usual one."""
    surroundings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    surroundings |= {"PYTHONPATH": str(ROOT / "validator"), **(environment or {})}
    command = [sys.executable, "-m", "claimpack", *arguments]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False, timeout=60)


def read_all(descriptor: int) -> Iterator[bytes]:
    """What is drawn on the terminal behind ``descriptor``, until its other end is closed."""
    try:
        while content := os.read(descriptor, 4096):
            yield content
    except OSError:  # how Linux tells that the other end is closed
        return
    finally:
        os.close(descriptor)
