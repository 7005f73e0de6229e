"""Makes rows of sources and references of what an article prints and cites; nothing is doubled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimpack.curation.articles.ownreferences import Entry, OwnReferences
from claimpack.package.citationforms import Work, identifiers_in, may_be_the_same, work_of

_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Proposed:
    """A source that an article cites, and what it is cited by, as rows that may be written."""

    sources: tuple[dict[str, str], ...]
    """Rows of sources.csv that are not there yet."""
    references: tuple[dict[str, str], ...]
    """Rows of references.csv that are not there yet."""


def proposed_rows(
    article_id: str,
    own: OwnReferences,
    cited: Iterable[str],
    known: Mapping[str, str],
    taken: Iterable[str],
    there: Mapping[str, str] | None = None,
) -> Proposed:
    """The sources and references that an article's own list, and the identifiers that it cites, come to.

    Nothing is doubled: a source that has the DOI, PMID or PMCID, or else the title and year, is taken, and a citation
    that is recorded stays.

    Args:
        article_id: the article's id.
        own: its list of references.
        cited: what its passages cite, as printed.
        known: the sources that are there, by the keys of their identifiers and by ``title_key``.
        taken: the ids of all sources that are there.
        there: the citations that are recorded for the article, with their sources.
    """
    identified = dict(known)
    recorded = dict(there or {})
    ids = set(taken)
    sources: list[dict[str, str]] = []
    references: list[dict[str, str]] = []
    printed = list(dict.fromkeys(cited))
    for entry in own.entries:
        forms, keys = _cited_by(entry, printed), _keys_of(entry.source)
        source_id = next((recorded[form] for form in forms if form in recorded), "")
        source_id = source_id or next((identified[key] for key in keys if key in identified), "")
        if not source_id:
            source_id = _fresh_id(entry.source, entry.number, ids)
            sources.append(_source_row(source_id, entry.source))
        identified.update(dict.fromkeys(keys, source_id))
        ids.add(source_id)
        for citation in forms:
            if citation not in recorded:
                references.append({"article_id": article_id, "citation": citation, "source_id": source_id})
                recorded[citation] = source_id
    for citation in printed:
        found = identifiers_in(citation)
        if not found or found[0].key.startswith("url:") or found[0].printed != citation or citation in recorded:
            continue
        key = found[0].key
        if key not in identified:
            column, _, _ = key.partition(":")
            row = {column: citation.removeprefix("PMID: ")}
            identified[key] = _fresh_id(row, re.sub(r"\W+", "-", key), ids)
            ids.add(identified[key])
            sources.append(_source_row(identified[key], row))
        references.append({"article_id": article_id, "citation": citation, "source_id": identified[key]})
        recorded[citation] = identified[key]
    return Proposed(tuple(sources), tuple(references))


def title_key(title: str, issued_on: str) -> str:
    """The same for two records of one document that lack an identifier."""
    words = re.findall(r"[^\W_]+", title.casefold())
    return f"title:{' '.join(words)}/{issued_on[:4]}"


def _keys_of(source: Mapping[str, str]) -> list[str]:
    keys = [f"{column}:{source[column].casefold()}" for column in ("doi", "pmid") if column in source]
    if "pmcid" in source:
        keys.append(f"pmcid:{source['pmcid'][3:]}")
    if "title" in source and "issued_on" in source:
        keys.append(title_key(source["title"], source["issued_on"]))
    return keys


def cited_as(entry: Entry) -> list[str]:
    """What marks in the text may cite an entry by: its number, and author and year."""
    return [each for each in (entry.number, _form(entry.source) if _work(entry.source) else "") if each]


def _cited_by(entry: Entry, printed: Sequence[str]) -> list[str]:
    """What an entry is cited by: its number, or author and year in the form in which the article prints them first."""
    if entry.number:
        return [entry.number]
    work = _work(entry.source)
    if work is None:
        return [entry.source[column] for column in ("doi", "pmcid") if column in entry.source][:1]
    forms = [each for each in printed if (other := work_of(each)) is not None and may_be_the_same(work, other)]
    return forms[:1] or [_form(entry.source)]


def _work(source: Mapping[str, str]) -> Work | None:
    return work_of(_form(source)) if source.get("authors") and source.get("issued_on") else None


def _form(source: Mapping[str, str]) -> str:
    names = [name.strip() for name in source["authors"].split(",")]
    families = [re.sub(r"\s[A-Z]{1,4}$", "", name) for name in names if not name.startswith("et al")]
    who = families[0]
    if len(names) > 2 or len(families) < len(names):  # noqa: PLR2004
        who += " et al."
    elif len(families) == 2:  # noqa: PLR2004
        who += f" and {families[1]}"
    return f"{who}, {source['issued_on'][:4]}"


def _source_row(source_id: str, source: Mapping[str, str]) -> dict[str, str]:
    """A source is identified by an identifier, or by its title and year; else nothing is recorded of it."""
    is_identified = any(column in source for column in ("doi", "pmid", "pmcid")) or (
        "title" in source and "issued_on" in source
    )
    if not is_identified:
        return {"source_id": source_id, "status": "unidentified"}
    return {"source_id": source_id, "status": "identified", **source, "retraction_status": "not_checked"}


def _fresh_id(source: Mapping[str, str], number: str, taken: set[str]) -> str:
    """An id of the first author and the year, or of the number."""
    family = re.sub(r"\s[A-Z]{1,4}$", "", source.get("authors", "").split(",")[0].strip())
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
    named = number if number[:1].isalpha() else f"ref-{number or len(taken) + 1}"
    stem = f"{slug}-{source['issued_on'][:4]}" if slug and "issued_on" in source else named[:_LONGEST_STEM].strip("-")
    found, counter = stem, 1
    while found in taken:
        counter += 1
        found = f"{stem}-{counter}"
    return found
