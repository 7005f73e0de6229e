"""Reads the files of an import: their text, and the rows of a CSV with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.curation.form.encodingdetection import UncertainFileError, decoded, encoding_of
from claimpack.curation.imports.proposal import ImportFile, UnusableImportError
from claimpack.package.encoding import BYTE_ORDER_MARKS
from claimpack.package.limits import CELL_CHARACTERS

if TYPE_CHECKING:
    from claimpack.curation.workbooks.xlsxreader import StoredWorkbook


def csv_rows(text: str, delimiter: str, name: str, hint: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their physical lines.

    Args:
        text: the table.
        delimiter: what separates its cells.
        name: the file's name, for messages.
        hint: what to do if it can't be read.

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


def workbook_in(file: ImportFile) -> StoredWorkbook:
    """The workbook in a file.

    Raises:
        UnusableImportError: if it can't be read.
    """
    from claimpack.curation.workbooks.xlsxreader import (  # noqa: PLC0415 - openpyxl comes with it
        UnusableWorkbookError,
        stored_workbook,
    )

    try:
        return stored_workbook(file.content)
    except UnusableWorkbookError as error:
        raise UnusableImportError(str(error), error.hint, file=file.name) from None


def text_of(file: ImportFile, encoding: str | None) -> str:
    """The text of a file.

    Raises:
        UnusableImportError: if it is not text, or its encoding is not certain.
    """
    content = file.content
    if encoding:
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            hint = "Name the right one with --encoding, such as cp1252."
            raise UnusableImportError(f"it can't be read as {encoding}", hint, file=file.name) from None
    try:
        for mark, name in BYTE_ORDER_MARKS.items():
            if content.startswith(mark):
                return decoded(content[len(mark) :], name)
        if b"\0" in content:
            line = content.count(b"\n", 0, content.index(b"\0")) + 1
            what = "it is not text: it has NUL bytes"
            hint = "Export it as text in UTF-8, such as CSV, RIS, .nbib or BibTeX."
            raise UnusableImportError(what, hint, file=file.name, line=line)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return decoded(content, encoding_of(content, frozenset))
    except UncertainFileError as error:
        hint = f"{error.hint} Or name its encoding with --encoding." if "--encoding" not in error.hint else error.hint
        raise UnusableImportError(str(error), hint, file=file.name, line=_first_odd_line(content)) from None


def _first_odd_line(content: bytes) -> int | None:
    """The line of the first byte that is not UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return None
