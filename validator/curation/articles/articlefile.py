"""Reads an article from a file of plain text or from a web page."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from validator.package.article import ArticleText
from validator.package.encoding import UndecodableError, decode
from validator.package.files import UnusableFileError, read_bytes
from validator.package.limits import ARTICLE_BYTES
from validator.package.load import NotAPackageError, read_article

if TYPE_CHECKING:
    from validator.curation.articles.htmltext import HtmlText

PAGE_BYTES = 16_777_216
"""The largest web page that is read."""

_ENDINGS = {".html", ".htm", ".xhtml"}
_BEGINS_LIKE_A_PAGE = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html)\b")
_DECLARED = re.compile(rb"(?i)<meta\s[^>]*?charset\s*=\s*[\"']?\s*([a-z0-9_.:-]+)|<\?xml[^>]+encoding=[\"']([^\"']+)")
_LOOKED_AT = 4096
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ONE_BYTE = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What browsers take these names for (WHATWG Encoding Standard, section 4.2)."""
_OTHER_FILES = {
    rb"%PDF-": "is a PDF",
    rb"\{\\rtf": "is rich text (RTF)",
    rb"bplist00": "is a web archive",
    rb"(?is)(?:[a-z-]+: [^\n]*\n){1,20}?mime-version:": "is a web archive (MHTML)",
}


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article as read from a file."""

    article: ArticleText
    page: HtmlText | None = None
    """What was taken from a web page; None for plain text."""


def read_article_file(file: Path) -> ArticleFile:
    """The article in a file: a web page, if it begins or is named like one, or else plain text in UTF-8.

    Raises:
        NotAPackageError: if it holds no text that can be read; the message says why.
        OSError: if the system refuses to read it.
    """
    try:
        content = read_bytes(file, ARTICLE_BYTES)
    except (FileNotFoundError, UnusableFileError):
        return ArticleFile(read_article(file))  # which says what is wrong
    for beginning, what in _OTHER_FILES.items():
        if re.match(beginning, content[:_LOOKED_AT]):
            raise NotAPackageError(f"the article {file} {what}: save it as plain text, or as HTML only")
    mark = next((each for each in _MARKS if content.startswith(each)), b"")
    source = content[:_LOOKED_AT].decode(_MARKS.get(mark, "latin-1"), "ignore").lstrip("\ufeff")
    if file.suffix.lower() not in _ENDINGS and not _BEGINS_LIKE_A_PAGE.match(source):
        return ArticleFile(read_article(file))
    if len(content) > PAGE_BYTES:
        raise NotAPackageError(f"the page {file} has {len(content):,} bytes; the limit is {PAGE_BYTES:,}")
    try:
        from validator.curation.articles.htmltext import NoArticleError, html_text  # noqa: PLC0415 - trafilatura may be missing
    except ImportError:
        raise NotAPackageError(
            f"the article {file} is a web page: install claimpack[html], or save the page as plain text"
        ) from None
    try:
        page = html_text(_decoded(content, mark))
    except (NoArticleError, UndecodableError) as error:
        raise NotAPackageError(f"the page {file} {error}: save its text as plain text in UTF-8") from None
    return ArticleFile(ArticleText(str(file), page.text), page)


def _decoded(content: bytes, mark: bytes) -> str:
    """A page's source: by its byte-order mark, as UTF-8 where that is possible, or else as it says itself.

    Raises:
        UndecodableError: if it is none of these.
    """
    if mark:
        try:
            return content[len(mark) :].decode(_MARKS[mark]) if mark == codecs.BOM_UTF8 else content.decode("utf-16")
        except UnicodeDecodeError:
            raise UndecodableError(f"begins like {_MARKS[mark].upper()} and is not", 1) from None
    found = _DECLARED.search(content[:_LOOKED_AT])
    named = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    try:
        name = codecs.lookup(named).name if named else "utf-8"
    except LookupError:
        name = "utf-8"
    name = _ONE_BYTE.get(name, name)
    if b"\x1b" not in content and name not in ("utf-16", "utf-7"):
        try:
            return decode(content).text
        except UndecodableError:
            if name == "utf-8":
                raise
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        raise UndecodableError(f"says that it is in {named}, and is not", 1) from None
