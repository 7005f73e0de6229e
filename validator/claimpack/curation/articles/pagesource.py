"""Decodes a web page as browsers do, and recognises files that are not web pages."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from claimpack.package.encoding import BYTE_ORDER_MARKS, UndecodableError, decode

_LOOKED_AT = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style|title)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_META = re.compile(rb"<meta[\s/]((?:[^>\"']|\"[^\"]*\"|'[^']*')*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([^\s=/>\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_IN_CONTENT = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)
_PROLOG = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']", re.IGNORECASE)
_NEVER_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\f\r\x1b"})
_NOT_IN_SHIFT_JIS = re.compile("[\uf8f0-\uf8f3]")
"""The characters that Python gives for bytes without a character in Shift JIS."""
_MOST_CONTROLS = 0.05
_STRAY = 10
"""A page in UTF-8 has at least this many valid non-ASCII characters for each invalid byte."""

_MAIL = (
    rb"(?i)\s*(?:from [^\n]*\n)?(?:[a-z][a-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
    rb"(?:mime-version:[^\n<]*\d|content-type:\s*multipart/|--[^\s<>]+\r?\ncontent-[a-z-]+:)"
)
"""The headers of a mail, up to one that says that more than plain text follows."""
_UTF_32 = re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|(?:[^\0]\0\0\0){2}|(?:\0\0\0[^\0]){2}")
_ENCODINGS = Path(__file__).with_name("pageencodings.txt").read_text(encoding="utf-8")
_CODECS = {
    label: codec for codec, labels in (line.split(": ") for line in _ENCODINGS.splitlines()) for label in labels.split()
}
"""Python's name of each encoding, by the labels that pages use for it (Encoding Standard of the WHATWG)."""

_OTHER_FILES = {
    rb"[\s\0]*%PDF-\d": "is a PDF",
    rb"\{\\rtf": "is rich text (RTF)",
    rb"\\documentclass\b|(?:%[^\n]*\n\s*){1,50}\\documentclass\b": "is LaTeX",
    rb"\s*<\?xml\b(?!(?s:.){0,4000}<(?i:html)\b)": "is XML that is no web page",
    rb"bplist0": "is a web archive",
    _MAIL: "is a web archive (MHTML)",
    rb"\x1f\x8b": "is packed with gzip",
    rb"BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!": "is a packed file",
    rb"PK(?:\x03\x04|\x05\x06)": "is a Word document, a workbook or another zip file",
    rb"\xd0\xcf\x11\xe0": "is a document of an older Word or Excel",
    rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|(?s:....ftyp)": "is a picture or a film",
    rb"\x7fELF|MZ[^ -~]|\xca\xfe\xba\xbe|SQLite format 3\0": "is a program or a database",
}


class PageSource(NamedTuple):
    """The source of a page."""

    text: str
    named_encoding: str = ""
    """The encoding that the page names, if it is in UTF-8 nevertheless; else blank."""
    strays: int = 0
    """How many bytes of a page in UTF-8 are not valid; they are read as U+FFFD, as in browsers."""


def other_file(content: bytes) -> str:
    """What a file that is not text is, by its first bytes; blank if they don't tell."""
    start = content[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8)
    for beginning, what in _OTHER_FILES.items():
        if re.match(beginning, start):
            return what
    return ""


def is_utf32(content: bytes) -> bool:
    """Whether a file begins like one in UTF-32, with or without a byte-order mark."""
    return bool(_UTF_32.match(content))


def looks_binary(content: bytes) -> bool:
    """Whether the beginning has too many bytes that are never in text, so that the file must be of another kind."""
    start = content[:_LOOKED_AT]
    if start.startswith(tuple(BYTE_ORDER_MARKS)):
        return False
    return len(start) - len(start.translate(None, _NEVER_IN_TEXT)) > _MOST_CONTROLS * len(start)


def page_source(content: bytes) -> PageSource:
    """A page's source, decoded by its byte-order mark, or as UTF-8 if it is valid, or else as the page says.

    Raises:
        UndecodableError: if none of these works, or the page names an encoding that browsers don't know.
    """
    if content.startswith(tuple(BYTE_ORDER_MARKS)):
        return PageSource(_marked(content))
    label = declared(content)
    codec_named = codec_of(label) if label else "utf-8"
    if codec_named is None:
        raise UndecodableError(f'says that it is in "{label[:40]}", an encoding that browsers don\'t read', 1)
    if looks_binary(content):
        raise UndecodableError(_binary(content), 1)
    if codec_named == "utf-8" or b"\x1b" not in content:
        try:
            decode(content.replace(b"\0", b""))
        except UndecodableError:
            if codec_named == "utf-8":
                found = _mostly_utf8(content)
                if found is None:
                    raise
                return found
        else:
            is_other = codec_named != "utf-8" and not content.isascii()
            return PageSource(content.decode("utf-8"), label if is_other else "")
    try:
        return PageSource(_decoded(content, codec_named))
    except UnicodeError:
        raise UndecodableError(f"says that it is in {label[:40]}, and is not", 1) from None


def codec_of(label: str) -> str | None:
    """Python's name of the encoding that a label means in browsers; None if it means none.

    A page whose label could be read as ASCII is not in UTF-16, so that browsers take this label for UTF-8.

    >>> codec_of(" ISO-8859-1 "), codec_of("utf-16"), codec_of("utf-7")
    ('cp1252', 'utf-8', None)
    """
    codec = _CODECS.get(label.strip("\t\n\f\r ").lower())
    return "utf-8" if codec == "utf-16" else codec


def _mostly_utf8(content: bytes) -> PageSource | None:
    """A page in UTF-8 with a few invalid bytes; None if it has so many that it is not in UTF-8."""
    text = content.decode("utf-8", "surrogateescape")
    strays = sum("\udc80" <= each <= "\udcff" for each in text)
    others = sum(each > "\x7f" for each in text) - strays
    if strays * _STRAY > others:
        return None
    return PageSource(content.decode("utf-8", "replace"), strays=strays)


def _marked(content: bytes) -> str:
    mark, codec = next(each for each in BYTE_ORDER_MARKS.items() if content.startswith(each[0]))
    try:
        return content[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        raise UndecodableError(f"begins like {codec.upper()[:6].rstrip('-')} and is not", 1) from None


def declared(content: bytes) -> str:
    """The name of the encoding that a page gives in its first bytes; blank if it gives none."""
    start = _COMMENT.sub(b" ", content[:_LOOKED_AT])
    for meta in _META.finditer(start):
        attributes = {each[1].lower(): each[2] or each[3] or each[4] or b"" for each in _ATTRIBUTE.finditer(meta[1])}
        label = attributes.get(b"charset", b"")
        if not label and attributes.get(b"http-equiv", b"").lower() == b"content-type":
            found = _IN_CONTENT.search(attributes.get(b"content", b""))
            label = found[1] if found else b""
        if label:
            return label.decode("ascii", "replace").strip()
    prolog = _PROLOG.match(content[:_LOOKED_AT])
    return prolog[1].decode("ascii", "replace").strip() if prolog else ""


def _decoded(content: bytes, codec: str) -> str:
    try:
        text = content.decode(codec)
        if codec == "cp932" and _NOT_IN_SHIFT_JIS.search(text):
            raise UnicodeError
        return text  # noqa: TRY300
    except UnicodeDecodeError:
        if not codec.startswith("cp125"):
            raise
    table = "".join(_character(bytes([byte]), codec) for byte in range(256))
    return codecs.charmap_decode(content, "strict", table)[0]


def _character(byte: bytes, codec: str) -> str:
    """The character of a byte as in browsers; the control character if the encoding has none for the byte."""
    try:
        return byte.decode(codec)
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _binary(content: bytes) -> str:
    if content[:_LOOKED_AT].count(b"\0") >= len(content[:_LOOKED_AT]) // 3:
        return "looks like UTF-16 without its byte-order mark"
    return "holds bytes that no text has: it is a file of another kind"
