"""Reads RIS, which reference managers and databases write in different ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_comma, is_others
from claimpack.curation.imports.citations.citation import Citation, Given, lines_of, plain, title_of
from claimpack.curation.imports.citations.publicationdates import from_parts, of_year, partial_date
from claimpack.curation.imports.citations.publicationtypes import source_type, status_of_title

_FIELD = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{1,3}[-–]+(?:\s(?P<value>.*))?")
_BEGINS = re.compile(r"^\s{0,3}TY\s{1,3}-", re.MULTILINE)
_OF_BOOKS = frozenset({"BOOK", "EDBOOK", "EBOOK", "WHOLE", "THES", "RPRT"})


def is_ris(text: str) -> bool:
    """Whether a file is in this format."""
    return bool(_BEGINS.search(text[:1_000_000]))


def read(text: str) -> Iterator[Citation]:
    """The references of a file. A record without an end ends before the next one, or with the file."""
    from rispy.parser import RisParser  # noqa: PLC0415 - an extra that only this needs

    lines = list(_tidied(text))
    begun = [place for place, (_, line) in enumerate(lines) if line.startswith("TY  - ")]
    tags = _Tags()
    parser = RisParser(mapping=tags, list_tags=tags, delimiter_tags_mapping={})
    records: list[dict[str, Any]] = parser.parse_lines(line for _, line in lines)
    for place, stop, record in zip(begun, [*begun[1:], len(lines)], records, strict=True):
        lists = ((tag, value if isinstance(value, list) else [value]) for tag, value in record.items())
        values = {tag: [value for value in values if value] for tag, values in lists}
        parts = ((number, *line.partition("  - ")) for number, line in lines[place:stop])
        given = [Given(_READ[tag], tag, value, number) for number, tag, _, value in parts if tag in _READ]
        yield _citation(lines[place][0], values).with_unread(given)


_READ = {"DO": "doi", "DI": "doi", "PM": "pmid", "PY": "issued_on", "Y1": "issued_on", "DA": "issued_on"}
"""The column of each tag that has the same meaning in all databases."""


class _Tags(dict[str, str]):
    """Keeps the name of every tag, and lets every tag occur several times."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


def _tidied(text: str) -> Iterator[tuple[int, str]]:
    """The lines of records in the standard form, each with its number; every record has a beginning and an end."""
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
    """The fields with their lines; a field may continue over several lines."""
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
"""What joins the lines of a list; those of a text are joined by a space."""


def _citation(line: int, values: dict[str, list[str]]) -> Citation:
    def first(*tags: str) -> str:
        return next((values[tag][0] for tag in tags if values.get(tag)), "")

    kind = first("TY").upper()
    title = title_of(first("TI", "T1", "CT") or (first("BT") if kind in _OF_BOOKS else ""))

    def every(*tags: str) -> list[str]:
        return [value for tag in tags for value in values.get(tag, ())]

    names = every("AU") or every("A1")
    databases = " ".join(every("DB", "DP")).casefold()
    container = plain(first("JF", "T2", "JO", "BT", "JA", "J2", "JI", "J9", "T3"))
    return Citation(
        line,
        title=title,
        authors=[author for author in map(from_comma, names) if author],
        has_more_authors=any(map(is_others, names)),
        container_title="" if container == title else container,
        issued_on=_issued(values),
        source_type=source_type([kind.casefold(), *every("M3", "PT")], title, container),
        retraction_status=status_of_title(title),
        **identifiers.identifiers_of(
            doi=every("DO", "DI", "L3", "M3"),
            pmid=every("PM", *(tag for database, tag in _PMID_FIELDS if database in databases)),
            pmcid=[value for value in every("C2") if value.strip().upper().startswith("PMC")],
            notes=every("C3", "N1", "RN"),
            links=every("UR", "LK", "L2", "L1", "L3", "M2"),
            addresses=every("UR", "LK", "L2"),
        ),
    )


def _issued(values: dict[str, list[str]]) -> str:
    """The date of PY and Y1, or that of DA if it is in the same year."""
    years = [partial_date(value) for tag in ("PY", "Y1") for value in values.get(tag, ())]
    days = []
    year = next((each[:4] for each in years if each), "")
    for value in values.get("DA", ()):
        made = partial_date(value)
        month, _, day = value.strip().partition(" ")
        days.append(made or from_parts(year, month, day))
    return of_year(year, [each for each in (*years, *days) if each])


_PMID_FIELDS = (("embase", "C5"), ("medline", "C5"), ("scopus", "C2"), ("pubmed", "AN"), ("nlm", "AN"))
"""For each name of a database, the field in which that database has the PMID."""
