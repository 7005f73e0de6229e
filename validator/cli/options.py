"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class _Day(click.DateTime):
    """A day, year first."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day written year first, such as 2027-06-30.", param, ctx)


DAY = _Day(["%Y-%m-%d"])
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
