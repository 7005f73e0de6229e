"""Reads an article from a file of plain text or from a web page."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimpack.curation.articles.pagesource import is_utf32, other_file, page_source
from claimpack.package.article import ArticleText
from claimpack.package.encoding import UndecodableError
from claimpack.package.files import UnusableFileError, read_bytes
from claimpack.package.limits import ARTICLE_BYTES
from claimpack.package.load import NotAPackageError, read_article

if TYPE_CHECKING:
    from claimpack.curation.articles.pagetext import HtmlText

PAGE_BYTES = 16_777_216
"""The largest web page that is read."""
_XML_ENDINGS = {".xhtml", ".xht"}
_ENDINGS = {".html", ".htm", *_XML_ENDINGS}
_BEGINS_LIKE_A_PAGE = re.compile(
    r"(?i)\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p)\b"
)
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article as read from a file."""

    article: ArticleText
    page: HtmlText | None = None
    """What was read from a web page; None for plain text."""
    named_encoding: str = ""
    """The encoding that a page names, if it is in UTF-8 nevertheless."""
    strays: int = 0
    """How many bytes of a page in UTF-8 are not valid; they are read as U+FFFD."""


def read_article_file(file: Path) -> ArticleFile:
    """The article in a file: a web page, if the file begins or is named like one, or else plain text in UTF-8.

    Raises:
        NotAPackageError: if it holds no text that can be read; the message says why.
        OSError: if the system refuses to read it.
    """
    try:
        content = read_bytes(file, ARTICLE_BYTES)
    except (FileNotFoundError, UnusableFileError):
        return ArticleFile(read_article(file))  # which says what is wrong
    if is_utf32(content):
        raise NotAPackageError(f"the article {file} is in UTF-32, which browsers don't read: save it in UTF-8")
    what = other_file(content)
    if what:
        raise NotAPackageError(f"the article {file} {what}: save it as plain text, or as HTML only")
    if file.suffix.lower() not in _ENDINGS and not _BEGINS_LIKE_A_PAGE.match(_beginning(content)):
        return ArticleFile(read_article(file))
    if len(content) > PAGE_BYTES:
        raise NotAPackageError(f"the page {file} has {len(content):,} bytes; the limit is {PAGE_BYTES:,}")
    try:
        from claimpack.curation.articles.pagetext import NoArticleError, html_text  # noqa: PLC0415 - selectolax may be missing
    except ImportError:
        raise NotAPackageError(
            f"the article {file} is a web page: install claimpack[article], or save the page as plain text"
        ) from None
    try:
        source = page_source(content)
        page = html_text(source.text, is_xml=file.suffix.lower() in _XML_ENDINGS)
    except (NoArticleError, UndecodableError) as error:
        raise NotAPackageError(f"the page {file} {error}: save its text as plain text in UTF-8") from None
    return ArticleFile(ArticleText(str(file), page.text), page, source.named_encoding, source.strays)


def _beginning(content: bytes) -> str:
    start = content[:_LOOKED_AT]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
