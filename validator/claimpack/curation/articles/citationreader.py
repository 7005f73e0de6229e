"""Reads the citations of passages: from marks, from links on words, and from raised numbers of a page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from claimpack.curation.articles.ownreferences import OwnReferences
from claimpack.curation.articles.proposedreferences import cited_as
from claimpack.package.citationforms import work_of
from claimpack.package.citations import Listed, Mark, listed_citations, marks_in
from claimpack.package.identifiers import Identified, identifiers_in

_TO_AN_ENTRY = re.compile(r"#(?:[\w-]*(?:ref|cr|bib|cit|note|fn)[\w:.-]*|[br]\d+)$", re.IGNORECASE)
"""The end of an address that leads to an entry of a reference list: ``#ref-CR5``, ``#B5``."""


@dataclass(frozen=True, slots=True)
class PossibleCitation:
    """Possible citations of a new passage, about which a person is asked."""

    passage_id: str
    citations: tuple[str, ...]
    words: str
    """A few words around it."""


def with_own(listed: Listed, own: OwnReferences) -> Listed:
    """The recorded reference list, with the entries of the list that the article prints."""
    printed = listed_citations(citation for entry in own.entries for citation in cited_as(entry))
    if not printed.is_known:
        return listed
    works = {key: [*listed.works.get(key, ()), *printed.works.get(key, ())] for key in {*listed.works, *printed.works}}
    numbers, keys = listed.numbers | printed.numbers, listed.keys | printed.keys
    return replace(listed, is_known=True, numbers=numbers, keys=keys, works=works)


@dataclass(frozen=True, slots=True)
class CitationReader:
    """Reads the citations in a piece of text."""

    listed: Listed
    links: Sequence[tuple[int, str]]
    raised: AbstractSet[int]
    cited: AbstractSet[int] = frozenset()
    """The numbers that the text certainly cites; without a reference list, only these can be citations elsewhere."""
    wraps: AbstractSet[int] = frozenset()
    """The offsets of line ends at which a line goes on, and perhaps an identifier too."""

    def marks(self, text: str, start: int) -> list[Mark]:
        """What looks like a citation in a text that begins at ``start`` in the article; -1 if it is not from there.

        A number that the page raises is certain if the list has it, even attached to a word. Author and year, and
        numbers in the list, are certain if a link on each leads to a document; other numbers stand for their documents.
        """
        found = []
        for mark in marks_in(text, self.listed):
            is_number = mark.citations[0].isdecimal()
            in_list = is_number and self.listed.has_numbers(map(int, mark.citations))
            is_linked = start >= 0 and bool(self._on(mark, start))
            if is_number and is_linked and not (self.listed.is_known and in_list):
                continue
            is_certain = mark.is_certain
            if not is_certain and (is_number or work_of(mark.citations[0]) is not None):
                is_certain = is_linked or (in_list and start >= 0 and start + mark.start in self.raised)
            elif is_certain and start >= 0 and {start + mark.end, start + mark.end + 1} & self.wraps:
                is_certain = not identifiers_in(mark.citations[0])
            found.append(mark._replace(is_certain=is_certain))
        return found

    def certain(self, text: str, start: int = -1) -> list[str]:
        """The certain citations of a text; those by links are included if ``start`` is given."""
        marks = [mark for mark in self.marks(text, start) if mark.is_certain]
        found = [each for mark in marks for each in mark.citations]
        if start >= 0 and self.links:
            said = {at for mark in marks for at in self._on(mark, start)}
            begin, end = (bisect_left(self.links, (at, "")) for at in (start, start + len(text)))
            beside = (self.links[at][1] for at in range(begin, end) if at not in said)
            cited = filter(None, map(self._document, beside))
            # a link with an identifier, or to the address of a source, is a citation
            found += [each.printed for each in cited if each.kind != "url" or each.key in self.listed.identifiers]
        return list(dict.fromkeys(found))

    def _document(self, address: str) -> Identified | None:
        """The document that a link leads to; None for the article itself and for an entry of a reference list."""
        named = identifiers_in(address)
        is_other = bool(named) and named[0].key not in self.listed.its_own and not _TO_AN_ENTRY.search(address)
        return named[0] if is_other else None

    def linked(self, text: str, start: int) -> dict[str, str]:
        """For each mark, as printed, the identifier that a link on it leads to."""
        found: dict[str, str] = {}
        for mark in self.marks(text, start) if self.links else ():
            links = self._on(mark, start) if mark.is_certain else []
            for citation, at in zip(mark.citations, links, strict=False):
                found.setdefault(citation, identifiers_in(self.links[at][1])[0].printed)
        return found

    def _on(self, mark: Mark, start: int) -> list[int]:
        """The links on a mark, if each of its citations has one to a document, which it then stands for."""
        if not self.links or identifiers_in(mark.citations[0]):
            return []
        found: list[int] = []
        at = bisect_left(self.links, (start + mark.start - 1, ""))
        while at < len(self.links) and self.links[at][0] < start + mark.end and len(found) < len(mark.citations):
            document = self._document(self.links[at][1])
            if document is None or document.kind == "url":
                return []
            found.append(at)
            at += 1
        return found if len(found) == len(mark.citations) else []

    def doubtful(self, text: str, start: int, passage_id: str) -> list[PossibleCitation]:
        """Possible citations; a number attached to a word only if the list has it, or the text cites it elsewhere."""
        found = self.marks(text, start)
        certain = {citation for mark in found if mark.is_certain for citation in mark.citations}
        asked: dict[tuple[str, ...], PossibleCitation] = {}
        for mark in found:
            if mark.is_certain or certain.issuperset(mark.citations) or self._is_no_mark(mark, text):
                continue
            words = " ".join(text[max(mark.start - 30, 0) : mark.end + 12].split())
            asked.setdefault(mark.citations, PossibleCitation(passage_id, mark.citations, words))
        return list(asked.values())

    def _is_no_mark(self, mark: Mark, text: str) -> bool:
        numbers = [int(each) for each in mark.citations if each.isdecimal()]
        if numbers and self.listed.is_known and not self.listed.has_numbers(numbers):
            return True
        if not mark.word:
            return False
        is_first = not any(map(str.isalnum, text[: mark.start - len(mark.word)]))  # "• Itching2"
        is_plain = (mark.word[1:] if is_first else mark.word).islower()
        return not is_plain or not (self.listed.is_known or self.cited >= set(numbers))
