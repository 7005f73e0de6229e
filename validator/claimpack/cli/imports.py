"""The command ``claimpack import``."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import click

from claimpack.cli import commonoptions
from claimpack.cli.namedgroup import NamedGroup
from claimpack.curation.imports.proposal import KINDS, Option, kind_module


class _Kinds(NamedGroup):
    """A group with a command for each kind of import."""

    summaries = KINDS
    title = "Kinds"

    def made(self, name: str) -> click.Command:
        return _kind(name)


@click.group("import", cls=_Kinds)
def command() -> None:
    """Import references, results, retractions, claims or reviews from files.

    Before anything is written, you see what the files give, and what was left out and why. Blank cells of existing
    records are filled in. Filled cells are never changed; differing values are shown. Nothing is fetched.

    Exit code: 0 written, nothing to write, or shown with --dry-run; 1 not agreed to, or something was left out that a
    person should look at; 2 wrong use, or a file that can't be imported; 3 a file could not be read or written, or
    somebody else changed it at the same time.

    \b
    Examples:
      claimpack import references library.ris pubmed.nbib
      claimpack import references library.bib --dry-run
      claimpack import retractions retraction_watch.csv --checked-on 2026-11-28
      claimpack import estimates abstract.txt --source review-2021
    """


def _kind(name: str) -> click.Command:
    kind = kind_module(name)
    files = click.Argument(
        ["files"], metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False, allow_dash=True)
    )

    def run(**given: Any) -> None:
        from claimpack.cli.importing import import_files  # noqa: PLC0415 - the help needs none of it

        import_files(name, **given)

    made = click.Command(name, callback=run, help=inspect.getdoc(kind), short_help=KINDS[name])
    made.params += [
        files,
        *map(_option, kind.OPTIONS),
        click.Option(["--dry-run"], is_flag=True, help="Write nothing; show everything that would change."),
        click.Option(["--yes"], is_flag=True, help="Ask nothing, and write."),
    ]
    return commonoptions.registry_or_nearest(commonoptions.today(commonoptions.package_option(made)))


def _option(option: Option) -> click.Option:
    if option.type == "flag":
        return click.Option([f"--{option.name}"], is_flag=True, help=option.about)
    types: dict[str, click.ParamType[Any]] = {
        "text": commonoptions.TEXT,
        "day": commonoptions.DAY,
        "file": click.Path(dir_okay=False, path_type=Path),
    }
    metavar = {"day": "DATE", "file": "FILE"}.get(option.type, option.metavar)
    names = [f"--{option.name}"]
    return click.Option(names, type=types[option.type], metavar=metavar, multiple=option.is_repeated, help=option.about)
