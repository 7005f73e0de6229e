"""The options that choose which rules are run."""

from __future__ import annotations

from collections.abc import Sequence

import click

from validator.rules.catalogue import Rule, UnknownRuleError, choose_rules

select = click.option(
    "--select", metavar="RULES", multiple=True, help="Run these rules or families alone, separated by commas."
)
ignore = click.option(
    "--ignore", metavar="RULES", multiple=True, help="Leave these rules or families out, separated by commas."
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
