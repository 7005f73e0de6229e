"""Guesses which file was meant if a table's file was not read. Two rules use this, since they must agree."""

import difflib
from pathlib import PurePosixPath

from claimpack.package.package import Package


def probable_renames(package: Package) -> dict[str, str]:
    """For each table file that was not read, the unlisted file that was most likely meant, by path."""
    by_stem = {PurePosixPath(path).stem: path for path in package.unlisted}
    found = {}
    for file in package.all_table_files:
        if file.state in ("absent", "unsafe"):
            stems = difflib.get_close_matches(file.resource, by_stem, n=1)
            if stems:
                found[file.path] = by_stem[stems[0]]
    return found
