"""The command ``claimpack diff``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.changes.formats import FORMATS, renderer
from validator.cli import changekinds, exits
from validator.cli.output import OutputError, belongs_to, write_result
from validator.cli.progress import progress

if TYPE_CHECKING:
    from validator.changes.change import Comparison


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--package",
    metavar="PATH",
    default=".",
    show_default=True,
    help="Where the package is in a revision, as seen from the current folder; and NEW, if that is left out.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write the comparison.",
)
@click.option("--output", metavar="FILE", help="Write the comparison there.")
@changekinds.fail_on
@changekinds.kinds
@click.option("--all", "in_full", is_flag=True, help="Tell every change, also those that are only counted otherwise.")
def command(
    old: str,
    new: str | None,
    package: str,
    format_: str,
    output: str | None,
    fail_on: Sequence[str],
    *,
    in_full: bool,
) -> None:
    """Tell what changed in meaning between two versions of a package, and what weakens the evidence.

    OLD and NEW are each a folder, a datapackage.json, or a git revision: main, HEAD~1, v1.2.0, a commit's id, or
    REVISION:PATH with the path from the top of the repository. What is there as a file or a folder is taken for it; to
    name a revision in spite of that, write main^0. NEW is the package of --package if left out. Nothing is checked out,
    and nothing is fetched. Where OLD is a revision that has no package at NEW's place, everything is told as new.

    Claims are compared by their ids and by what their cells mean: the order of rows, columns and list items, line ends,
    white space and columns of your own are no change. A record that only has another id is followed. What can not be
    compared is named, and the exit code is 3.

    Exit code: 0 compared (whatever changed), 1 a change of --fail-on, 2 wrong use, 3 not everything was compared.

    \b
    Examples:
      claimpack diff main
      claimpack diff v1.0.0 HEAD --package my-claims --format markdown --output changes.md
      claimpack diff HEAD~1 --fail-on weakened
      claimpack diff main:my-claims copy-of-my-claims --fail-on direction-flipped,source-dropped
    """
    named = (old, package if new is None else new)
    if "" in (*named, package, output):
        raise click.UsageError(f"An empty name was given for a version, the package or the output{_hint(named)}.")
    failing = changekinds.failing(fail_on)
    target = Path(output) if output is not None and output != "-" else None
    comparison = _compared(named, package, target)
    render = renderer(format_)
    write_result(render(comparison) if format_ == "json" else render(comparison, in_full=in_full), target)
    if not comparison.complete:
        raise SystemExit(exits.INCOMPLETE)
    raise SystemExit(exits.PROBLEMS if comparison.any_of(failing) else exits.CLEAN)


def _hint(named: Sequence[str]) -> str:
    """What is likely behind an empty name of a version: a command that found no such revision in a shallow clone."""
    from validator.changes.gitrevision import shallow_hint  # noqa: PLC0415 - it is seldom needed

    hint = shallow_hint() if "" in named else ""
    return f"; {hint}" if hint else ""


def _compared(named: tuple[str, str], package: str, target: Path | None) -> Comparison:
    """The comparison of the two versions that are named."""
    from validator.changes.compare import compare  # noqa: PLC0415
    from validator.changes.gitobjects import RevisionError  # noqa: PLC0415
    from validator.changes.given import open_versions  # noqa: PLC0415
    from validator.package.load import NotAPackageError  # noqa: PLC0415
    from validator.package.tableschema import TABLES  # noqa: PLC0415

    with progress("Comparing", len(named) + len(TABLES)) as step:
        try:
            old, new = open_versions(*named, package, step)
        except (NotAPackageError, RevisionError) as error:
            raise click.UsageError(f"{error}.") from None
        except OSError as error:
            raise OutputError(f"{error.filename or ' or '.join(named)} can't be read: {error.strerror}.") from None
        for version in (old, new):
            if target and version.is_on_disk and belongs_to(target, version.package):
                raise click.UsageError(f"{target} is a file of the package; write the comparison elsewhere.")
        return compare(old.package, new.package, (old.version, new.version), step)
