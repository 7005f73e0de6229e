"""Decodes the bytes of a file as UTF-8, or says exactly where they are not UTF-8."""

from __future__ import annotations

import codecs
from typing import NamedTuple

BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""The byte-order marks that a text may begin with, and its encoding then. Hardly any program writes UTF-32."""

_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class UndecodableError(Exception):
    """Bytes that are not UTF-8 text; the message says what they are.

    Attributes:
        line: the physical line of the fault, counted from 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Decoded(NamedTuple):
    """A file's text, without its byte-order mark."""

    text: str
    had_byte_order_mark: bool


def decode(content: bytes) -> Decoded:
    """The text that ``content`` holds as UTF-8.

    Raises:
        UndecodableError: if it is in another encoding or holds NUL bytes.
    """
    if content.startswith(b"PK\x03\x04"):
        raise UndecodableError("is a workbook or another zip file, not text", 1)
    for mark, name in _OTHER_MARKS.items():
        if content.startswith(mark):
            raise UndecodableError(f"is in {name}, not UTF-8", 1)
    nul = content.find(b"\0")
    if nul >= 0:
        utf16 = content[:200].count(b"\0") >= len(content[:200]) // 3
        what = "looks like UTF-16, not UTF-8" if utf16 else f"has a NUL byte (byte {nul + 1:,})"
        raise UndecodableError(what, content.count(b"\n", 0, nul) + 1)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = content.rfind(b"\n", 0, error.start) + 1
        line = content.count(b"\n", 0, error.start) + 1
        position = len(content[line_start : error.start].decode("utf-8")) + 1
        guess = content[error.start : error.start + 1].decode("cp1252", "replace")
        what = f"is not UTF-8: byte 0x{content[error.start]:02X} at character {position} of line {line}"
        raise UndecodableError(f'{what} (in Windows-1252 it would be "{guess}")', line) from error
    marked = text.startswith("\ufeff")
    return Decoded(text[1:] if marked else text, marked)
