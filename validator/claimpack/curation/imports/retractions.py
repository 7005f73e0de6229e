"""Imports retractions: sets retraction_status and retraction_checked_on of the sources.

FILE is the Retraction Watch table that Crossref publishes (CSV), or records of Crossref (JSON, one or many, with
updated-by; or the notices themselves, with update-to). Nothing is fetched.

The whole table covers all papers: a source whose DOI or PMID is not in it becomes none_found. A table of fewer than
10,000 notices counts as the whole one only with --complete: else it says nothing about papers that it does not list. A
table that is empty or cut off is refused. A record of Crossref covers only its own paper. A recorded status is never
made milder: one that the file does not confirm is reported.

\b
Examples:
  claimpack import retractions retraction_watch.csv --checked-on 2026-11-28
  claimpack import retractions crossref.json --checked-on 2026-11-28 --dry-run
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from claimpack.curation.imports.citations import csljson
from claimpack.curation.imports.citations import paperidentifiers as identifiers
from claimpack.curation.imports.citations.citation import SAYS_NONE
from claimpack.curation.imports.citations.publicationdates import from_parts, partial_date
from claimpack.curation.imports.citations.publicationtypes import most_severe
from claimpack.curation.imports.givenfiles import text_of
from claimpack.curation.imports.proposal import (
    ENCODING,
    ImportFile,
    NotImported,
    Option,
    Proposal,
    ProposedRecord,
    Request,
    UnansweredError,
    UnusableImportError,
)
from claimpack.package.limits import CELL_CHARACTERS
from claimpack.package.package import Package
from claimpack.wording import counted, listed, quoted

OPTIONS = (
    Option("checked-on", "The day the files are of: when they were downloaded.", type="day"),
    Option(
        "complete",
        "The table is complete although it is small: papers that it does not list have no notice.",
        type="flag",
    ),
    ENCODING,
)

_NATURES = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
    "reinstatement": "reinstated",
}
"""The status of a paper for each RetractionNature of the Retraction Watch table."""
_NEEDED = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate")
_WHOLE_TABLE = 10_000
"""The whole Retraction Watch table has several times as many notices."""
_MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})(?:\s.*)?")
_ORDER = ("", "not_checked", "none_found", "corrected", "concern", "withdrawn", "retracted")
_COLUMNS = ("source_id", "status", "doi", "pmid", "retraction_status", "retraction_checked_on")


class Event(NamedTuple):
    """Something that happened to a paper."""

    status: str
    day: str
    why: str
    origin: str
    unread: tuple[NotImported, ...] = ()
    """The parts of it that can't be read."""


@dataclass(slots=True)
class _Found:
    """The content of the files."""

    events: dict[tuple[str, str], list[Event]] = field(default_factory=dict)
    """By the kind of identifier and the identifier."""
    covered: set[tuple[str, str]] = field(default_factory=set)
    """The papers with a record of their own."""
    covers_all: bool = False
    read: int = 0
    unsure: list[NotImported] = field(default_factory=list)
    """The tables that do not cover all papers, with the reason."""
    left: list[NotImported] = field(default_factory=list)

    def add(self, kind: str, value: str, event: Event) -> None:
        self.events.setdefault((kind, value.casefold()), []).append(event)


def propose(request: Request) -> Proposal:
    """The changes of the sources.

    Raises:
        UnusableImportError: if a file can't be imported at all.
        UnansweredError: if the day of the files is not given, and no question can be asked.
        Unavailable: if the sources of the package could not be read.
    """
    package = request.package
    found = _Found()
    for file in request.files:
        text = text_of(file, request.given.get("encoding"))
        if csljson.is_json(text):
            _read_crossref(text, file, found)
        else:
            _read_table(text, file, found, is_complete=bool(request.given.get("complete")))
    day = _day(request)
    result = Proposal(f"{counted(found.read, 'record')} in {counted(len(request.files), 'file')}", left=found.left)
    unidentified, unlisted = [], 0
    for row in _sources(package):
        keys = [(kind, row[kind].casefold()) for kind in ("doi", "pmid") if row[kind]]
        events = list(dict.fromkeys(event for key in keys for event in found.events.get(key, ())))
        result.left += (left for event in events for left in event.unread)
        if not keys:
            unidentified.append(row["source_id"])
        elif all(event.status for event in events) or _lasting(events):
            if events or found.covers_all or found.covered.intersection(keys):
                _judge(row, events, day, result)
            else:
                unlisted += 1
    if unlisted and not found.covers_all:
        result.left += found.unsure
    if unidentified:
        why = "without a DOI or PMID nothing can be looked up: fill one in"
        result.left.append(NotImported("sources.csv", listed(unidentified), why, needs_a_person=False))
    return result


def _day(request: Request) -> str:
    """The day of the files."""
    given: date | None = request.given.get("checked_on")
    today = request.package.today
    if given is None:
        if not request.questions.can_ask:
            raise UnansweredError("--checked-on is missing: the day the files are of, when they were downloaded.")
        answer = request.questions.ask(
            "checked-on",
            "The day the files are of: when they were downloaded.",
            default=today.isoformat(),
            is_required=True,
            refusal=lambda text: _no_day(text, today),
        )
        given = date.fromisoformat(answer)
    if given > today:
        raise UnansweredError(f"--checked-on is {given}, which is in the future.")
    return given.isoformat()


def _no_day(text: str, today: date) -> str:
    try:
        made = date.fromisoformat(text)
    except ValueError:
        return "Write the day year first, such as 2026-11-28."
    return "That day is in the future." if made > today else ""


def _sources(package: Package) -> Iterator[dict[str, str]]:
    for cells in package.table("sources").rows(*_COLUMNS):
        row = dict(zip(_COLUMNS, cells, strict=True))
        if row["source_id"] and row["status"] == "identified":
            yield row


def _judge(row: Mapping[str, str], events: list[Event], day: str, result: Proposal) -> None:
    """Adds the changes of a source that the files cover."""
    source, before, checked = row["source_id"], row["retraction_status"], row["retraction_checked_on"]
    lasting = _lasting(events)
    status = most_severe(event.status for event in lasting) or "none_found"
    origin = lasting[0].origin if lasting else "the files"
    is_milder = _ORDER.index(status) < _ORDER.index(before)
    for event in lasting:
        if event.status != before:
            reason = f" ({event.why})" if event.why else ""
            result.notes.append(f"{source}: {event.status}{f' on {event.day}' if event.day else ''}{reason}.")
    if is_milder and (before != "corrected" or events):
        reinstated = max((event.day for event in events if event.status == "reinstated"), default="")
        said = f"reinstated on {reinstated}" if reinstated and status == "none_found" else status
        what = f"{before} is kept, and the file says {said}"
        why = "read the notices and correct retraction_status if it is no longer so"
        result.left.append(NotImported(origin, source, f"{what}: {why}"))
        return
    changed = {} if is_milder else {"retraction_status": status}
    if checked < day:
        changed["retraction_checked_on"] = day
    elif status == "none_found":
        changed = {}  # a later check knows better
    result.records.append(ProposedRecord("sources", {"source_id": source, **changed}, origin, replaces=tuple(changed)))


def _lasting(events: list[Event]) -> list[Event]:
    """The events that no later reinstatement undoes, the most severe first."""
    undone = max((event.day for event in events if event.status == "reinstated"), default="")
    left = [event for event in events if event.status not in ("", "reinstated")]
    left = [event for event in left if not event.day or not undone or event.day > undone]
    return sorted(left, key=lambda event: -_ORDER.index(event.status))


def _read_table(text: str, file: ImportFile, found: _Found, *, is_complete: bool) -> None:
    """Reads the Retraction Watch table."""
    before = found.read
    broken: list[int] = []
    unnamed: list[tuple[int, str]] = []
    for line, row in _rows(text, file):
        if None in row or None in row.values():
            broken.append(line)
        elif unread := _take_row(row, f"{file.name}, line {line:,}", found):
            unnamed.append((line, unread))
    read = found.read - before
    if not read or (broken and broken[-1] == line):
        what = (
            "it is cut off: its last line does not have as many cells as the header"
            if broken
            else "it has no notice at all"
        )
        raise UnusableImportError(what, "Download it again.", file=file.name, line=line if broken else None)
    if broken:
        why = f"the number of cells is not that of the header (the first is line {broken[0]:,}): download it again"
        found.left.append(NotImported(file.name, counted(len(broken), "line"), why))
    if unnamed:
        first, value = unnamed[0]
        why = f"the paper is named by neither a DOI nor a PMID (the first is {quoted(value, 80)} on line {first:,})"
        found.left.append(NotImported(file.name, counted(len(unnamed), "notice"), why, needs_a_person=False))
    is_whole = read >= _WHOLE_TABLE and not broken
    found.covers_all |= is_complete or is_whole
    if not is_whole:
        too_few = f"the whole Retraction Watch table has more than {_WHOLE_TABLE:,}"
        why = "some of its lines can't be read" if read >= _WHOLE_TABLE else too_few
        why += ": it says nothing about papers that it does not list. Download the whole table, or add --complete"
        found.unsure.append(NotImported(file.name, f"a table of {counted(read, 'notice')}", f"{why} if it is"))


def _rows(text: str, file: ImportFile) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the table with their lines; a row with more or fewer cells than the header has None in it."""
    csv.field_size_limit(CELL_CHARACTERS)
    over: list[bool] = []

    def lines() -> Iterator[str]:
        yield from io.StringIO(text.removeprefix("\ufeff"), newline="")
        over.append(True)  # the reader asks for more lines: a quotation mark is open

    reader = csv.DictReader(lines())
    try:
        missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            what = f"it is not the Retraction Watch table: it has no column {listed(missing)}"
            hint = "Download it from Crossref, or give records of Crossref in JSON."
            raise UnusableImportError(what, hint, file=file.name, line=1)
        line = reader.line_num
        for row in reader:
            if over:
                what = "it is cut off: a quotation mark is not closed"
                raise UnusableImportError(what, "Download it again.", file=file.name, line=line + 1)
            yield line + 1, row
            line = reader.line_num
    except csv.Error as error:
        what = f"it can't be read as a table ({error})"
        raise UnusableImportError(what, "Download it again.", file=file.name, line=reader.line_num + 1) from None


def _take_row(row: Mapping[str, str], origin: str, found: _Found) -> str:
    """Adds a notice; returns the cell that should name its paper if it can't be read, or else a blank."""
    found.read += 1
    doi_cell, pmid_cell = row["OriginalPaperDOI"].strip(), row["OriginalPaperPubMedID"].strip()
    dois = [doi for part in re.split(r"[;\s]+", doi_cell) if (doi := identifiers.doi_in(part))]
    pmid = identifiers.pmid_in(pmid_cell)
    event = _event(row, origin)
    for doi in dois:
        found.add("doi", doi, event)
    if pmid:
        found.add("pmid", pmid, event)
    if dois or pmid:
        return ""
    return next((cell for cell in (doi_cell, pmid_cell) if cell.casefold() not in SAYS_NONE), "")


def _event(row: Mapping[str, str], origin: str) -> Event:
    unread = []
    nature = row["RetractionNature"].strip()
    status = _NATURES.get(nature.casefold(), "")
    if not status:
        known = listed(each.capitalize() for each in _NATURES)
        why = f"it is not one of {known}: read the notice, and set retraction_status"
        unread.append(NotImported(f"{origin}, RetractionNature", quoted(nature), why))
    reasons = [reason.strip(" +") for reason in row.get("Reason", "").split(";") if reason.strip(" +")]
    if status == "retracted" and any(reason.casefold().startswith("withdraw") for reason in reasons):
        status = "withdrawn"
    written = row["RetractionDate"].strip()
    parts = _MONTH_FIRST.fullmatch(written)
    day = from_parts(parts["year"], parts["month"], parts["day"]) if parts else partial_date(written)
    if written and (not day or (parts and len(day) < len("2020-01-01"))):
        why = "it is not a date with the month first: the notice was taken without it"
        unread.append(NotImported(f"{origin}, RetractionDate", quoted(written), why, needs_a_person=False))
        day = ""
    return Event(status, day, "; ".join(reasons), origin, tuple(unread))


def _read_crossref(text: str, file: ImportFile, found: _Found) -> None:
    """Reads records of Crossref."""
    for line, record in csljson.records(text, file.name):
        found.read += 1
        origin = f"{file.name}, line {line:,}"
        doi = identifiers.doi_in(str(record.get("DOI", "")))
        if doi and _is_crossref(record):
            found.covered.add(("doi", doi.casefold()))
        for status, notice in csljson.crossref_updates(record):
            if doi and status:
                found.add("doi", doi, Event(status, notice.day, f"doi {notice.doi}" if notice.doi else "", origin))
        for other, status, day in csljson.crossref_update_to(record):
            found.add("doi", other, Event(status, day, f"doi {doi}" if doi else "", origin))


def _is_crossref(record: Mapping[str, object]) -> bool:
    """Whether a record is Crossref's own, which lists all updates, and not CSL-JSON, which never does."""
    return isinstance(record.get("title"), list) or "updated-by" in record or "indexed" in record
