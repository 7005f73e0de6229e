"""The command ``claimpack page``."""

from __future__ import annotations

from typing import Any

import click

from claimpack.cli import commonoptions


@click.command("page")
@commonoptions.package
@commonoptions.registry
@commonoptions.articles
@click.option("--only", metavar="ARTICLE_ID", type=commonoptions.NAME, help="Show only the claims of this article.")
@click.option(
    "--output",
    metavar="FILE",
    type=commonoptions.NAME,
    help="The file to write; - is standard output. For a registry, a folder.  [default: page.html, or site for a "
    "registry]",
)
@commonoptions.messages
@commonoptions.today
def command(**given: Any) -> None:
    """Write a web page for physicians: each claim with its verdict, beside the evidence for it.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. The page is one file that
    needs no server: it can be opened from a folder, sent by mail and printed. A reviewer can sign off on the page; the
    browser saves a file, and claimpack import reviews reads it.

    With --article, the page includes the article's text with its claims marked. Keep such a page for yourself, and do
    not publish it. claimpack build writes the page without the text.

    With --messages, all text of Claimpack is in another language; text that curators wrote stays as it is.

    For a registry.json, each package gets a page. An index.html shows the tally, what the packages disagree on, and all
    claims by outcome and by source.

    Exit code: 0 written, 2 wrong use, 3 the check is incomplete or the file can't be written.

    \b
    Examples:
      claimpack page
      claimpack page my-claims --article article.txt --output my-claims.html
    """
    from claimpack.cli.pagewriting import write_page  # noqa: PLC0415 - the help needs none of it

    write_page(**given)
