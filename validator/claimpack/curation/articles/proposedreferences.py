"""Makes rows of sources.csv and references.csv from an article's own list and citations, without duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimpack.curation.articles.ownreferences import CAPITAL, Entry, OwnReferences
from claimpack.curation.records.knownsources import KnownSources, UncertainMatchError
from claimpack.package.citationforms import Work, may_be_the_same, work_of
from claimpack.package.identifiers import IDENTIFIERS, identifiers_in
from claimpack.package.idletters import id_part

_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Proposed:
    """Sources that an article cites, and its citations of them, as rows that may be written."""

    sources: tuple[dict[str, str], ...]
    """New rows of sources.csv."""
    references: tuple[dict[str, str], ...]
    """New rows of references.csv."""
    uncertain: tuple[str, ...] = ()
    """Entries whose source is not certain, with the reason and what to do."""


def proposed_rows(
    article_id: str,
    own: OwnReferences,
    cited: Iterable[str],
    known: KnownSources,
    there: Mapping[str, str] | None = None,
) -> Proposed:
    """The new sources and references for an article's own list and for the identifiers that it cites.

    A known source with the same DOI, PMID or PMCID, or else the same title and year, is used, and recorded citations
    stay. If it is not certain whether a source is the same, none is proposed.

    Args:
        article_id: the article's id.
        own: its list of references.
        cited: what its passages cite, as printed.
        known: the known sources; the new ones are added to them.
        there: the recorded citations of the article, with their sources.
    """
    recorded = dict(there or {})
    sources: list[dict[str, str]] = []
    references: list[dict[str, str]] = []
    uncertain: list[str] = []
    printed = list(dict.fromkeys(cited))
    for number, entry in enumerate(own.entries, 1):
        forms = _cited_by(entry, printed)
        source = (
            {**_identified(own.linked[forms[0]]), **entry.source}
            if forms[:1] and forms[0] in own.linked
            else entry.source
        )
        try:
            source_id = next((recorded[form] for form in forms if form in recorded), "") or known.find(source)
            source_id = source_id or known.by_address(source)
        except UncertainMatchError as error:
            uncertain.append(f"{entry.number or forms[0]}: {error}")
            continue
        if not source_id:
            source_id = known.new_id(*_author_and_year(source), _called(entry.number or str(number)))
            sources.append(_source_row(source_id, source))
        known.add(source_id, source)
        for citation in forms:
            if citation not in recorded:
                references.append({"article_id": article_id, "citation": citation, "source_id": source_id})
                recorded[citation] = source_id
    for citation in printed:
        name = own.linked.get(citation, citation)
        row = _identified(name)
        if not row or (name == citation and identifiers_in(citation)[0].printed != citation) or citation in recorded:
            continue
        ((kind, value),) = row.items()
        source_id = known.by_identifier(kind, value)
        if not source_id:
            work = work_of(citation) if name != citation else None
            stem = re.sub(r"\W+", "-", f"{kind} {value.removeprefix('PMC')}".casefold())[:_LONGEST_STEM].strip("-")
            source_id = known.new_id(work.first if work else "", work.year if work else "", stem)
            known.add(source_id, row)
            sources.append(_source_row(source_id, row))
        references.append({"article_id": article_id, "citation": citation, "source_id": source_id})
        recorded[citation] = source_id
    return Proposed(tuple(sources), tuple(references), tuple(uncertain))


def _identified(name: str) -> dict[str, str]:
    """An identifier with its column; empty if the text is not an identifier, or is an address."""
    found = identifiers_in(name)
    return {found[0].kind: found[0].bare} if found and found[0].kind != "url" else {}


def _author_and_year(source: Mapping[str, str]) -> tuple[str, str]:
    """The two parts of an id; both blank if one of them is not known."""
    family = re.sub(rf"\s{CAPITAL}{{1,4}}$", "", source.get("authors", "").split(",")[0].strip())
    year = source.get("issued_on", "")[:4]
    return (family, year) if id_part(family) and year else ("", "")


def _called(number: str) -> str:
    """The beginning of the id of an entry without authors: ``ref-5``, or the entry's mark."""
    return number if number[:1].isalpha() else f"ref-{number}"


def cited_as(entry: Entry) -> list[str]:
    """The forms in which the text may cite an entry: its number, and author and year."""
    return [each for each in (entry.number, _form(entry) if _work(entry) else "") if each]


def _cited_by(entry: Entry, printed: Sequence[str]) -> list[str]:
    """The citation of an entry: its number, or author and year in the form that the article prints first."""
    if entry.number:
        return [entry.number]
    work = _work(entry)
    if work is None:
        return [entry.source[column] for column in ("doi", "pmcid", "url") if column in entry.source][:1]
    forms = [each for each in printed if (other := work_of(each)) is not None and may_be_the_same(work, other)]
    return forms[:1] or [_form(entry)]


def _work(entry: Entry) -> Work | None:
    return work_of(_form(entry)) if entry.source.get("authors") and entry.source.get("issued_on") else None


def _form(entry: Entry) -> str:
    names = [name.strip() for name in entry.source["authors"].split(",")]
    families = [re.sub(rf"\s{CAPITAL}{{1,4}}$", "", name) for name in names if not name.startswith("et al")]
    who = families[0]
    if len(names) > 2 or len(families) < len(names):  # noqa: PLR2004
        who += " et al."
    elif len(families) == 2:  # noqa: PLR2004
        who += f" and {families[1]}"
    return f"{who}, {entry.source['issued_on'][:4]}{entry.letter}"


def _source_row(source_id: str, source: Mapping[str, str]) -> dict[str, str]:
    """The row of a source, which is unidentified without an identifier, an address, or a title and a year."""
    is_identified = any(column in source for column in (*IDENTIFIERS, "url")) or (
        "title" in source and "issued_on" in source
    )
    if not is_identified:
        return {"source_id": source_id, "status": "unidentified"}
    return {"source_id": source_id, "status": "identified", **source, "retraction_status": "not_checked"}
