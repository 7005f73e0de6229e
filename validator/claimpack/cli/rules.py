"""The command ``claimpack rules``."""

from __future__ import annotations

import json
from itertools import groupby

import click

from claimpack.cli import commonoptions
from claimpack.cli.output import write_result
from claimpack.rules.catalogue import all_rules


@click.command("rules")
@commonoptions.format_of("the list", ["text", "json", "markdown"])
def command(format_: str) -> None:
    """List the rules by family, each with its severity and what it finds.

    The markdown format also has the manual page of every rule.
    """
    write_result({"text": _as_text, "json": _as_json, "markdown": _as_markdown}[format_](), None)


def _as_text() -> str:
    width = max(len(rule.name) for rule in all_rules())
    lines = []
    for family, rules in groupby(all_rules(), key=lambda rule: rule.family):
        lines += [click.style(family, bold=True)]
        lines += [f"  {rule.name:{width}}  {rule.severity:7}  {rule.manual.summary}" for rule in rules]
        lines.append("")
    lines.append(f"{len(all_rules())} rules. claimpack explain RULE shows a rule's manual page.")
    return "\n".join(lines) + "\n"


def _as_json() -> str:
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
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _as_markdown() -> str:
    rows = ["| rule | family | severity | what it finds |", "|---|---|---|---|"]
    rows += [
        f"| [{rule.name}](#{rule.name}) | {rule.family} | {rule.severity} | {rule.manual.summary} |"
        for rule in all_rules()
    ]
    pages = [rule.manual.markdown(rule.name, level=2) for rule in all_rules()]
    head = """# Rules

Written by `claimpack rules --format markdown`. Each page is the docstring of the rule's file. Its examples are rows and
files of a small invented package; cells that are not shown are in order.

- **error**: a record is wrong or unreadable; correct it. Those of the structure family cannot be acknowledged.
- **warning**: a claim and its evidence or another claim disagree, or cannot be checked; correct or acknowledge it.
- **note**: worth knowing; fails nothing unless `--fail-on note` asks for it.

"""
    return head + "\n".join(rows) + "\n\n" + "\n".join(pages)
