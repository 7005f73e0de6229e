"""Chooses kinds of change on the command line: the option for it, and what a shell completes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from validator.changes.kinds import KINDS, UnknownKindError, choices, chosen
from validator.cli.output import write_result


def _completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in choices() if name.startswith(last)]


def _tell(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's signature
    """Lists the kinds and ends the command."""
    if not value or ctx.resilient_parsing:
        return
    width = max(len(kind.name) for kind in KINDS)
    lines = [f"{kind.name:{width}}  {'weakens  ' if kind.weakens else '         '}{kind.why}" for kind in KINDS]
    write_result("\n".join(lines) + "\n", None)
    ctx.exit()


fail_on = click.option(
    "--fail-on",
    metavar="KINDS",
    multiple=True,
    shell_complete=_completed,
    help="Exit with 1 if there is a change of these kinds, separated by commas: names from --kinds, weakened for "
    "all that weaken the evidence, any, or never.  [default: never]",
)
kinds = click.option(
    "--kinds",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell,
    help="List the kinds of change, which of them weaken the evidence, and why; compare nothing.",
)


def failing(values: Sequence[str]) -> frozenset[str]:
    """The kinds that the option names.

    Raises:
        click.UsageError: if one is no kind, or none is named.
    """
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if values and not names:
        raise click.UsageError("--fail-on names no kind of change.")
    try:
        return chosen(names)
    except UnknownKindError as error:
        raise click.UsageError(f"--fail-on: {error} claimpack diff --kinds lists them.") from None
