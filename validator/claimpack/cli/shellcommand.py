"""Writes commands for a person to run next, quoted for a shell."""

from __future__ import annotations

import shlex
from pathlib import Path

from claimpack.wording import printable


def to_run(*words: str | Path) -> str:
    """A ``claimpack`` command, its words quoted where a shell needs it.

    >>> to_run("validate", *named(Path("my claims")))
    "claimpack validate 'my claims'"
    """
    plain = [f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word) for word in words]
    return printable(shlex.join(["claimpack", *plain]))


def named(package: Path) -> list[Path]:
    """The argument that names the package; none for the current folder, which is the default."""
    return [] if package == Path() else [package]
