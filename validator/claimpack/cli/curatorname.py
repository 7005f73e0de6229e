"""Finds the name of the curator: remembered, from git, or asked for once."""

from __future__ import annotations

import contextlib
import getpass
from pathlib import Path

import click

from claimpack.changes import git
from claimpack.cli.prompts import can_ask
from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside
from claimpack.package.lock import FOLDER, locked
from claimpack.package.package import Package
from claimpack.package.write import write_atomically

_LONGEST = 200
_NOBODY = frozenset({"root", "admin", "administrator", "runner", "user", "nobody"})
"""Login names that many people share."""


def curator_name(package: Package) -> str:
    """The name to record: an earlier answer, else git's ``user.name``, else the answer to a question.

    An answer is kept in the package's hidden folder, which git ignores. If nobody can be asked, it is the login name,
    unless many people share it.

    Raises:
        click.UsageError: if there is no name.
        click.Abort: on Ctrl-C or Ctrl-D.
    """
    name = _kept(package.root) or _of_git(package.root)
    if name:
        return name
    login = _login_name()
    if can_ask():
        name = _asked(login)
        with contextlib.suppress(OSError), locked(package.root):  # if it can't be kept, it is asked for again
            write_atomically(package.root / FOLDER / "name", f"{name}\n".encode())
        return name
    if not login:
        raise click.UsageError("Name who accepts the problem: --by NAME.")
    return login


def _asked(default: str) -> str:
    def checked(answer: str) -> str:
        if answer.strip().casefold() == "root":
            raise click.UsageError("root is not the name of a person.")
        name = _usable(answer)
        if not name:
            raise click.UsageError("Type a name of plain letters.")
        return name

    question = "Who are you? Your name is written beside your reasons"
    return click.prompt(question, default=default or None, value_proc=checked)


def _login_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without a list of users
        return ""
    return "" if name.casefold() in _NOBODY else name


def _of_git(root: Path) -> str:
    try:
        return _usable(git.ask_git("-C", str(root), "config", "--get", "user.name"))
    except git.GitError:
        return ""


def _kept(root: Path) -> str:
    try:
        return _usable(read_inside(root, f"{FOLDER}/name", 4 * _LONGEST).decode("utf-8"))
    except (OSError, UnsafePathError, UnusableFileError, UnicodeDecodeError):
        return ""


def _usable(name: str) -> str:
    """The name; blank if it can't be written into a table."""
    name = " ".join(name.split())
    is_plain = name.isprintable() and len(name) <= _LONGEST and name[:1] not in "=@+-"
    return name if is_plain and name.casefold() != "root" else ""
