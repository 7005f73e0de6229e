"""Reads PubMed's own text format (.nbib), with its notices of retractions, errata, concerns and updates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_comma, initials_of, is_others
from claimpack.curation.imports.citations.citation import Author, Citation, Given, Notice, lines_of, plain, title_of
from claimpack.curation.imports.citations.publicationdates import earliest, partial_date
from claimpack.curation.imports.citations.publicationtypes import most_severe, source_type, status_of_title

_FIELD = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *- ?(?P<value>.*)")
NOTICES = {
    "RIN": ("Retraction in", "retracted"),
    "PRIN": ("Partial retraction in", "corrected"),
    "RRI": ("Retracted and republished in", "retracted"),
    "ECI": ("Expression of concern in", "concern"),
    "EIN": ("Erratum in", "corrected"),
    "CRI": ("Corrected and republished in", "corrected"),
    "UIN": ("Update in", ""),
    "RPI": ("Republished in", ""),
    "ROF": ("Retraction of", ""),
    "PROF": ("Partial retraction of", ""),
    "ECF": ("Expression of concern for", ""),
    "EFR": ("Erratum for", ""),
    "UOF": ("Update of", ""),
}
"""By tag, the name of a notice, and the status that it gives the paper."""


def is_medline(text: str) -> bool:
    """Whether a file is in this format."""
    return bool(re.search(r"^PMID *- ?[0-9]", text[:100_000], re.MULTILINE))


def read(text: str) -> Iterator[Citation]:
    """The references of a file."""
    fields: list[tuple[str, list[str]]] = []
    begun = 0
    for number, line in enumerate(lines_of(text), 1):
        found = _FIELD.fullmatch(line)
        if found is None:
            if line.strip() and line[:1].isspace() and fields:
                fields[-1][1].append(line.strip())
            continue
        if found["tag"] == "PMID":
            if fields:
                yield _citation([(tag, " ".join(parts)) for tag, parts in fields], begun)
            fields, begun = [], number
        if begun:
            fields.append((found["tag"], [found["value"].strip()]))
    if fields:
        yield _citation([(tag, " ".join(parts)) for tag, parts in fields], begun)


def _citation(fields: list[tuple[str, str]], line: int) -> Citation:
    values: dict[str, list[str]] = {}
    for tag, value in fields:
        values.setdefault(tag, []).append(value)

    def first(*tags: str) -> str:
        return next((values[tag][0] for tag in tags if tag in values and values[tag][0]), "")

    title = title_of(first("TI")) or title_of(first("BTI", "VTI", "TT"))
    types = values.get("PT", [])
    container = plain(first("JT", "TA")) or (plain(first("BTI")) if first("TI") else "")
    authors, has_more = _authors(fields)
    labelled = [value for tag in ("LID", "AID") for value in values.get(tag, []) if value.endswith("[doi]")]
    dois = [value.removesuffix("[doi]") for value in labelled]
    result = Citation(
        line,
        title=title,
        authors=authors,
        has_more_authors=has_more,
        container_title=container,
        issued_on=earliest([partial_date(first("DP")), partial_date(first("DEP"))]),
        doi=identifiers.first_found(identifiers.doi_in, dois[:1]),
        pmid=identifiers.pmid_in(first("PMID")),
        pmcid=identifiers.pmcid_in(first("PMC")),
        source_type=source_type(types, title, container, sorts_reviews=True),
    )
    notices = [
        (*NOTICES[tag], plain(value), identifiers.labelled_pmid(value)) for tag, value in fields if tag in NOTICES
    ]
    take_notices(result, types, notices)
    given = [("doi", "DOI", each) for each in dois] + [("pmcid", "PMC", first("PMC"))]
    given += [("issued_on", tag, first(tag)) for tag in ("DP", "DEP")]
    return result.with_unread(Given(*each, line) for each in given)


def take_notices(citation: Citation, types: Iterable[str], notices: Iterable[tuple[str, str, str, str]]) -> None:
    """Adds notices and the retraction status to a paper, and the papers that it updates or that update it.

    Args:
        citation: the paper.
        types: its publication types.
        notices: for each its name, the status that it gives the paper, its reference, and its PMID.
    """
    statuses = [status_of_title(citation.title)]
    statuses += ["retracted" for each in types if each.casefold() == "retracted publication"]
    for what, status, where, pmid in notices:
        statuses.append(status)
        notice = Notice(what, where, pmid, identifiers.doi_in(where))
        citation.notices.append(notice)
        if what == "Update in":
            citation.updated_by.append(notice)
        elif what == "Update of":
            citation.updates.append(notice)
    citation.retraction_status = most_severe(statuses)


def _authors(fields: list[tuple[str, str]]) -> tuple[list[Author], bool]:
    """The authors in order, persons and groups, and whether there are more."""
    found: list[Author | None] = []
    full = ""
    has_more = False
    for tag, value in fields:
        if full and tag != "AU":
            found.append(from_comma(full))
        if tag == "AU" and is_others(value):
            has_more = True
        elif tag == "AU":
            found.append(_person(plain(value), plain(full)))
        elif tag == "CN":
            found.append(Author(plain(value)))
        full = value if tag == "FAU" else ""
    return [author for author in found if author is not None and author.family], has_more


def _person(short: str, full: str) -> Author | None:
    """A person from the short form in PubMed, with the family name of the full form."""
    family, comma, given = full.partition(",")
    if not comma or not short.startswith(family):
        return from_comma(short)
    initials, _, suffix = short.removeprefix(family).strip().partition(" ")
    return Author(family, initials or initials_of(given), suffix)
