"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from validator.rules.catalogue import FAMILIES, all_rules

DAY = click.DateTime(["%Y-%m-%d"])
"""The type of an option that is a day."""


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """The rules, and in a list of several the families too, that a shell completes ``incomplete`` to."""
    several = isinstance(param, click.Option)
    before, comma, last = incomplete.rpartition(",") if several else ("", "", incomplete)
    names = [*(FAMILIES if several else ()), *(rule.name for rule in all_rules())]
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


articles = click.option(
    "--article",
    "articles",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="The plain text of an article, to verify its passages against. May be given more than once.",
)
today = click.option("--today", metavar="DATE", type=DAY, help="Take this for the current day.")
