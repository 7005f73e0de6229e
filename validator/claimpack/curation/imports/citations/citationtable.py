"""Reads tables of references, as databases and review programs export them: CSV, TSV and workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_any, is_others, split_names
from claimpack.curation.imports.citations.citation import Citation, Given, plain, title_of
from claimpack.curation.imports.citations.publicationdates import from_parts, of_year, partial_date
from claimpack.curation.imports.citations.publicationtypes import most_severe, source_type, status_of_title
from claimpack.curation.imports.givenfiles import csv_rows
from claimpack.curation.imports.proposal import UnusableImportError

_COLUMNS = {
    "title": ("title", "article title", "document title", "title primary", "display name", "ti"),
    "authors": (
        "authors", "author", "author s", "author names", "authors primary", "authorships author display name",
        "author full names", "au",
    ),
    "container": (
        "source title", "journal title", "journal", "publication title", "periodical full", "journal book",
        "journal name", "publication", "container title", "primary location source display name", "secondary title",
        "source", "book title", "journal abbreviation", "periodical abbrev", "so",
    ),
    "year": ("publication year", "published year", "pub year", "year", "year published", "py"),
    "month": ("published month", "month"),
    "day": ("published day", "day"),
    "date": ("date published", "publication date", "date of publication", "date", "published", "pub date free from"),
    "doi": ("doi", "di"),
    "pmid": ("pmid", "pubmed id", "medline pmid", "ids pmid", "pm id", "pm"),
    "pmcid": ("pmcid", "pmc id", "ids pmcid", "pmc"),
    "url": ("url", "link", "links", "primary location landing page url", "external url", "plink", "source urls"),
    "type": (
        "publication type", "document type", "type", "doctype", "item type", "reference type", "type crossref", "dt",
    ),
    "retracted": ("is retracted",),
    "notes": ("extra", "notes"),
}  # fmt: skip
"""The names of columns in databases, by their use, the best name first; short ones are of Web of Science."""
_READ = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "date": "issued_on", "year": "issued_on"}
"""The column of sources.csv for some uses."""
_PREAMBLE = 20
"""At most this many rows may come before the names of the columns."""
_DELIMITERS = ",;\t|"
_SLASHED = re.compile(r"(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})/(?P<year>[0-9]{4})")
Row = tuple[int, Sequence[str]]
"""A record with its place in the file: a physical line, or the row of a sheet."""


def read(text: str, name: str) -> Iterator[Citation]:
    """The references of a table in plain text, whatever separates its cells.

    Args:
        text: the file.
        name: its name, for messages.

    Raises:
        UnusableImportError: if it is not a table with a column for titles, or can't be read.
    """
    head = text[:200_000]
    for delimiter in _DELIMITERS:
        if delimiter in head and _header(list(islice(_rows(head, delimiter, name, is_head=True), _PREAMBLE))):
            return read_rows(list(_rows(text, delimiter, name)), name)
    return read_rows([], name)


def _rows(text: str, delimiter: str, name: str, *, is_head: bool = False) -> Iterator[Row]:
    hint = "Look for a quotation mark that is not closed, or export it again."
    try:
        for line, row in csv_rows(text, delimiter, name, hint):
            if any(cell.strip() for cell in row):
                yield line, row
    except UnusableImportError:
        if not is_head:
            raise


def _header(rows: Sequence[Row]) -> tuple[int, dict[str, list[int]]] | None:
    """The place of the header row, and the columns by their use."""
    for place, (_, row) in enumerate(rows[:_PREAMBLE]):
        labels = [_folded(cell) for cell in row]
        found = {use: [labels.index(label) for label in names if label in labels] for use, names in _COLUMNS.items()}
        if found["title"] and sum(bool(places) for places in found.values()) > 1:
            return place, found
    return None


def _folded(label: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", label.strip("\ufeff").casefold()).split())


def read_rows(rows: Sequence[Row], name: str) -> Iterator[Citation]:
    """The references of a table that was read already.

    Raises:
        UnusableImportError: if it has no column for titles.
    """
    if rows and "retractionnature" in map(_folded, rows[0][1]):
        what = "it is the Retraction Watch table, which lists papers that were retracted"
        raise UnusableImportError(what, "Import it with claimpack import retractions.", file=name, line=rows[0][0])
    header = _header(rows)
    if header is None:
        what = "it is no file of references that is known here: PubMed, RIS, BibTeX, JSON, or a table with titles"
        raise UnusableImportError(what, "Export it as RIS or, from PubMed, as .nbib.", file=name)
    place, columns = header
    body = rows[place + 1 :]
    names = rows[place][1]
    month_first = _month_comes_first([row[at] for _, row in body for at in columns["date"] if at < len(row)])
    for number, row in body:
        cells = {
            use: [_cell(row[at]) for at in places if at < len(row) and _cell(row[at])]
            for use, places in columns.items()
        }
        if cells["title"] or cells["doi"] or cells["pmid"]:
            given = [
                Given(_READ[use], names[at].strip(), _cell(row[at]), number)
                for use in _READ
                for at in columns[use]
                if at < len(row)
            ]
            yield _citation(number, cells, month_first=month_first).with_unread(given)


def _cell(cell: str) -> str:
    """A cell without the formula ``="..."`` with which some programs protect digits from spreadsheets."""
    found = re.fullmatch(r'\s*="(.*)"\s*', cell, re.DOTALL)
    cell = (found[1] if found else cell).strip()
    return "" if cell.casefold() in ("nan", "none", "null", "n/a") else cell


def _citation(line: int, cells: Mapping[str, list[str]], *, month_first: bool | None) -> Citation:
    def first(use: str) -> str:
        return cells[use][0] if cells[use] else ""

    title = title_of(first("title"))
    names = split_names(first("authors"))
    container = plain(first("container"))
    types = [part.strip() for cell in cells["type"] for part in cell.split(";")]
    is_retracted = "retracted" if first("retracted").casefold() in ("true", "1", "yes") else ""
    return Citation(
        line,
        title=title,
        authors=[author for author in map(from_any, names) if author],
        has_more_authors=any(map(is_others, names)),
        container_title=container,
        issued_on=_issued(cells, month_first=month_first),
        source_type=source_type(types, title, container),
        retraction_status=most_severe([is_retracted, status_of_title(title)]),
        **identifiers.identifiers_of(
            doi=cells["doi"][:1],
            pmid=cells["pmid"][:1],
            pmcid=cells["pmcid"][:1],
            notes=cells["notes"],
            links=cells["url"],
        ),
    )


def _issued(cells: Mapping[str, list[str]], *, month_first: bool | None) -> str:
    days = []
    for cell in cells["date"]:
        found = _SLASHED.fullmatch(cell.strip())
        if found is None:
            days.append(partial_date(cell))
        elif month_first is None:
            days.append(found["year"])
        else:
            month, day = (found["one"], found["two"]) if month_first else (found["two"], found["one"])
            days.append(from_parts(found["year"], month, day))
    year = next((each[:4] for cell in cells["year"] if (each := partial_date(cell))), "")
    if year and cells["month"]:
        days.append(from_parts(year, cells["month"][0], cells["day"][0] if cells["day"] else ""))
    return of_year(year, [each for each in days if each])


def _month_comes_first(cells: Sequence[str]) -> bool | None:
    """Whether dates such as 4/3/2024 begin with the month; None if no date of the column shows it."""
    pairs = [(int(found["one"]), int(found["two"])) for cell in cells if (found := _SLASHED.fullmatch(_cell(cell)))]
    months = 12
    day_first, month_first = any(one > months for one, _ in pairs), any(two > months for _, two in pairs)
    return month_first if day_first != month_first else None
