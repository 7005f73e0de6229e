"""Chooses rules on the command line: the options for it, and what a shell completes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from claimpack.rules.catalogue import FAMILIES, Rule, UnknownRuleError, all_rules, choose_rules


def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """The rules, and in a list of several the families too, that a shell completes ``incomplete`` to."""
    several = isinstance(param, click.Option)
    before, comma, last = incomplete.rpartition(",") if several else ("", "", incomplete)
    names = [*(FAMILIES if several else ()), *(rule.name for rule in all_rules())]
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


select = click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    shell_complete=completed,
    help="Run these rules or families alone, separated by commas.",
)
ignore = click.option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    shell_complete=completed,
    help="Leave these rules or families out, separated by commas.",
)


def chosen(select: Sequence[str], ignore: Sequence[str]) -> Sequence[Rule]:
    """The rules that the two options leave.

    Raises:
        click.UsageError: if one names no rule, or none is left.
    """
    if select and not _names(select):
        raise click.UsageError("--select names no rule.")
    try:
        rules = choose_rules(_names(select), _names(ignore))
    except UnknownRuleError as error:
        raise click.UsageError(f"{error} claimpack rules lists them.") from None
    if not rules:
        raise click.UsageError("No rule is left to run: --ignore takes away all that --select chose.")
    return rules


def _names(values: Sequence[str]) -> list[str]:
    """The names in options that may be given more than once and may each hold several, separated by commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
