"""Reads the CSV files that spreadsheets save, with other encodings, delimiters and line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from claimpack.curation.form.encodingdetection import ENCODINGS, UncertainFileError, decoded, encoding_of
from claimpack.curation.tableedit import as_csv
from claimpack.package.encoding import BYTE_ORDER_MARKS
from claimpack.package.header import as_column_name
from claimpack.package.limits import CELL_CHARACTERS
from claimpack.wording import listed

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file converted to plain CSV."""

    content: bytes
    """In UTF-8, separated by commas, with LF at the ends of records."""
    repairs: list[str] = field(default_factory=list)
    """The changes, each in a few words."""


def plain_file(
    content: bytes,
    columns: Sequence[str],
    encoding: str | None = None,
    known_words: Callable[[], Collection[str]] = frozenset,
) -> PlainFile:
    """A file as plain CSV.

    Args:
        content: the file.
        columns: the columns of its table.
        encoding: its encoding, if the user has given it.
        known_words: returns the words that are certainly in the package, in lower case.

    Raises:
        UncertainFileError: if its content is not certain.
    """
    text, repairs = _text(content, encoding, known_words)
    named = re.match(r"sep=(.)\r?\n", text)  # Excel reads this line and does not show it
    if named:
        text = text[named.end() :]
        repairs.append("a first line named the delimiter for Excel")
    delimiter = _delimiter(text, columns)
    if delimiter != ",":
        text = _with_commas(text, delimiter)
        repairs.append(f"separated by {_DELIMITERS[delimiter]}")
    if "\r" in text:
        repairs.append("lines ended with CR LF" if "\r\n" in text else "lines ended with CR")
        text = re.sub(r"\r\n?", "\n", text)
    return PlainFile(text.encode("utf-8"), repairs)


def _text(content: bytes, encoding: str | None, known_words: Callable[[], Collection[str]]) -> tuple[str, list[str]]:
    """The file's text, and the changes that this took."""
    if content.startswith(b"PK\x03\x04"):
        what = "it is a workbook or another zip file, not a table"
        raise UncertainFileError(what, "Import it with claimpack sheet import, or save it as CSV in UTF-8.")
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UncertainFileError("it is in UTF-32", "Save it as UTF-8.")
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            repair = "it began with a byte-order mark" if name == "utf-8" else "it was UTF-16"
            return decoded(content[len(mark) :], name), [repair]
    if b"\0" in content:
        raise UncertainFileError("it has NUL bytes, so that it may be UTF-16 without its mark", "Save it as UTF-8.")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        name = encoding or encoding_of(content, known_words)
        return decoded(content, name), [f"it was {ENCODINGS.get(name, name)}"]


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """The delimiter with which the header has the most columns of the table."""
    first_line = text.split("\n", 1)[0]
    names = set(columns)

    def named(delimiter: str) -> int:
        try:
            labels = next(csv.reader([first_line], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len({as_column_name(label) for label in labels} & names)

    found = {delimiter: named(delimiter) for delimiter in _DELIMITERS}
    best = max(found, key=found.__getitem__)
    return best if found[best] > max(1, named(",")) else ","


def _with_commas(text: str, delimiter: str) -> str:
    """The same records separated by commas, if each has as many cells as the header."""
    csv.field_size_limit(CELL_CHARACTERS)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        what = f"it is separated by {_DELIMITERS[delimiter]}, and its quotation marks are out of balance ({error})"
        raise UncertainFileError(what, "Correct the quotation marks, or save it again as CSV in UTF-8.") from None
    uneven = [str(number) for number, row in enumerate(rows, 1) if row and len(row) != len(rows[0])]
    if uneven:
        rows_have = f"row {uneven[0]} has" if len(uneven) == 1 else f"rows {listed(uneven)} have"
        what = f"it is separated by {_DELIMITERS[delimiter]}, but {rows_have} another number of cells than the header"
        raise UncertainFileError(what, "Correct these rows, or save it again as CSV in UTF-8.")
    header, *records = rows
    return as_csv(header, records).decode("utf-8")
