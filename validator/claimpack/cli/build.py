"""The command ``claimpack build``."""

from __future__ import annotations

from typing import Any

import click

from claimpack.cli import commonoptions


@click.command("build")
@commonoptions.package
@click.option(
    "--output", metavar="DIR", type=commonoptions.NAME, default="dist", show_default=True, help="The folder to write."
)
@commonoptions.registry
@commonoptions.articles
@click.option(
    "--allow-warnings",
    is_flag=True,
    help="Build even if warnings are not acknowledged; they become caveats marked as unreviewed.",
)
@click.option(
    "--built-on",
    metavar="DATE",
    type=commonoptions.DAY,
    help="The day of the build to write into the files; none if left out.",
)
@commonoptions.messages
@commonoptions.today
def command(**given: Any) -> None:
    """Write the files for apps: the claims of a package as JSON, with their verdicts and caveats.

    PACKAGE is a datapackage.json or the folder it is in; the current folder if left out. It is checked first. If there
    are errors, or warnings that are not acknowledged, nothing is written, and an earlier build stays as it is.

    Writes claims.json (each record once), claims.ndjson (complete claims, one per line), sources.csl.json (for citation
    processors), claims.jsonld (linked data), evidence.fhir.json (FHIR R5), messages.json (the sentences for readers,
    for translation), page.html (for people), report.json (the report of the check), ro-crate-metadata.json (a
    description of the folder), and the schemas that the files follow.

    For a registry.json, either all packages are built or none. Each has its own folder in packages; index.json and
    index.html list all claims by source and by outcome.

    Exit code: 0 built, 1 problems, 2 wrong use, 3 the check is incomplete or the folder can't be written.

    \b
    Examples:
      claimpack build
      claimpack build my-claims --article article.txt --output public/claims
    """
    from claimpack.cli.packagebuilding import build_package  # noqa: PLC0415 - the help needs none of it

    build_package(**given)
