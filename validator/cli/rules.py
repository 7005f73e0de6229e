"""The command ``claimpack rules``."""

from __future__ import annotations

import json
from itertools import groupby

import click

from validator.cli.output import write_result
from validator.rules.catalogue import all_rules


@click.command("rules")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the list.",
)
def command(format_: str) -> None:
    """List the rules by family, each with its severity and what it finds."""
    if format_ == "json":
        listed = [
            {
                "rule": rule.name,
                "family": rule.family,
                "severity": rule.severity,
                "can_be_acknowledged": rule.can_be_acknowledged,
                "summary": rule.manual.summary,
            }
            for rule in all_rules()
        ]
        write_result(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", None)
        return
    width = max(len(rule.name) for rule in all_rules())
    lines = []
    for family, rules in groupby(all_rules(), key=lambda rule: rule.family):
        lines += [click.style(family, bold=True)]
        lines += [f"  {rule.name:{width}}  {rule.severity:7}  {rule.manual.summary}" for rule in rules]
        lines.append("")
    lines.append(f"{len(all_rules())} rules. claimpack explain RULE shows a rule's manual page.")
    write_result("\n".join(lines) + "\n", None)
