"""Writes tables of a package, and says so while it waits for somebody else who does."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.cli.output import OutputError
from claimpack.wording import printable

if TYPE_CHECKING:
    from claimpack.package.package import Package


def replace_tables(
    package: Package, after: Mapping[str, bytes], beside: Mapping[Path, bytes] | None = None
) -> list[str]:
    """Replaces tables, if their files still are what they were when the package was loaded.

    Returns:
        the paths of the files that were written.

    Raises:
        OutputError: if somebody else is writing and does not finish.
        ChangedMeanwhileError: if somebody has saved one of the tables since.
        OSError: if the system refuses.
    """
    from claimpack.curation import tablefiles  # noqa: PLC0415

    with one_at_a_time():
        return tablefiles.replace_tables(package, after, beside, say_who)


def replace_files_of_tables(package: Package, after: Mapping[str, bytes]) -> None:
    """The same for single files, by their paths."""
    from claimpack.curation import tablefiles  # noqa: PLC0415

    with one_at_a_time():
        tablefiles.replace_files_of_tables(package, after, waiting=say_who)


def refuse_outside(package: Package, *tables: str) -> None:
    """Nothing is written through a link that leads out of the package.

    Args:
        package: the package as it was read.
        tables: the tables to write.

    Raises:
        OutputError: if one of them, or the folder it is in, is such a link; it says where that leads.
    """
    for name in tables:
        file = next((each for each in package.table_files.get(name, ()) if each.state == "unsafe"), None)
        if file is None:
            continue
        real = Path(os.path.realpath(package.root / file.path))
        if not real.is_relative_to(os.path.realpath(package.root)):
            what = f"{file.path} leads to {real}, which is not in the package: nothing was written"
            raise OutputError(f"{what}. Put the table into the package's folder, in place of the link or path.")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Tells plainly that somebody else is writing.

    Raises:
        OutputError: if that does not finish.
    """
    from claimpack.package.lock import LockedError  # noqa: PLC0415 - only where something is written

    try:
        yield
    except LockedError as error:
        raise OutputError(f"{error}.") from None


def say_who(who: str) -> None:
    """Says on standard error for whom the command waits."""
    click.echo(f"Waiting for {printable(who)}, who is writing to the package.", err=True)
