"""The command ``claimpack init``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from claimpack.cli import commonoptions
from claimpack.cli.lockedwriting import say_who
from claimpack.cli.output import OutputError
from claimpack.cli.shellcommand import to_run
from claimpack.curation.createpackage import LICENSES, InTheWayError, make_package, new_package, package_name
from claimpack.package.lock import LockedError
from claimpack.wording import counted, printable


@click.command("init")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--title", type=commonoptions.TEXT, help="The package's title for readers; made from the folder's name if left out."
)
@click.option(
    "--name",
    type=commonoptions.TEXT,
    help="A short name that may be part of a web address; made from the folder's name if left out.",
)
@click.option(
    "--license",
    "license_",
    type=click.Choice(list(LICENSES)),
    default="CC0-1.0",
    show_default=True,
    help="The licence of the data.",
)
def command(directory: Path, title: str | None, name: str | None, license_: str) -> None:
    """Make a new, empty claims package.

    DIRECTORY is made if it does not exist. The tables, a short guide and a description of every column are written. No
    existing file is replaced. If an earlier init did not finish, run the same command again: it writes what is
    missing.

    \b
    Example:
      claimpack init my-claims --title "Safety claims of our leaflet on statins"
    """
    folder = os.fsencode(directory.resolve().name).decode("utf-8", "replace")
    named = package_name(name or folder)
    if name is not None and named != name:
        raise click.UsageError(f"--name can't be {name!r}: use small letters, digits and hyphens, such as {named}.")
    heading = " ".join((title or f"Safety claims: {folder.replace('-', ' ').replace('_', ' ').strip()}").split())
    try:
        written, kept = make_package(directory, new_package(named, heading, license_), say_who)
    except LockedError as error:
        raise OutputError(f"{error}.") from None
    except InTheWayError as error:
        raise click.UsageError(f"{error}.") from None
    except OSError as error:
        raise OutputError(f"{error.filename or directory} can't be written: {error.strerror}.") from None
    stay = f" ({counted(kept, 'table')} kept as they were)" if kept else ""
    click.echo(f"Made {named} in {printable(str(directory))}: {counted(written, 'file')}{stay}; ", nl=False)
    click.echo(f"its data is licensed {license_}.")
    click.echo("To add an article, save it as plain text or HTML and run: ", nl=False)
    click.echo(to_run("anchor", "ARTICLE_FILE", directory))
