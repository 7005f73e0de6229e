"""The options that choose rules, and what a shell completes in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from claimpack.rules.catalogue import FAMILIES, Rule, UnknownRuleError, all_rules, choose_rules
from claimpack.wording import joined, nearest, quoted


def names_in(values: Sequence[str]) -> list[str]:
    """All names that an option was given."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def some_names_in(values: Sequence[str], option: str, what: str) -> list[str]:
    """All names that an option was given.

    Raises:
        click.UsageError: if it was given and names nothing.
    """
    names = names_in(values)
    if values and not names:
        raise click.UsageError(f"{option} names no {what}.")
    return names


def completions(incomplete: str, choices: Iterable[str]) -> list[str]:
    """The completions of the last name in a list."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in choices if name.startswith(last)]


def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """The rules that ``incomplete`` may become; for an option, which takes a list, families as well."""
    rules = [rule.name for rule in all_rules()]
    if isinstance(param, click.Option):
        return completions(incomplete, [*FAMILIES, *rules])
    return [name for name in rules if name.startswith(incomplete)]


select = click.option(
    "--select",
    metavar="RULES",
    multiple=True,
    shell_complete=completed,
    help="Run only these rules or families, separated by commas.",
)
ignore = click.option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    shell_complete=completed,
    help="Leave out these rules or families, separated by commas.",
)


def chosen(select: Sequence[str], ignore: Sequence[str]) -> Sequence[Rule]:
    """The rules that the two options select.

    Raises:
        click.UsageError: if one names no rule, or none is left.
    """
    try:
        rules = choose_rules(some_names_in(select, "--select", "rule"), names_in(ignore))
    except UnknownRuleError as error:
        raise click.UsageError(f"{error} claimpack rules lists them.") from None
    if not rules:
        raise click.UsageError("No rule is left to run: --ignore leaves out all that --select names.")
    return rules


def rule_named(name: str) -> Rule:
    """The rule with this name.

    Raises:
        click.UsageError: if there is none.
    """
    rules = {rule.name: rule for rule in all_rules()}
    if name not in rules:
        raise click.UsageError(
            joined(f"There is no rule {quoted(name)}.", nearest(name, rules), "claimpack rules lists them.")
        )
    return rules[name]
