"""Reads CSV row by row, each with the line where it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from claimpack.curation.imports.proposal import UnusableImportError
from claimpack.package.limits import CELL_CHARACTERS


def csv_rows(text: str, delimiter: str, name: str, hint: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their physical lines.

    Args:
        text: the table.
        delimiter: what parts its cells.
        name: the file's name, for messages.
        hint: what to do where it can't be read.

    Raises:
        UnusableImportError: if it can't be read.
    """
    csv.field_size_limit(CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        what = f"it can't be read as a table ({error})"
        raise UnusableImportError(what, hint, file=name, line=before + 1) from None
