"""Reads RIS, as reference managers and databases write it, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_comma, is_others
from claimpack.curation.imports.citations.citation import Citation, lines_of, plain, title_of
from claimpack.curation.imports.citations.publicationdates import from_parts, of_year, partial_date
from claimpack.curation.imports.citations.publicationtypes import source_type, status_of_title
from claimpack.curation.imports.citations.unreadvalues import Given, with_unread

_FIELD = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{1,3}[-–]+(?:\s(?P<value>.*))?")
_BEGINS = re.compile(r"^\s{0,3}TY\s{1,3}-", re.MULTILINE)
_OF_BOOKS = frozenset({"BOOK", "EDBOOK", "EBOOK", "WHOLE", "THES", "RPRT"})


def is_ris(text: str) -> bool:
    """Whether a file is in this format."""
    return bool(_BEGINS.search(text[:1_000_000]))


def read(text: str) -> Iterator[Citation]:
    """The references of a file. A record that does not end ends where the next begins, or with the file."""
    from rispy.parser import RisParser  # noqa: PLC0415 - an extra that only this needs

    lines = list(_tidied(text))
    begun = [place for place, (_, line) in enumerate(lines) if line.startswith("TY  - ")]
    tags = _Tags()
    parser = RisParser(mapping=tags, list_tags=tags, delimiter_tags_mapping={})
    records: list[dict[str, Any]] = parser.parse_lines(line for _, line in lines)
    for place, stop, record in zip(begun, [*begun[1:], len(lines)], records, strict=True):
        values = {tag: [value for value in values if value] for tag, values in _lists(record)}
        given = [
            Given(_READ[tag], tag, value, number)
            for number, tag, value in map(_parts, lines[place:stop])
            if tag in _READ
        ]
        yield with_unread(_citation(lines[place][0], values), given)


_READ = {"DO": "doi", "DI": "doi", "PM": "pmid", "PY": "issued_on", "Y1": "issued_on", "DA": "issued_on"}
"""The tags that have one meaning in all databases, by the column that they are for."""


def _parts(line: tuple[int, str]) -> tuple[int, str, str]:
    tag, _, value = line[1].partition("  - ")
    return line[0], tag, value


class _Tags(dict[str, str]):
    """Every tag stands for itself, and may come several times."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


def _lists(record: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for tag, value in record.items():
        yield tag, value if isinstance(value, list) else [value]


def _tidied(text: str) -> Iterator[tuple[int, str]]:
    """The lines of records, as the standard has them, each with its number; every record begins and ends."""
    is_open = False
    for number, tag, value in _fields(text):
        if is_open and tag in ("TY", "ER"):
            yield number, "ER  - "
        is_open = tag == "TY" or (is_open and tag != "ER")
        if is_open:
            yield number, f"{tag}  - {value}"
    if is_open:
        yield 0, "ER  - "


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """The fields with their lines; one that goes on in other lines is one."""
    number, tag = 0, ""
    parts: list[str] = []
    for here, line in enumerate(lines_of(text), 1):
        found = _FIELD.fullmatch(line)
        if found is None:
            if line.strip() and tag != "ER":
                parts.append(line.strip())
            continue
        if tag:
            yield number, tag, _SEPARATORS.get(tag, " ").join(parts)
        number, tag, parts = here, found["tag"], [(found["value"] or "").strip()]
    if tag:
        yield number, tag, _SEPARATORS.get(tag, " ").join(parts)


_SEPARATORS = dict.fromkeys(("N1", "DB", "SN", "KW", "UR"), "; ")
"""What parts the lines of a list that goes on; those of a text are parted by a space."""


def _citation(line: int, values: dict[str, list[str]]) -> Citation:
    def first(*tags: str) -> str:
        return next((values[tag][0] for tag in tags if values.get(tag)), "")

    kind = first("TY").upper()
    title = title_of(first("TI", "T1", "CT") or (first("BT") if kind in _OF_BOOKS else ""))
    names = [name for tag in ("AU", "A1") for name in values.get(tag, ())] if not values.get("AU") else values["AU"]
    links = [link for tag in ("UR", "LK", "L2", "L1", "L3", "M2") for link in values.get(tag, ())]
    notes = [note for tag in ("N1", "RN") for note in values.get(tag, ())]
    databases = " ".join([*values.get("DB", ()), *values.get("DP", ())])
    container = plain(first("JF", "T2", "JO", "BT", "JA", "J2", "JI", "J9", "T3"))
    result = Citation(
        line,
        title=title,
        authors=[author for author in map(from_comma, names) if author],
        has_more_authors=any(map(is_others, names)),
        container_title="" if container == title else container,
        issued_on=_issued(values),
        doi=_doi(values, links),
        pmid=_pmid(values, links, notes, databases),
        pmcid=_pmcid(values, links, notes),
        url=identifiers.address_in([*values.get("UR", ()), *values.get("LK", ()), *values.get("L2", ())]),
        source_type=source_type([kind.casefold(), *values.get("M3", ()), *values.get("PT", ())], title, container),
    )
    result.retraction_status = status_of_title(title)
    return result


def _issued(values: dict[str, list[str]]) -> str:
    """When it appeared; the day of PY and Y1, or that of DA if it is of the same year."""
    years = [partial_date(value) for tag in ("PY", "Y1") for value in values.get(tag, ())]
    days = []
    year = next((each[:4] for each in years if each), "")
    for value in values.get("DA", ()):
        made = partial_date(value)
        month, _, day = value.strip().partition(" ")
        days.append(made or from_parts(year, month, day))
    return of_year(year, [each for each in (*years, *days) if each])


def _doi(values: dict[str, list[str]], links: list[str]) -> str:
    own = [value for tag in ("DO", "DI", "L3", "M3") for value in values.get(tag, ())]
    return identifiers.first_found(identifiers.doi_in, own) or identifiers.first_found(
        identifiers.doi_of_address, links
    )


def _pmid(values: dict[str, list[str]], links: list[str], notes: list[str], databases: str) -> str:
    """The PMID, which each database puts into a field of its own."""
    own = list(values.get("PM", ()))
    for database, tag in _PMID_FIELDS:
        if database in databases.casefold():
            own += values.get(tag, ())
    return (
        identifiers.first_found(identifiers.pmid_in, own)
        or identifiers.first_found(identifiers.labelled_pmid, [*values.get("C3", ()), *notes])
        or identifiers.first_found(identifiers.pmid_of_address, links)
    )


_PMID_FIELDS = (("embase", "C5"), ("medline", "C5"), ("scopus", "C2"), ("pubmed", "AN"), ("nlm", "AN"))
"""By what the field for the database holds, the field in which that database has the PMID."""


def _pmcid(values: dict[str, list[str]], links: list[str], notes: list[str]) -> str:
    own = [value for value in values.get("C2", ()) if value.strip().upper().startswith("PMC")]
    return (
        identifiers.first_found(identifiers.pmcid_in, own)
        or identifiers.first_found(identifiers.labelled_pmcid, notes)
        or identifiers.first_found(identifiers.pmcid_of_address, links)
    )
