"""Reads what spreadsheets save in place of a CSV file: another encoding, another delimiter, other line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.package.header import folded
from validator.package.limits import CELL_CHARACTERS
from validator.wording import listed, quoted

_MARKS = {
    codecs.BOM_UTF8: ("utf-8", "a byte-order mark"),
    codecs.BOM_UTF16_LE: ("utf-16-le", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16-be", "UTF-16"),
}
"""What a file may begin with, and what that says of it. UTF-32, which no spreadsheet saves, is left out."""

_ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1257": "Windows-1257",
    "iso8859_2": "ISO 8859-2",
    "iso8859_15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that a file which is not UTF-8 may be in, the likeliest first; all write ASCII alike."""

_SIGNS = frozenset("‘’“”„‚–—…•·°±×§«»€µ²³½¼¾®©™´\u00a0")
"""Signs that are no letters and yet stand in prose."""

_BETWEEN_LETTERS = frozenset("‘’–—·\u00a0")
"""Those of them that may have a letter on both sides; any other may at most stand before or after a word."""

_DOS_LETTERS = range(0x80, 0xA9)
"""Where DOS has the letters of most languages; a text with none of them is hardly from there."""

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class UncertainFileError(Exception):
    """A file of which it is not certain what it says.

    Attributes:
        hint: what to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file as it would be, had it been saved as CSV."""

    content: bytes
    """UTF-8, separated by commas, with LF at the ends of records."""
    repairs: list[str] = field(default_factory=list)
    """What was changed for that, in a few words each."""


def plain_file(content: bytes, columns: Sequence[str], encoding: str | None = None) -> PlainFile:
    """What ``content`` says, as a CSV file.

    Args:
        content: the file.
        columns: the columns that its table has.
        encoding: what it is encoded in, where its owner has said so.

    Raises:
        UncertainFileError: if it is not certain what it says.
    """
    text, repairs = _decoded(content, encoding)
    delimiter = _delimiter(text, columns)
    if delimiter != ",":
        text = _with_commas(text, delimiter)
        repairs.append(f"separated by {_DELIMITERS[delimiter]}")
    if "\r" in text:
        repairs.append("lines ended with CR LF" if "\r\n" in text else "lines ended with CR")
        text = re.sub(r"\r\n?", "\n", text)
    return PlainFile(text.encode("utf-8"), repairs)


def _decoded(content: bytes, encoding: str | None) -> tuple[str, list[str]]:
    if content.startswith(b"PK\x03\x04"):
        what = "it is a workbook or another zip file, not a table"
        raise UncertainFileError(what, "Take it in with claimpack sheet import, or save it as CSV in UTF-8.")
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UncertainFileError("it is in UTF-32", "Save it as UTF-8.")
    for mark, (name, told) in _MARKS.items():
        if content.startswith(mark):
            return _decode(content[len(mark) :], name), [
                f"it began with {told}" if name == "utf-8" else f"it was {told}"
            ]
    if b"\0" in content:
        raise UncertainFileError("it has NUL bytes, so that it may be UTF-16 without its mark", "Save it as UTF-8.")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        name = encoding or _encoding(content)
        return _decode(content, name), [f"it was {_ENCODINGS.get(name, name)}"]


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        what = f"it can't be read as {_ENCODINGS.get(encoding, encoding.upper())}"
        raise UncertainFileError(what, "Save it as UTF-8, or name its encoding with --encoding.") from None


def _encoding(content: bytes) -> str:
    """The one in which the file is prose, if all those in which it is give the same text."""
    texts: dict[str, str] = {}
    for name in _ENCODINGS:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_prose(text) and (name != "cp850" or any(byte in _DOS_LETTERS for byte in content)):
            texts[name] = text
    if not texts:
        raise UncertainFileError("it is not UTF-8, and in no usual encoding does it read as text", "Save it as UTF-8.")
    first, *others = texts
    other = next((name for name in others if texts[name] != texts[first]), None)
    if other is None:
        return first
    one, two = next(
        (one, two) for one, two in zip(texts[first].split(), texts[other].split(), strict=False) if one != two
    )
    readings = f"{quoted(one)} ({_ENCODINGS[first]}) and {quoted(two)} ({_ENCODINGS[other]})"
    raise UncertainFileError(
        f"it is not UTF-8, and can be read as {readings}", f"If the first is right, add --encoding {first}."
    )


def _is_prose(text: str) -> bool:
    """Whether every character beyond ASCII stands where it would in prose.

    A letter stands beside letters, and a capital one neither after a small letter nor within a word of small ones.
    """
    for found in re.finditer(r"[^\x00-\x7f]", text):
        character = found[0]
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        if character in _SIGNS:
            if (before.isalpha() and after.isalpha() and character not in _BETWEEN_LETTERS) or (
                before.isalpha() and character in "„‚"
            ):
                return False
            continue
        if not character.isalpha() or character in "ªºﬁﬂ" or unicodedata.category(character) == "Lm":
            return False
        if not (before.isalpha() or after.isalpha()):
            return False
        if character.isupper() and before.islower():
            return False
    return True


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """What separates the columns of the header: what gives it the most of the table's columns."""
    first_line = text.split("\n", 1)[0]
    names = set(columns)

    def named(delimiter: str) -> int:
        try:
            labels = next(csv.reader([first_line], delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len({folded(label) for label in labels} & names)

    found = {delimiter: named(delimiter) for delimiter in _DELIMITERS}
    best = max(found, key=found.__getitem__)
    return best if found[best] > max(1, named(",")) else ","


def _with_commas(text: str, delimiter: str) -> str:
    """The same records with commas, if each has as many cells as the header."""
    csv.field_size_limit(CELL_CHARACTERS)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        what = f"it is separated by {_DELIMITERS[delimiter]}, and its quotation marks are out of balance ({error})"
        raise UncertainFileError(what, "Mend the quotation marks, or save it again as CSV in UTF-8.") from None
    uneven = [str(number) for number, row in enumerate(rows, 1) if row and len(row) != len(rows[0])]
    if uneven:
        what = f"it is separated by {_DELIMITERS[delimiter]}, but {'row' if len(uneven) == 1 else 'rows'} "
        what += (
            f"{listed(uneven)} has another number of cells than the header"
            if len(uneven) == 1
            else (f"{listed(uneven)} have another number of cells than the header")
        )
        raise UncertainFileError(what, "Mend these rows, or save it again as CSV in UTF-8.")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
