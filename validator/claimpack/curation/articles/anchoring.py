"""Pins passages to an article's text: finds the recorded ones, and proposes passages for the rest of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from claimpack.curation.articles.articlefile import ArticleFile
from claimpack.curation.articles.citationreader import CitationReader, PossibleCitation, with_own
from claimpack.curation.articles.ownreferences import OwnReferences, own_references
from claimpack.curation.articles.rewordedpassages import Fresh, Gone, Rematched, rematch
from claimpack.curation.articles.segmentation import PassageKind, Segment, may_be_a_heading, segment
from claimpack.curation.articles.wrappedlines import wrapped_ends
from claimpack.package.article import ArticleText, opening_and_closing_words, sha256
from claimpack.package.citationcells import as_item, citations_in
from claimpack.package.citations import Listed, ends_behind_numbers, may_cite
from claimpack.package.passages import find_passages
from claimpack.package.risingsequence import longest_rising
from claimpack.package.table import Table
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.wording import listed

_NO_CLAIM = {"heading": "Heading.", "byline": "Byline.", "reference": "Entry of the article's list of references."}
Row = dict[str, str]


class UnfitPassageError(Exception):
    """A passage can't be a heading, or its offsets can't be trusted; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A recorded passage that was reworded in the text."""

    passage_id: str
    before: str | None
    """Its old text; None if it is not known."""
    citations_before: str
    """The citations that were recorded."""
    looks_like: str
    """The kind that a passage with its new text would be proposed as."""


class Resembling(NamedTuple):
    """New passages that may be a passage that is gone, and why it was not paired with one of them."""

    why: str
    """``alike``, ``split`` or ``merged``."""
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchoring:
    """The outcome of pinning an article's passages."""

    rows: list[Row]
    """The passages that are in the text, old and new, as rows of passages.csv in the order of the text."""
    new: list[str]
    """Ids of the proposed passages."""
    gone: list[str]
    """Ids of the recorded passages that are no longer in the text."""
    reordered: list[str] = field(default_factory=list)
    """Ids of the recorded passages that have moved among the others."""
    changed: list[Changed] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)
    """Rows of the gone passages that other records name: they are pinned behind the end of the text."""
    gone_rows: dict[str, Row] = field(default_factory=dict)
    """The gone passages as they were recorded, by their ids."""
    gone_texts: dict[str, str] = field(default_factory=dict)
    """The old text of gone passages, if it is known."""
    resembling: dict[str, Resembling] = field(default_factory=dict)
    """By the id of a gone passage."""
    own: OwnReferences = field(default_factory=OwnReferences)
    """The list of references that the article prints."""
    doubtful: list[PossibleCitation] = field(default_factory=list)

    @property
    def dropped(self) -> list[str]:
        """Ids of the gone passages that no record names."""
        kept = {row["passage_id"] for row in self.left}
        return [passage_id for passage_id in self.gone if passage_id not in kept]


def with_headings(
    result: Anchoring, named: AbstractSet[str], claims: Mapping[str, Sequence[tuple[str, str]]]
) -> Anchoring:
    """The outcome with passages that a person calls headings, which carry no claim.

    Args:
        result: the outcome so far.
        named: the ids of the headings.
        claims: ids and statements of the claims on each passage, by its id.

    Raises:
        UnfitPassageError: if no passage of the text has one of the ids, or claims rest on it.
    """
    unknown = sorted(named - {row["passage_id"] for row in result.rows})
    if unknown:
        raise UnfitPassageError(
            f"--heading names {listed(unknown)}: no passage of the text has that id. claimpack anchor"
            " shows the ids before it writes"
        )
    for passage_id in sorted(named & set(claims)):
        ids = listed([claim_id for claim_id, _ in claims[passage_id]], most=10)
        raise UnfitPassageError(
            f"--heading names {passage_id}, on which {ids} rests: a heading carries no claim. Move the claim to"
            f" another passage first, or leave --heading {passage_id} out"
        )
    rows = []
    for row in result.rows:
        if row["passage_id"] in named:
            reason = row["coverage_reason"] if row["coverage"] == "none" else ""
            heading = {"kind": "heading", "coverage": "none", "coverage_reason": reason or _NO_CLAIM["heading"]}
            rows.append(row | heading)
        else:
            rows.append(row)
    return replace(result, rows=rows)


def with_citations(result: Anchoring, agreed: Iterable[PossibleCitation]) -> Anchoring:
    """The outcome with the citations that a person has confirmed."""
    added: dict[str, list[str]] = {}
    for each in agreed:
        added.setdefault(each.passage_id, []).extend(each.citations)
    rows = []
    for row in result.rows:
        more = added.get(row["passage_id"])
        rows.append(row | {"citations": _as_cell([*citations_in(row["citations"]), *more])} if more else row)
    return replace(result, rows=rows)


def _as_cell(citations: Iterable[str]) -> str:
    """Citations as a cell: numbers in ascending order, then the others in the order of the text."""
    every = list(dict.fromkeys(citations))
    numbers = sorted((each for each in every if each.isdecimal()), key=int)
    return LIST_DELIMITER.join(map(as_item, [*numbers, *(each for each in every if not each.isdecimal())]))


def may_be_headings(result: Anchoring, text: str) -> list[str]:
    """Ids of new passages that may be headings, so that a person should be asked: short lines without a full stop."""
    new = set(result.new)
    found = []
    for row in result.rows:
        start, end = int(row["start"]), int(row["end"])
        is_line = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
        if row["passage_id"] in new and row["kind"] == "sentence" and is_line and may_be_a_heading(text[start:end]):
            found.append(row["passage_id"])
    return found


_MAY_CITE = ("sentence", "list_item", "table_row", "caption")


@dataclass(slots=True)
class _Placed:
    """A passage that is in the text."""

    start: int
    end: int
    row: Row
    rank: int | None = None
    """Its place among the recorded passages; None for a new one."""
    kind: PassageKind = "sentence"
    """Of a new one."""


def anchor(
    passages: Table,
    article_id: str,
    file: ArticleFile,
    listed: Listed,
    trusted: AbstractSet[str] = frozenset(),
    *,
    previous: ArticleText | None = None,
    needed: AbstractSet[str] = frozenset(),
    language: str = "en",
) -> Anchoring:
    """Pins the passages of one article.

    A recorded passage is found by its hash, wherever it is now. One that is gone is paired with new text like it, if
    there is no doubt, and then keeps its id and its claims.

    Args:
        passages: the recorded passages, of any article.
        article_id: the article's id.
        file: its text, and what a web page says of it.
        listed: its recorded reference list; the list that it prints also counts. If there is neither, every mark is
            taken for a citation.
        trusted: ids of passages whose recorded offsets are right, and whose hash and words will be written again.
        previous: the text in which the recorded offsets count, if it is available.
        needed: ids of the passages that claims or other records name.
        language: the language of the text.

    Raises:
        UnfitPassageError: if a trusted passage does not lie in the text.
    """
    article, page = file.article, file.page
    text, links = article.text, page.links if page else ()
    own = own_references(text, page.kinds if page else None, links)
    kinds = {**(page.kinds if page else {}), **own.kinds()}
    numbered = _recorded(passages, article_id)
    recorded = [row for _, row in numbered]
    in_text = find_passages(passages, {article_id: article}, is_bounded=False)[article_id].found
    found_at = {found.record: found for found in in_text}
    placed: list[_Placed] = []
    orphans: dict[str, list[int]] = {}
    for rank, (record, row) in enumerate(numbered):
        found = found_at.get(record)
        if row["passage_id"] in trusted:
            placed.append(_Placed(*_trusted_span(row, len(text)), row, rank))
        elif found is None or found.text is None:
            orphans.setdefault(row["sha256"], []).append(rank)
        else:
            start = found.start if found.moved_to is None else found.moved_to
            placed.append(_Placed(start, start + len(found.text), row, rank))
    known = with_own(listed, own)
    wraps = wrapped_ends(text, kinds)
    for part in _uncovered(text, placed, kinds, language, sorted(ends_behind_numbers(text, known)), wraps):
        same_text = orphans.get(sha256(text[part.start : part.end]))
        if same_text:  # its offsets were wrong, its text is there
            rank = same_text.pop(0)
            placed.append(_Placed(part.start, part.end, recorded[rank], rank))
        else:
            placed.append(_Placed(part.start, part.end, {}, kind=part.kind))
    placed.sort(key=lambda each: (each.start, each.end))
    gone = sorted(rank for ranks in orphans.values() for rank in ranks)
    reader = CitationReader(known, sorted(links), page.raised if page else frozenset(), wraps=wraps)
    cited = (each for one in placed for each in reader.certain(text[one.start : one.end], one.start))
    reader = replace(reader, cited={int(each) for each in cited if each.isdecimal()})
    running = [each for each in placed if each.kind != "reference"]
    linked = [reader.linked(text[each.start : each.end], each.start) for each in running] if links else []
    own = replace(own, linked={mark: named for found in reversed(linked) for mark, named in found.items()})
    return _Pinning(passages, article_id, article, reader, previous, recorded, placed, gone, own).result(needed)


def _recorded(passages: Table, article_id: str) -> list[tuple[int, Row]]:
    """The article's rows with their record numbers, in the order of their positions."""
    cells = {column: passages.written(column) for column in passages.schema.fields}
    rows = [
        (record, {column: values[record] for column, values in cells.items()})
        for record, article in enumerate(passages.cells("article_id"))
        if article == article_id
    ]
    return sorted(rows, key=lambda each: (_number(each[1]["position"]), each[0]))


def _trusted_span(row: Row, length: int) -> tuple[int, int]:
    """Where a passage is by its recorded offsets in a text of ``length`` characters."""
    start, end = row["start"], row["end"]
    if all(cell.isascii() and cell.isdecimal() for cell in (start, end)) and int(start) < int(end) <= length:
        return int(start), int(end)
    raise UnfitPassageError(
        f"The offsets of {row['passage_id']}, {start or 'no start'} to {end or 'no end'}, can't be trusted: the"
        f" text has {length} characters. Set its start and end so that it is inside the text"
    )


def _number(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdecimal() else 0


def _uncovered(
    text: str,
    placed: list[_Placed],
    kinds: Mapping[int, PassageKind],
    language: str,
    marks: Sequence[int],
    wraps: AbstractSet[int],
) -> list[Segment]:
    """The text between the passages, cut into new passages."""
    parts: list[Segment] = []
    reached = 0
    spans = sorted((each.start, each.end) for each in placed)
    for start, end in [*spans, (len(text), len(text))]:
        parts += segment(text, reached, max(start, reached), kinds, language, marks, wraps)
        reached = max(reached, end)
    return parts


@dataclass(slots=True)
class _Pinning:
    """Makes the rows of the table from the passages that were found and those that are gone."""

    passages: Table
    article_id: str
    article: ArticleText
    reader: CitationReader
    previous: ArticleText | None
    recorded: list[Row]
    placed: list[_Placed]
    """Those that are in the text, in its order."""
    gone: list[int]
    """The ranks of recorded passages that are not in the text."""
    own: OwnReferences

    def result(self, needed: AbstractSet[str]) -> Anchoring:
        kept = [each.rank for each in self.placed if each.rank is not None]
        stayed = longest_rising(kept)
        fresh = [each for each in self.placed if each.rank is None]
        texts = {rank: self._old_text(self.recorded[rank]) for rank in self.gone}
        rematched = self._rematch(stayed, texts)
        changed = []
        for place, other in rematched.pairs.items():
            rank = self.gone[place]
            changed.append(self._take_over(fresh[other], self.recorded[rank], texts[rank]))
        rows, new = self._rows()
        ids = [each.row["passage_id"] for each in fresh]
        left_over = [rank for place, rank in enumerate(self.gone) if place not in rematched.pairs]
        gone_rows = {self.recorded[rank]["passage_id"]: self.recorded[rank] for rank in left_over}
        old_texts = {self.recorded[rank]["passage_id"]: texts[rank] for rank in left_over}
        return Anchoring(
            rows,
            new,
            list(gone_rows),
            reordered=[self.recorded[rank]["passage_id"] for rank in kept if rank not in stayed],
            changed=changed,
            left=self._behind_the_end([row for passage_id, row in gone_rows.items() if passage_id in needed]),
            gone_rows=gone_rows,
            gone_texts={passage_id: text for passage_id, text in old_texts.items() if text is not None},
            resembling={
                self.recorded[self.gone[place]]["passage_id"]: Resembling(each.why, tuple(ids[n] for n in each.fresh))
                for place, each in rematched.unsettled.items()
            },
            own=self.own,
            doubtful=self._doubtful({*new, *(each.passage_id for each in changed)}),
        )

    def _old_text(self, row: Row) -> str | None:
        start, end = _number(row["start"]), _number(row["end"])
        text = "" if self.previous is None else self.previous.text[start:end]
        return text if text and sha256(text) == row["sha256"] else None

    def _rematch(self, stayed: set[int], texts: dict[int, str | None]) -> Rematched:
        old_gap = sorted(stayed)
        gone = []
        for rank in self.gone:
            row = self.recorded[rank]
            ends = row["opening_words"], row["closing_words"]
            gone.append(Gone(bisect_left(old_gap, rank), row["kind"], *ends, texts[rank]))
        new = []
        gap = 0
        for each in self.placed:
            gap += each.rank in stayed
            if each.rank is None:
                new.append(Fresh(gap, each.kind, self.article.text[each.start : each.end]))
        return rematch(gone, new)

    def _take_over(self, placed: _Placed, row: Row, before: str | None) -> Changed:
        """Makes a new passage the recorded one, with its id."""
        now = self._citations(placed)
        was = None if before is None else self.reader.certain(before)
        text = self.article.text[placed.start : placed.end]
        old = citations_in(row["citations"])
        if was is None or set(was) != set(now):
            # a citation that the text does not show, such as a link, or may show, such as "Oct4", is kept
            kept = [each for each in old if each not in (was or ()) and (not each.isdecimal() or may_cite(text, each))]
            cited = _as_cell([*now, *kept])
        else:
            cited = row["citations"]  # the marks have not changed, so that other recorded citations have a reason
        placed.row = row | {"citations": cited}
        return Changed(row["passage_id"], before, row["citations"], placed.kind)

    def _citations(self, placed: _Placed) -> list[str]:
        """The citations of a new passage; none for an entry of a reference list."""
        if placed.kind == "reference":
            return []
        return self.reader.certain(self.article.text[placed.start : placed.end], placed.start)

    def _doubtful(self, ids: AbstractSet[str]) -> list[PossibleCitation]:
        """Possible citations in the passages with these ids that are not recorded."""
        found: list[PossibleCitation] = []
        for each in self.placed:
            if each.row["passage_id"] in ids and each.row["kind"] in _MAY_CITE:
                recorded = set(citations_in(each.row["citations"]))
                text = self.article.text[each.start : each.end]
                asked = self.reader.doubtful(text, each.start, each.row["passage_id"])
                found += [one for one in asked if not recorded.issuperset(one.citations)]
        return found

    def _rows(self) -> tuple[list[Row], list[str]]:
        """The rows of the passages that are in the text, and the ids of the new ones."""
        number = next_passage_number(self.passages)
        rows: list[Row] = []
        new: list[str] = []
        for position, each in enumerate(self.placed, 1):
            text = self.article.text[each.start : each.end]
            if not each.row:
                each.row = self._fresh(each) | {"passage_id": f"P{number:03}"}
                new.append(each.row["passage_id"])
                number += 1
            opening, closing = opening_and_closing_words(text)
            pinned = {"position": position, "start": each.start, "end": each.end}
            each.row = each.row | {column: str(value) for column, value in pinned.items()}
            each.row |= {"sha256": sha256(text), "opening_words": opening, "closing_words": closing}
            rows.append(each.row)
        return rows, new

    def _fresh(self, placed: _Placed) -> Row:
        """The row of a new passage."""
        return dict.fromkeys(self.passages.schema.fields, "") | {
            "article_id": self.article_id,
            "kind": placed.kind,
            "citations": _as_cell(self._citations(placed)),
            "coverage": "none" if placed.kind in _NO_CLAIM else "claims",
            "coverage_reason": _NO_CLAIM.get(placed.kind, ""),
        }

    def _behind_the_end(self, rows: list[Row]) -> list[Row]:
        """Rows pinned behind the end of the text, where they overlap nothing and are found if their text returns."""
        placed = []
        reached = len(self.article.text)
        for position, row in enumerate(rows, len(self.placed) + 1):
            length = max(_number(row["end"]) - _number(row["start"]), 1)
            start = reached + 1
            reached = start + length
            placed.append(row | {"position": str(position), "start": str(start), "end": str(reached)})
        return placed


def next_passage_number(passages: Table) -> int:
    """The number of the next new passage."""
    ids = [identifier[1:] for identifier in passages.cells("passage_id") if identifier[:1] == "P"]
    return max((int(number) for number in ids if number.isdecimal()), default=0) + 1
