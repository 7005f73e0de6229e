"""Knows the name of who judges: given, remembered, git's own, or asked for once."""

from __future__ import annotations

import contextlib
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.prompts import can_ask

if TYPE_CHECKING:
    from claimpack.package.package import Package

_LONGEST = 200
_NOBODY = frozenset({"root", "admin", "administrator", "runner", "user", "nobody"})
"""Login names that many have, so that none says who it was."""


def curator_name(package: Package) -> str:
    """The name to write down: what was answered before, else git's ``user.name``, else what is answered now.

    An answer is kept in the package's hidden folder, which git leaves out. Where nobody is there to be asked, it is the
    login name, unless many have that name.

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
        _keep(package.root, name)
        return name
    if not login:
        raise click.UsageError("Say who accepts the problem: --by NAME.")
    return login


def _asked(default: str) -> str:
    def checked(answer: str) -> str:
        name = " ".join(answer.split())
        if not name or not name.isprintable() or len(name) > _LONGEST or name[0] in "=@+-":
            raise click.UsageError("A name in letters is needed.")
        if name.casefold() == "root":
            raise click.UsageError("root is nobody's name.")
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
    from claimpack.changes.git import GitError, ask_git  # noqa: PLC0415 - seldom needed

    try:
        name = ask_git("-C", str(root), "config", "--get", "user.name")
    except GitError:
        return ""
    return _usable(name)


def _kept(root: Path) -> str:
    from claimpack.package.files import UnsafePathError, UnusableFileError, read_inside  # noqa: PLC0415
    from claimpack.package.lock import FOLDER  # noqa: PLC0415

    try:
        return _usable(read_inside(root, f"{FOLDER}/name", 4 * _LONGEST).decode("utf-8"))
    except (OSError, UnsafePathError, UnusableFileError, UnicodeDecodeError):
        return ""


def _keep(root: Path, name: str) -> None:
    """Keeps a name for the next time; where that can't be done it is asked for again."""
    from claimpack.package.lock import FOLDER, locked  # noqa: PLC0415
    from claimpack.package.write import write_atomically  # noqa: PLC0415

    with contextlib.suppress(OSError), locked(root):
        write_atomically(root / FOLDER / "name", f"{name}\n".encode())


def _usable(name: str) -> str:
    name = " ".join(name.split())
    return (
        name
        if name.isprintable() and len(name) <= _LONGEST and name.casefold() != "root" and name[:1] not in "=@+-"
        else ""
    )
