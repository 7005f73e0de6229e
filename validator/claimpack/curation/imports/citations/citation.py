"""A reference from a file, in the terms of sources.csv."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.curation.imports.citations.publicationdates import is_no_date

_TAGS = re.compile(
    r"</?(?:i|b|u|p|em|strong|sup|sub|sc|scp|span|br|italic|bold|title|inline-formula|tex-math|(?:jats|mml):[\w-]+)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
SAYS_NONE = frozenset({"", "-", "0", "n/a", "na", "nan", "none", "not available", "null", "unavailable"})
"""What databases write for a missing value, in lower case."""
_JOINERS = "\u200c\u200d"
_MOST_AUTHORS = 2000
"""The column for authors holds at most this many characters."""


class Author(NamedTuple):
    """An author: a person, or a group, which only has a name."""

    family: str
    initials: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As sources.csv has it: ``Wang Y``."""
        return " ".join(part for part in (self.family, self.initials, self.suffix) if part)


class Notice(NamedTuple):
    """A notice on a paper: a retraction, a correction, an update and so on."""

    what: str
    """Its kind, such as ``Retraction in``."""
    where: str
    """The notice's own reference, as printed; blank if it has none."""
    pmid: str = ""
    doi: str = ""
    day: str = ""
    """When it was published, if that is given separately."""

    def __str__(self) -> str:
        """In words, with the notice's identifier if the reference does not contain it."""
        named = self.pmid and self.pmid not in self.where and f"PMID {self.pmid}"
        named = named or (self.doi and self.doi.casefold() not in self.where.casefold() and f"doi {self.doi}")
        return f"{self.what}: {', '.join(part for part in (self.where.rstrip('. '), named) if part)}"


class Given(NamedTuple):
    """A value in a file."""

    column: str
    """The column of sources.csv that it is for."""
    field: str
    """Its name in the file."""
    value: str
    line: int


class UnreadValue(NamedTuple):
    """A value in a file that is not of the right form."""

    line: int
    field: str
    """Its name in the file."""
    value: str
    why: str


class Unread(NamedTuple):
    """A part of a file that can't be read, with the line where it begins."""

    line: int
    why: str


@dataclass(slots=True)
class Citation:
    """A reference; what the file does not have is blank."""

    line: int
    """The physical line where it begins in its file; in a workbook, the row."""
    title: str = ""
    authors: list[Author] = field(default_factory=list)
    has_more_authors: bool = False
    """Whether the file says that there are further authors."""
    container_title: str = ""
    issued_on: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    source_type: str = ""
    retraction_status: str = ""
    notices: list[Notice] = field(default_factory=list)
    updated_by: list[Notice] = field(default_factory=list)
    """Later versions of it."""
    updates: list[Notice] = field(default_factory=list)
    """Earlier papers that it updates."""
    unread: list[UnreadValue] = field(default_factory=list)

    def with_unread(self, given: Iterable[Given]) -> Citation:
        """Adds the identifiers and dates in the file that could not be read."""
        for column, name, value, line in given:
            taken = getattr(self, column)
            why = ""
            if column == "issued_on" and is_no_date(value):
                why = f"it is no date: {f'{taken} was taken' if taken else 'the source was taken without a date'}"
            elif column != "issued_on" and not taken:
                why = f"it is no {column.upper()}: the source was taken without a {column.upper()}"
            if why and value.strip().casefold() not in SAYS_NONE:
                self.unread.append(UnreadValue(line, name, value.strip(), why))
        return self

    def row(self) -> dict[str, str]:
        """The columns of sources.csv that it fills, without the id."""
        return {
            "status": "identified",
            "source_type": self.source_type,
            "title": self.title,
            "authors": authors_cell(self.authors, has_more=self.has_more_authors),
            "container_title": self.container_title,
            "issued_on": self.issued_on,
            "doi": self.doi,
            "pmid": self.pmid,
            "pmcid": self.pmcid,
            "url": self.url,
            "retraction_status": self.retraction_status,
            "note": " ".join(f"{notice}." for notice in self.notices),
        }


def authors_cell(authors: list[Author], *, has_more: bool = False) -> str:
    """The authors as in sources.csv; those that don't fit become et al.

    >>> authors_cell([Author("Wang", "Y"), Author("Yi", "H")], has_more=True)
    'Wang Y, Yi H, et al.'
    """
    names: list[str] = []
    left = _MOST_AUTHORS - len(", et al.")
    for author in authors:
        name = str(author).replace(",", "")
        left -= len(f"{name}, ")
        if left < 0:
            has_more = True
            break
        names.append(name)
    return ", ".join([*names, *(["et al."] if has_more and names else [])])


def lines_of(text: str) -> list[str]:
    """The physical lines of a text, as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def plain(text: str) -> str:
    """A text in one line, without markup, entities and invisible characters.

    >>> plain("<i>In vitro</i> &amp; in\u00a0vivo\u200b")
    'In vitro & in vivo'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub("", text)
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return " ".join(text.split())


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cf" and character in _JOINERS:
        return character
    return "" if category in ("Cf", "Co", "Cs", "Cn") else character


def title_of(text: str, subtitle: str = "") -> str:
    """A title without what databases add: a full stop, and brackets around a translation.

    ``[Not Available]``, which PubMed gives in place of a missing translation, is no title. A subtitle is added if the
    title does not contain it.

    >>> title_of("[Side effects of light.]."), title_of("[Not Available].")
    ('Side effects of light', '')
    """
    title = _without_stop(plain(text))
    if title.startswith("[") and title.endswith("]") and title.count("[") == 1:
        title = _without_stop(title[1:-1].strip())
        if title.casefold() == "not available":
            return ""
    return f"{title}: {subtitle}" if subtitle and subtitle.casefold() not in title.casefold() else title


def _without_stop(title: str) -> str:
    ends = title.endswith(".") and not title.endswith("..") and not re.search(r"\b\w\.\w?\.$", title)
    return title[:-1].rstrip() if ends else title
