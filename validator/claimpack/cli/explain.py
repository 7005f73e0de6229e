"""The command ``claimpack explain``."""

from __future__ import annotations

import click

from claimpack.cli import ruleoptions
from claimpack.cli.output import write_result


@click.command("explain")
@click.argument("rule", shell_complete=ruleoptions.completed)
def command(rule: str) -> None:
    """Show the manual page of RULE: what it checks, why, an example that fails and one that passes, and how to fix it.

    \b
    Example:
      claimpack explain citation-mismatch
    """
    found = ruleoptions.rule_named(rule)
    accepted = "can be acknowledged" if found.can_be_acknowledged else "cannot be acknowledged"
    page = found.manual.markdown(f"{found.name} ({found.family}, {found.severity}, {accepted})")
    note = "The examples are rows and files of a small invented package; cells that are not shown are in order."
    write_result(f"{page}\n{note}\n", None)
