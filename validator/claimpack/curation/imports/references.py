"""Imports sources from the files of databases and reference managers.

FILE is an export of PubMed (.nbib, XML), RIS, BibTeX, CSL-JSON, an answer of Crossref, or a table (CSV, TSV, .xlsx)
with a column for titles; - is standard input. The format is detected from the content.

A source that is there already, with the same DOI, PMID or PMCID, or else the same title and year, gets its blank cells
filled in. Other cells are never changed, and differences are shown; only a retraction_status of not_checked is replaced
by what a notice says. Ids are made from the first author and the year.

\b
Examples:
  claimpack import references pubmed.nbib
  claimpack import references library.ris library.bib --dry-run
"""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.curation.imports.citations.citation import Citation, Notice, Unread
from claimpack.curation.imports.citations.readers import read_citations
from claimpack.curation.imports.proposal import ENCODING, NotImported, Proposal, ProposedRecord, Request
from claimpack.curation.imports.samemeaning import says_the_same
from claimpack.curation.records.knownsources import KnownSources, UncertainMatchError
from claimpack.package.package import Package
from claimpack.package.tableschema import split_items
from claimpack.wording import counted, quoted

OPTIONS = (ENCODING,)


def propose(request: Request) -> Proposal:
    """The sources that the files give.

    Raises:
        UnusableImportError: if a file can't be imported at all.
        Unavailable: if the sources of the package could not be read.
    """
    known = KnownSources.of(request.package)
    result = Proposal()
    taken: dict[str, list[Citation]] = {}
    new: dict[str, ProposedRecord] = {}
    read = 0
    statuses = dict(request.package.table("sources").rows("source_id", "retraction_status"))
    for file in request.files:
        for found in read_citations(file, request.given.get("encoding")):
            origin = f"{file.name}, line {found.line:,}"
            if isinstance(found, Unread):
                result.left.append(NotImported(origin, "an entry", found.why))
                continue
            read += 1
            record = _record(found, origin, known, new, result.left)
            if record is not None:
                source = record.row["source_id"]
                for line, field, value, why in found.unread:
                    result.left.append(NotImported(f"{file.name}, line {line:,}, {field}", quoted(value, 80), why))
                taken.setdefault(source, []).append(found)
                if statuses.get(source) == "not_checked" and record.row.get("retraction_status"):
                    record.replaces = ("retraction_status",)
                result.records.append(record)
    result.records += _updates(request.package, known, taken, result.notes)
    result.read = f"{counted(read, 'reference')} in {counted(len(request.files), 'file')}"
    return result


def _record(
    found: Citation, origin: str, known: KnownSources, new: dict[str, ProposedRecord], left: list[NotImported]
) -> ProposedRecord | None:
    """The reference as a source; ``new`` holds the sources that are being added."""
    row = found.row()
    if not found.title and not (found.doi or found.pmid or found.pmcid or found.url):
        left.append(NotImported(origin, "a reference", "it has neither a title nor an identifier: fill in one of them"))
        return None
    try:
        source = known.find(row)
    except UncertainMatchError as error:
        left.append(NotImported(origin, quoted(found.title), str(error)))
        return None
    before = dict(known.row(source)) if source else {}
    source = source or known.new_id(_name(found), found.issued_on[:4])
    known.add(source, row)
    if source in new and row["issued_on"].startswith(f"{before.get('issued_on') or '?'}-"):
        new[source].row["issued_on"] = row["issued_on"]  # the more exact date of two files
        known.set_date(source, row["issued_on"])
        row["issued_on"] = ""
    for column, value in before.items():
        if value and column in row and says_the_same(column, value, row[column]):
            row[column] = ""
    record = ProposedRecord("sources", {"source_id": source, **row}, origin)
    if not before:
        new[source] = record
    return record


def _name(found: Citation) -> str:
    """The name for the id: the first author, or else the first words of the title."""
    return found.authors[0].family if found.authors else " ".join(found.title.split()[:3])


def _updates(
    package: Package, known: KnownSources, taken: dict[str, list[Citation]], notes: list[str]
) -> Iterator[ProposedRecord]:
    """The ``superseded_by`` of sources, from notices of updates between two sources."""
    superseded = dict(package.table("sources").rows("source_id", "superseded_by"))
    later: dict[str, list[str]] = {}
    for source, citations in taken.items():
        for found in citations:
            for notice in found.updated_by:
                other = _source_of(notice, known)
                if other:
                    later.setdefault(source, []).append(other)
                else:
                    notes.append(
                        f"{source} was updated by a paper that is not among the sources: {notice.where or notice}."
                    )
            for notice in found.updates:
                other = _source_of(notice, known)
                if other:
                    later.setdefault(other, []).append(source)
    for source, others in later.items():
        before = split_items(superseded.get(source, ""))
        new = [other for other in dict.fromkeys(others) if other not in before and other != source]
        if new:
            yield ProposedRecord(
                "sources", {"source_id": source, "superseded_by": ";".join([*before, *new])}, "a notice"
            )


def _source_of(notice: Notice, known: KnownSources) -> str:
    return known.by_identifier("pmid", notice.pmid) or known.by_identifier("doi", notice.doi)
