"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

DAY = click.DateTime(["%Y-%m-%d"])
"""The type of an option that is a day."""

articles = click.option(
    "--article",
    "articles",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="The plain text of an article, to verify its passages against. May be given more than once.",
)
today = click.option("--today", metavar="DATE", type=DAY, help="Take this for the current day.")
