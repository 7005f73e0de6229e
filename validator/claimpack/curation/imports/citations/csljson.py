"""Reads CSL-JSON, the format of reference managers, and the records of Crossref."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Any

from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.authornames import from_parts
from claimpack.curation.imports.citations.citation import Author, Citation, Given, Notice, lines_of, plain, title_of
from claimpack.curation.imports.citations.publicationdates import earliest, of_year, partial_date
from claimpack.curation.imports.citations.publicationtypes import most_severe, source_type, status_of_title
from claimpack.curation.imports.proposal import UnusableImportError

_DATES = ("published-online", "published-print", "published", "posted", "issued")
_STATUSES = {
    "retracted": "retraction retracted",
    "withdrawn": "withdrawal removal",
    "concern": "expression_of_concern concern",
    "corrected": "correction corrigendum erratum addendum clarification partial_retraction",
}
"""Crossref's types of updates, by the status that they give a paper."""
_BY_TYPE = {name: status for status, names in _STATUSES.items() for name in names.split()}


def is_json(text: str) -> bool:
    """Whether a file is JSON of some kind."""
    return text.lstrip()[:1] in ("{", "[")


def records(text: str, name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The records of a file, each with the line where it begins, as far as that is known.

    A file has one record, a list of records, an answer of Crossref with one or several, or a record in each line.

    Args:
        text: the file.
        name: its name, for messages.

    Raises:
        UnusableImportError: if it is not JSON, or has no records.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        by_line = _by_line(text)
        if by_line is not None:
            return by_line
        hint = "Export it again; it may have been cut off."
        raise UnusableImportError(f"it is not valid JSON ({error.msg})", hint, file=name, line=error.lineno) from None
    except (RecursionError, ValueError):
        what = "it is nested too deeply, or has a number of too many digits"
        raise UnusableImportError(what, "Export it again from Crossref or a reference manager.", file=name) from None
    listed = _listed(found)
    if not all(isinstance(each, Mapping) for each in listed) or not any(_is_record(each) for each in listed):
        what = "it is JSON, but has no references as CSL-JSON or Crossref writes them"
        raise UnusableImportError(what, "Export it as CSL-JSON, or save Crossref's answer.", file=name, line=1)
    lines = _lines(text, found, listed)
    return list(zip(lines, listed, strict=True))


def _by_line(text: str) -> list[tuple[int, Mapping[str, Any]]] | None:
    """The records of a file with one in each line; None if it is another file."""
    found = []
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                return None
            found += [(number, each) for each in _listed(record) if isinstance(each, Mapping)]
    return found or None


def _listed(found: Any) -> list[Any]:
    if isinstance(found, list):
        return [record for each in found for record in _listed(each)] if any(map(_is_answer, found)) else found
    if _is_answer(found):
        message = found["message"]
        items = message.get("items") if isinstance(message, Mapping) else None
        return items if isinstance(items, list) else [message]
    if isinstance(found, Mapping) and isinstance(found.get("items"), list):
        return list(found["items"])
    return [found]


def _is_answer(found: Any) -> bool:
    return isinstance(found, Mapping) and "message" in found and "status" in found


def _is_record(found: Any) -> bool:
    if not isinstance(found, Mapping) or "itemType" in found:  # Zotero's own JSON, whose names and dates are different
        return False
    return any(key in found for key in ("title", "DOI", "container-title", "PMID"))


def _lines(text: str, found: Any, listed: list[Any]) -> list[int]:
    """The line where each record begins; for several records in one answer within a list, the answer's line."""
    items = _ITEMS.search(text)
    if isinstance(found, list):
        places = list(_places(text, text.index("[")))
        if listed is not found:
            places = [place for place, each in zip(places, found, strict=True) for _ in _listed(each)]
    else:
        places = list(_places(text, items.end() - 1)) if items else [0]
    if len(places) != len(listed):  # another list of that name
        places = [0] * len(listed)
    lines = accumulate((text.count("\n", *span) for span in pairwise([0, *places])), initial=1)
    return list(lines)[1:]


def _places(text: str, bracket: int) -> Iterator[int]:
    """Where each item begins in the list that opens at ``bracket``."""
    decoder = json.JSONDecoder()
    place = _after_filler(text, bracket + 1)
    while text[place] != "]":
        yield place
        _, end = decoder.raw_decode(text, place)
        place = _after_filler(text, end)


def _after_filler(text: str, place: int) -> int:
    found = _FILLER.match(text, place)
    return found.end() if found else place


_FILLER = re.compile(r"[\s,]*")
_ITEMS = re.compile(r'"items"\s*:\s*\[')


def read(text: str, name: str) -> Iterator[Citation]:
    """The references of a file.

    Args:
        text: the file.
        name: its name, for messages.

    Raises:
        UnusableImportError: if it is not JSON, or has no references.
    """
    for line, record in records(text, name):
        yield _citation(line, record).with_unread(_given(line, record))


def _citation(line: int, record: Mapping[str, Any]) -> Citation:
    title = title_of(_text(record, "title"), title_of(_text(record, "subtitle")))
    notes = [_text(record, "note"), _text(record, "annote")]
    links = [link for key in ("URL", "link", "resource") for link in _addresses(record.get(key))]
    container = plain(_text(record, "container-title"))
    authors = [author for each in _each(record.get("author")) if (author := _author(each))]
    if not container and record.get("type") == "posted-content":
        container = plain(_text(record, "institution") or _text(record, "group-title"))
    genres = [_text(record, key) for key in ("type", "subtype", "genre", "medium")]
    result = Citation(
        line,
        title=title,
        authors=authors,
        container_title=container,
        issued_on=_issued(record),
        source_type=source_type(genres, title, container),
        **identifiers.identifiers_of(
            doi=[_text(record, "DOI")],
            pmid=[_text(record, "PMID")],
            pmcid=[_text(record, "PMCID")],
            notes=notes,
            links=links,
            addresses=_addresses(record.get("URL")),
        ),
    )
    updates = list(crossref_updates(record))
    result.updated_by += _new_versions(record)
    result.notices += [*(notice for status, notice in updates if status), *result.updated_by]
    result.retraction_status = most_severe([status_of_title(title), *(status for status, _ in updates)])
    return result


def _given(line: int, record: Mapping[str, Any]) -> Iterator[Given]:
    for column in ("doi", "pmid", "pmcid"):
        yield Given(column, column.upper(), _text(record, column.upper()), line)
    for key in _DATES:
        yield Given("issued_on", key, _printed_date(record.get(key)), line)
    yield Given("issued_on", "year", _text(record, "year"), line)


def _printed_date(found: Any) -> str:
    if isinstance(found, str):
        return found
    if not isinstance(found, Mapping):
        return ""
    parts = found.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    printed = "-".join(str(part) for part in first[:3] if isinstance(part, int | str))
    return printed or _text(found, "raw") or _text(found, "literal")


def _date_of(found: Any) -> str:
    return partial_date(_printed_date(found))


def crossref_updates(record: Mapping[str, Any]) -> Iterator[tuple[str, Notice]]:
    """The updates of a paper in ``updated-by``: the retraction status, blank for a new version, and the notice."""
    for update in _each(record.get("updated-by")):
        day = _date_of(update.get("updated"))
        label = _text(update, "label") or _text(update, "type").replace("_", " ").capitalize()
        what = f"{label}{f' of {day}' if day else ''}"
        yield _status(update), Notice(what, "", doi=identifiers.doi_in(_text(update, "DOI")), day=day)


def crossref_update_to(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The papers in a notice's ``update-to``: their DOI, their retraction status and its day."""
    for update in _each(record.get("update-to")):
        doi, status = identifiers.doi_in(_text(update, "DOI")), _status(update)
        if doi and status:
            yield doi, status, _date_of(update.get("updated"))


def _status(update: Mapping[str, Any]) -> str:
    return _BY_TYPE.get(_text(update, "type").casefold().replace("-", "_"), "")


def _new_versions(record: Mapping[str, Any]) -> Iterator[Notice]:
    """The new versions of a paper that Crossref lists."""
    for update in _each(record.get("updated-by")):
        doi = identifiers.doi_in(_text(update, "DOI"))
        if doi and _text(update, "type").casefold() in ("new_version", "new_edition"):
            yield Notice("Update in", "", doi=doi)


def _author(each: Mapping[str, Any]) -> Author | None:
    group = plain(_text(each, "literal") or _text(each, "name"))
    family = plain(_text(each, "family"))
    if not family:
        return Author(group) if group else None
    particle = _text(each, "non-dropping-particle") or _text(each, "dropping-particle")
    return from_parts(f"{particle} {family}".strip(), _text(each, "given"), _text(each, "suffix"))


def _issued(record: Mapping[str, Any]) -> str:
    """The day of its first appearance, in print or online."""
    days = [_date_of(record.get(key)) for key in _DATES]
    first = earliest(days)
    return of_year(first[:4], [first]) if first else partial_date(_text(record, "year"))


def _addresses(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    if isinstance(found, Mapping):
        return [url for key in ("URL", "primary") for url in _addresses(found.get(key))]
    return [url for each in found for url in _addresses(each)] if isinstance(found, list) else []


def _each(found: Any) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _text(record: Mapping[str, Any], key: str) -> str:
    """A value as text; the first value of a list."""
    value = record.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name", "")
    return (
        re.sub(r"\s+", " ", str(value)).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    )
