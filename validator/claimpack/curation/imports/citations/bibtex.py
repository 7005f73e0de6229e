"""Reads BibTeX and BibLaTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_any, from_parts, is_others
from claimpack.curation.imports.citations.citation import Author, Citation, Given, Unread, plain, title_of
from claimpack.curation.imports.citations.publicationdates import from_parts as date_of
from claimpack.curation.imports.citations.publicationdates import of_year, partial_date
from claimpack.curation.imports.citations.publicationtypes import source_type, status_of_title

_BEGINS = re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_WITH_BOOK = frozenset({"inbook", "incollection", "inproceedings", "conference", "suppbook"})
_WHOLLY_BRACED = re.compile(r"\{[^{}]*\}")


def is_bibtex(text: str) -> bool:
    """Whether a file is in this format."""
    return bool(_BEGINS.search(text[:1_000_000]))


def read(text: str) -> Iterator[Citation | Unread]:
    """The references of a file, and the entries that can't be read."""
    from bibtexparser import middlewares  # noqa: PLC0415 - an extra that only this needs
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock  # noqa: PLC0415

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what fails is reported here
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    library = parse_string(
        text,
        parse_stack=[
            middlewares.ResolveStringReferencesMiddleware(),
            middlewares.RemoveEnclosingMiddleware(),
            middlewares.NormalizeFieldKeys(),
        ],
    )
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, Entry):
            fields = {field.key.casefold(): str(field.value) for field in entry.fields}
            given = [
                Given(_READ[key], key, _unescaped(fields[key]), (field.start_line or 0) + 1)
                for field in entry.fields
                if (key := field.key.casefold()) in _READ
            ]
            yield _citation(line, entry.entry_type.casefold(), fields).with_unread([*given, *_day(given, fields)])
        elif isinstance(block, ParsingFailedBlock):
            yield Unread(line, "this entry is not well-formed: look for a brace or a comma that is missing")


_READ = {
    "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "date": "issued_on", "year": "issued_on",
}  # fmt: skip
"""The column of each field."""


def _day(given: list[Given], fields: dict[str, str]) -> Iterator[Given]:
    """The date of an entry whose month and day are numbers in other fields than its year."""
    for each in given:
        month, day = fields.get("month", "").strip("{} "), fields.get("day", "").strip("{} ")
        if each.field == "year" and month.isdecimal() and re.fullmatch("[0-9]{4}", each.value):
            yield each._replace(field="month", value="-".join([each.value, month, *([day] if day.isdecimal() else [])]))


def _citation(line: int, kind: str, fields: dict[str, str]) -> Citation:
    def text(*names: str) -> str:
        return identifiers.first_found(lambda name: plain(_unlatexed(fields.get(name, ""))), names)

    title = title_of(text("title"), text("subtitle"))
    names = list(_names(fields.get("author", "")))
    container = text("journal", "journaltitle", "booktitle") or (text("publisher") if kind in _WITH_BOOK else "")
    links = [_unescaped(fields[name]) for name in ("url", "howpublished", "link", "note", "ee") if name in fields]
    eprint_type = fields.get("eprinttype", fields.get("archiveprefix", "")).casefold()
    eprint = fields.get("eprint", "")
    notes = [fields.get(name, "") for name in ("note", "annote", "extra", "keywords")]
    year = date_of(text("year"))
    days = [partial_date(text("date")), date_of(year, text("month"), text("day"))]
    return Citation(
        line,
        title=title,
        authors=[author for author in map(_author, names) if author],
        has_more_authors=any(map(is_others, names)),
        container_title=container,
        issued_on=of_year(year or days[0][:4], [each for each in days if each]),
        source_type=source_type([kind, text("type"), text("pubstate")], title, container)
        or ("preprint" if eprint_type in ("arxiv", "biorxiv", "medrxiv") and not container else ""),
        retraction_status=status_of_title(title),
        **identifiers.identifiers_of(
            doi=[_unescaped(fields.get("doi", ""))],
            pmid=[fields.get("pmid", ""), eprint if eprint_type in ("pubmed", "pmid") else ""],
            pmcid=[fields.get("pmcid", fields.get("pmc", ""))],
            notes=notes,
            links=links,
        ),
    )


def _names(cell: str) -> Iterator[str]:
    """The names between each ``and`` outside of braces."""
    depth, begun = 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", cell):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            yield cell[begun : found.start()]
            begun = found.end()
    if cell[begun:].strip():
        yield cell[begun:]


def _author(name: str) -> Author | None:
    """An author; a name that is in braces as a whole is that of a group."""
    name = name.strip()
    if is_others(name):
        return None
    if _WHOLLY_BRACED.fullmatch(name):
        return Author(plain(_unlatexed(name)))
    parts = [part.strip() for part in re.split(r",(?![^{]*\})", name)]
    if len(parts) == 3:  # noqa: PLR2004 - von Family, Jr, Given
        family, suffix, given = (plain(_unlatexed(part)) for part in parts)
        return from_parts(family, given, suffix)
    return from_any(_unlatexed(name))


def _unlatexed(text: str) -> str:
    """What LaTeX would print."""
    if not any(sign in text for sign in "\\{$~"):
        return text
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - comes with bibtexparser

    try:
        converter = LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=False)
        plain_text: str = converter.latex_to_text(re.sub(r"(?<!\\)%", r"\%", text), tolerant_parsing=True)
    except (RecursionError, ValueError, IndexError):
        return text.replace("{", "").replace("}", "")
    return plain_text


def _unescaped(text: str) -> str:
    """An address or a DOI without the escapes of LaTeX."""
    return re.sub(r"\\([_&%#~{}$])", r"\1", re.sub(r"\\url\{([^}]*)\}", r"\1", text)).strip("{} ")
