"""Puts the project's address where a package index needs it: ``python .github/projectlinks.py OWNER/NAME REVISION``.

Links of the README that lead to files become links to those files on GitHub, and the metadata gets the project's links.
The release workflow runs it in its own checkout, before it builds; nothing of it is committed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s]+)")


def with_addresses(markdown: str, address: str, revision: str) -> str:
    """The text with each relative link as the address of that file on GitHub."""
    return _LINK.sub(lambda link: f"{address}/blob/{revision}/{link[1]}", markdown)


def urls(address: str, revision: str) -> str:
    """The table of links for ``pyproject.toml``."""
    return (
        f'[project.urls]\nSource = "{address}"\nIssues = "{address}/issues"\n'
        f'Changelog = "{address}/blob/{revision}/CHANGELOG.md"\n\n'
    )


def main(repository: str, revision: str, folder: Path = Path()) -> None:
    """Rewrites README.md and pyproject.toml of a folder."""
    address = f"https://github.com/{repository}"
    readme, project = folder / "README.md", folder / "pyproject.toml"
    readme.write_text(with_addresses(readme.read_text("utf-8"), address, revision), "utf-8")
    before, scripts, after = project.read_text("utf-8").partition("[project.scripts]\n")
    project.write_text(before + urls(address, revision) + scripts + after, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
