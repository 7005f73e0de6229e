"""The command ``claimpack diff``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from claimpack.changes.change import Comparison, RegistryComparison
from claimpack.changes.compare import compare
from claimpack.changes.formats import FORMATS, renderer
from claimpack.changes.kinds import KINDS, UnknownKindError, choices, chosen
from claimpack.changes.openversions import open_versions
from claimpack.changes.registries import are_registries, compare_registries
from claimpack.changes.revision import RevisionError, shallow_hint
from claimpack.cli import commonoptions, exits
from claimpack.cli.failures import while_reading
from claimpack.cli.output import belongs_to, write_result
from claimpack.cli.progress import progress
from claimpack.cli.ruleoptions import completions, some_names_in
from claimpack.package.tableschema import TABLES


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    return completions(incomplete, choices())


def _list_kinds(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's signature
    if value and not ctx.resilient_parsing:
        width = max(map(len, KINDS))
        lines = [f"{each.name:{width}}  {'weakens' if each.weakens else '':7}  {each.why}\n" for each in KINDS.values()]
        write_result("".join(lines), None)
        ctx.exit()


def _failing(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> frozenset[str]:  # noqa: ARG001 - click's signature
    """The kinds that --fail-on names."""
    try:
        return chosen(some_names_in(values, "--fail-on", "kind of change"))
    except UnknownKindError as error:
        raise click.UsageError(f"--fail-on: {error} claimpack diff --kinds lists them.") from None


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--package",
    metavar="PATH",
    type=commonoptions.NAME,
    default=".",
    show_default=True,
    help="Where the package is in a revision, relative to the current folder; also NEW, if that is left out.",
)
@commonoptions.format_of("the comparison", FORMATS)
@commonoptions.output_of("the comparison")
@click.option(
    "--fail-on",
    metavar="KINDS",
    multiple=True,
    callback=_failing,
    shell_complete=_completed,
    help="Exit with 1 if there is a change of these kinds, separated by commas: names that --kinds lists, weakened "
    "(all that weaken the evidence), any, or never.  [default: never]",
)
@click.option(
    "--kinds",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_kinds,
    help="List the kinds of change and why some weaken the evidence; compare nothing.",
)
@click.option(
    "--all", "in_full", is_flag=True, help="Show every change, including those that are otherwise only counted."
)
def command(
    old: str,
    new: str | None,
    package: str,
    format_: str,
    output: Path | None,
    fail_on: frozenset[str],
    *,
    in_full: bool,
) -> None:
    """Show what changed in meaning between two versions of a package, and what weakens the evidence.

    OLD and NEW are each a folder, a datapackage.json, or a git revision: main, HEAD~1, v1.2.0, a commit's id, or
    REVISION:PATH with the path from the top of the repository. If a file or folder has the name of a revision, write
    main^0 for the revision. NEW is the package of --package if left out. Nothing is checked out, and nothing is
    fetched. If OLD is a revision that has no package at the place of NEW, everything is reported as new.

    Records are compared by their ids and by the meaning of their cells: the order of rows, columns and list items, line
    ends, white space and columns of your own do not matter. A record with a new id that is otherwise the same counts as
    renamed. Changed verdicts come first. If something can't be compared, it is named, and the exit code is 3.

    OLD and NEW may also be a registry.json or its folder: then its packages are compared one by one, each with the
    shared records of its version. Changed verdicts of all packages come first.

    Exit code: 0 compared (whatever changed), 1 a change of --fail-on, 2 wrong use, 3 not everything was compared.

    \b
    Examples:
      claimpack diff main
      claimpack diff v1.0.0 HEAD --package my-claims --format markdown --output changes.md
      claimpack diff HEAD~1 --fail-on weakened
      claimpack diff main --package registry.json
      claimpack diff main:my-claims copy-of-my-claims --fail-on direction-flipped,source-dropped
    """
    named = (old, package if new is None else new)
    if "" in named:
        hint = shallow_hint()  # in a shallow clone, the command that names the revision may have found none
        raise click.UsageError(f"An empty name was given for a version{f'; {hint}' if hint else ''}.")
    comparison: Comparison | RegistryComparison
    render: Callable[..., str]
    if are_registries(*named, package):
        comparison, render = _compared_registries(named, package, output), renderer(format_, of_registry=True)
    else:
        comparison, render = _compared(named, package, output), renderer(format_)
    write_result(render(comparison) if format_ == "json" else render(comparison, in_full=in_full), output)
    if not comparison.complete:
        raise SystemExit(exits.INCOMPLETE)
    raise SystemExit(exits.PROBLEMS if comparison.any_of(fail_on) else exits.CLEAN)


def _compared_registries(named: tuple[str, str], package: str, target: Path | None) -> RegistryComparison:
    if target and target.exists():
        names = ("datapackage.json", "registry.json", "source-texts.json")
        if target.suffix in (".csv", ".toml") or target.name in names:
            raise click.UsageError(f"{target} is a file of a package or a registry; write the comparison elsewhere.")
    with while_reading(" or ".join(named), RevisionError), progress("Comparing", 1) as step:
        return compare_registries(*named, package, step)


def _compared(named: tuple[str, str], package: str, target: Path | None) -> Comparison:
    with progress("Comparing", len(named) + len(TABLES) + 1) as step:
        with while_reading(" or ".join(named), RevisionError):
            old, new = open_versions(*named, package, step)
        for version in (old, new):
            if target and version.where is None and belongs_to(target, version.package):
                raise click.UsageError(f"{target} is a file of the package; write the comparison elsewhere.")
        return compare(old.package, new.package, (old.version, new.version), step)
