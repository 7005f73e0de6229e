"""Guesses which file was meant where a table's file was not read: two rules must agree on it."""

import difflib
from pathlib import PurePosixPath

from claimpack.package.package import Package


def probable_renames(package: Package) -> dict[str, str]:
    """For the path of each table file that was not read, the unlisted file that was most likely meant."""
    by_stem = {PurePosixPath(path).stem: path for path in package.unlisted}
    found = {}
    for file in package.all_table_files:
        if file.state in ("absent", "unsafe"):
            stems = difflib.get_close_matches(file.resource, by_stem, n=1)
            if stems:
                found[file.path] = by_stem[stems[0]]
    return found
