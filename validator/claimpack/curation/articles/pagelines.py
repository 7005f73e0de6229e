"""Writes the article of a web page as lines: headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from claimpack.curation.articles.pageparts import (
    NOT_SHOWN,
    WITHIN_LINES,
    Parts,
    is_marked_as_byline,
    level_of_heading,
    lines_of,
)
from claimpack.curation.articles.pagetables import Table, rows_of
from claimpack.curation.articles.pagetree import Element, UnreadablePageError
from claimpack.curation.articles.segmentation import PassageKind, looks_like_a_byline, may_hold_a_claim
from claimpack.curation.articles.superscripts import Run, as_marks, lowered
from claimpack.package.article import normalise
from claimpack.package.identifiers import identifiers_in

_NUMBERED = re.compile(r"\d{1,3}\. ")
_LABEL = re.compile(r"\W{1,3}|\d{1,3}\.")
"""A bullet or a number that a page prints in an element of its own."""
_BULLETED = re.compile(r"[•‣◦▪●·]\s")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff\u202d\u202e]")
"""Characters that are not allowed in text, replace a lost one, or reverse the direction of what follows."""
_NOT_IN_A_HEADING = frozenset(
    "p ul ol dl table section article blockquote pre h1 h2 h3 h4 h5 h6 main form figure".split()  # noqa: SIM905
)
_ARTICLES = ("main", "article")
_LONGEST_HEADING = 40
_LONGEST_HEADING_CHARACTERS = 300
_MOST_SPANS = 200_000
A_NUMBER = re.compile(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LEADS_AWAY = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_OF_AUTHORS = re.compile(r"#.*(?:aff|corresp|author|orcid)")
_END_OF_IDENTIFIER = "\ufdd1"
_BEFORE_A_WORD = re.compile(rf"{_END_OF_IDENTIFIER}(?=[^\W_])")
_PERMALINKS = frozenset({"#", "¶", "§", "🔗"})
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")
_SYLLABLES = re.compile(r"[\u3040-\u30ff\u3105-\u312fˊˇˋ˙ー・\s]+")
"""Hiragana, katakana and bopomofo."""


class Link(NamedTuple):
    """A link in a line."""

    address: str
    words: str
    before: int = 0
    """If the words are a number: how often the line has that number before the link."""


@dataclass(slots=True)
class Line:
    """A line of an article."""

    text: str
    kind: PassageKind | None = None
    """The kind that the page marks it as; None for running text."""
    level: int = 0
    """How deep a heading is."""
    follows: bool = False
    """Whether it continues the paragraph, list or table of the line before, without a blank line."""
    links: list[Link] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    """The numbers that the page raises, as written in the text."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of a page that is not in its article's text."""

    text: str
    why: str
    """The reason in a word or two: ``deleted``, ``navigation`` and the like."""


class LineWriter:
    """Collects running text and breaks it into lines."""

    def __init__(self, parts: Parts) -> None:
        self.lines: list[Line] = []
        self.left_out: list[LeftOut] = []
        self.images: list[str] = []
        """The alternative texts of images."""
        self.characters: Counter[str] = Counter()
        """Characters that are not allowed in text, and how often they were left out."""
        self._parts = parts
        self._runs: list[Run] = []
        self._links: list[Link] = []
        self._numbers = Counter[str]()
        """How often each number is in the runs of the line that were looked at."""
        self._looked_at = 0
        self._raised: list[str] = []
        self._is_marked_byline = False
        self._is_broken = False
        """Whether the last line ended within a paragraph."""
        self._in_heading = 0
        self._within = Counter[str]()
        """How many of the open elements are articles, sections and preformatted text."""
        self._spans = 0

    def write(self, element: Element) -> None:
        """Writes an element whose content is on lines of its own."""
        self._boundary()
        self._write_children(element)
        self._boundary()

    def _write_children(self, element: Element) -> None:
        before = ""
        for child in element.children:
            if isinstance(child, str):
                self._add(child)
                continue
            if child.tag == "rt" and element.tag == "ruby" and _is_a_reading(element, child):
                self._leave_out(child, "reading aid")
                continue
            if child.tag == "rp" and element.tag == "ruby" and _has_readings(element):
                continue
            if child.tag == "rt" and before != "rp":
                self._add("(")
            self._write_element(child)
            if child.tag == "rt" and before != "rp":
                self._add(")")
            before = child.tag

    def _reason_against(self, element: Element) -> str:
        in_article, in_section = (self._within[each] > 0 for each in ("article", "section"))
        return self._parts.reason_against(element, in_article=in_article, in_section=in_section)

    def _write_element(self, element: Element) -> None:
        if self._in_heading and self._is_permalink(element):
            return
        why = self._reason_against(element)
        level = level_of_heading(element)
        if why:
            if element.tag not in WITHIN_LINES and why != NOT_SHOWN:
                self._boundary()
            self._leave_out(element, why)
        elif level and not self._in_heading:
            self._write_heading(element, level)
        elif element.tag in WITHIN_LINES or element.tag == "br":
            self._write_within(element)
        else:
            self._write_block(element)

    def _write_within(self, element: Element) -> None:
        """Writes an element that is within a line."""
        self._is_marked_byline = self._is_marked_byline or is_marked_as_byline(element)
        match element.tag:
            case "br":
                self._break()
            case "img":
                text = " ".join(self._legal(element.attributes.get("alt", "")).split())
                self.images += [text] if re.search(r"\w", text) else []
            case "sup":
                inner = self._inner()
                inner.write(element)
                raised = self._legal(" ".join(" ".join(line.text for line in inner.lines).split()))
                before = self._numbers_before(len(self._runs))
                links = (link for line in inner.lines for link in line.links)
                self._links += [link._replace(before=before[link.words] + link.before) for link in links]
                self._runs.append(Run(raised, is_raised=True))
                if not any(map(_leads_to_an_author, element.elements())):
                    self._raised += as_marks(raised)
            case "a":
                begin, raised_before = len(self._runs), len(self._raised)
                self._write_children(element)
                self._mark_end_of_identifier(self._runs[begin:])
                if _leads_to_an_author(element):
                    del self._raised[raised_before:]
                self._note_link(element, begin)
            case "q":
                self._add("“")
                self._write_children(element)
                self._add("”")
            case _:
                self._write_children(element)

    def _mark_end_of_identifier(self, runs: list[Run]) -> None:
        """Marks the end of a link on a printed identifier, so that no word beside it is taken for a part of it."""
        words = "".join(run.text for run in runs).strip()
        if words and any(each.end == len(words) for each in identifiers_in(words)):
            self._runs.append(Run(_END_OF_IDENTIFIER))

    def _note_link(self, element: Element, begin: int) -> None:
        """Notes where a link leads whose first run is at ``begin``, except links within the page."""
        address = self._legal(element.attributes.get("href", "").strip())
        words = _text_of(self._runs[begin:]) if _LEADS_AWAY.match(address) else ""
        if words:
            before = self._numbers_before(begin)[words] if words.isdecimal() else 0
            self._links.append(Link(address, words, before))

    def _numbers_before(self, place: int) -> Counter[str]:
        """How often each number is in the line before the run at a place."""
        for run in self._runs[self._looked_at : place]:
            self._numbers.update(A_NUMBER.findall(run.text))
        self._looked_at = max(self._looked_at, place)
        return self._numbers

    def _write_block(self, element: Element) -> None:
        """Writes a block element: a list, a table, a paragraph and the like."""
        match element.tag:
            case "ul" | "ol" | "menu" | "dl":
                self._write_list(element)
            case "li":
                self._write_item(element, "", is_first=True)
            case "table":
                self._write_table(element)
            case "figcaption":
                self._write_caption(element)
            case _:
                kinds = {
                    "article": element.tag in _ARTICLES or element.get("role") in _ARTICLES,
                    "section": element.tag == "section",
                    "pre": element.tag in ("pre", "listing", "xmp", "plaintext"),
                }
                self._within.update(kinds)
                self._boundary()
                self._is_marked_byline = is_marked_as_byline(element)
                self._write_children(element)
                self._boundary()
                self._within.subtract(kinds)

    def _inner(self) -> LineWriter:
        """A writer of text within a line, which reports to this one what it leaves out."""
        inner = LineWriter(self._parts)
        inner.left_out, inner.images, inner.characters = self.left_out, self.images, self.characters
        inner._within = self._within - Counter(pre=self._within["pre"])
        return inner

    def _is_permalink(self, element: Element) -> bool:
        return element.tag == "a" and "".join(_strings(element)).strip() in _PERMALINKS

    def _legal(self, text: str) -> str:
        if _NO_TEXT.search(text):
            self.characters.update(_NO_TEXT.findall(text))
            text = _NO_TEXT.sub("", text)
        return text

    def _add(self, text: str) -> None:
        text = self._legal(text)
        if not self._within["pre"] or self._in_heading:
            if text:
                self._runs.append(Run(text))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            self._runs.append(Run(line))

    def _break(self) -> None:
        """Ends a line within a paragraph; two breaks end the paragraph."""
        if self._in_heading:
            self._runs.append(Run(" "))
        else:
            self._is_broken = self._end()

    def _boundary(self) -> None:
        if self._in_heading:
            self._runs.append(Run(" "))
            return
        self._end()
        self._is_broken = False

    def _end(self, kind: PassageKind | None = None, level: int = 0) -> bool:
        """Ends a line; False if nothing is in it."""
        text = _text_of(self._runs) if self._runs else ""
        self._runs.clear()
        if text:
            if kind is None and self._is_marked_byline and looks_like_a_byline(text):
                kind = "byline"
            self.lines.append(Line(text, kind, level, self._is_broken, self._links.copy(), self._raised.copy()))
        self._forget()
        self._is_marked_byline = False
        return bool(text)

    def _write_heading(self, element: Element, level: int) -> None:
        """Writes a heading; one that contains running text, as after a missing end tag, is written as text."""
        if element.words > _LONGEST_HEADING or any(each.tag in _NOT_IN_A_HEADING for each in element.elements()):
            self.write(element)
            return
        self._boundary()
        self._in_heading += 1
        self._write_children(element)
        self._in_heading -= 1
        length = sum(len(run.text) for run in self._runs)
        self._is_broken = False
        text = _text_of(self._runs) if length <= _LONGEST_HEADING_CHARACTERS else ""
        if not text or may_hold_a_claim(text):
            self._end()
        else:
            self._end("heading", level)

    def _write_list(self, element: Element) -> None:
        self._boundary()
        numbers = _numbers(element)
        is_first = True
        for child in element.children:
            if isinstance(child, str):
                self._add(child)
            elif child.tag not in ("li", "dt", "dd"):
                self._write_element(child)
            elif not self._left_out(child):
                self._write_item(child, next(numbers, "") if child.tag == "li" else "", is_first=is_first)
                is_first = False
        self._boundary()

    def _leave_out(self, element: Element, why: str) -> None:
        self.left_out += [LeftOut(self._legal(line), why) for line in lines_of(element)]

    def _left_out(self, element: Element) -> bool:
        """Leaves an element out if it is not part of the article; whether it did."""
        why = self._reason_against(element)
        if why:
            self._leave_out(element, why)
        return bool(why)

    def _write_item(self, item: Element, number: str, *, is_first: bool) -> None:
        if item.get("value").isdecimal():
            number = f"{item.get('value')[:3]}. "
        self._boundary()
        begin = len(self.lines)
        self._write_children(item)
        self._boundary()
        if len(self.lines) > begin + 1 and _LABEL.fullmatch(self.lines[begin].text):
            label = self.lines.pop(begin)
            numbered = f"{label.text} " if _NUMBERED.match(f"{label.text} ") else ""
            self.lines[begin].text = numbered + self.lines[begin].text
        own = self.lines[begin : begin + 1]
        if own and own[0].kind is None:
            if not _NUMBERED.match(own[0].text):
                own[0].text = f"{number or ('' if _BULLETED.match(own[0].text) else '• ')}{own[0].text}"
            own[0].kind = "list_item"
        for place, line in enumerate(self.lines[begin:]):
            line.follows = line.follows or not is_first or place > 0

    def _write_caption(self, element: Element) -> None:
        begin = len(self.lines)
        self.write(element)
        for line in self.lines[begin:]:
            line.kind = line.kind or "caption"

    def _write_table(self, element: Element) -> None:
        self._boundary()
        if self._left_out(element):
            return
        table = Table(element, self._left_out)
        for other in table.others:  # captions, and text that is between rows
            self._write_caption(other) if other.tag == "caption" else self.write(other)
        if table.is_layout:
            for row in table.rows:
                for cell in row:
                    if not self._left_out(cell):
                        self.write(cell)
            return
        is_first = True
        for texts in (texts for group in table.groups for texts in rows_of(group, self._cell)):
            self._spans += len(texts)
            if self._spans > _MOST_SPANS:
                raise UnreadablePageError("has tables with too many cells, or cells that span too many others")
            if any(re.search(r"\w", text) for text in texts):
                line = " | ".join(texts) if len(texts) > 1 else texts[0]
                links, raised = self._links.copy(), self._raised.copy()
                self.lines.append(Line(normalise(line), "table_row", follows=not is_first, links=links, raised=raised))
                is_first = False
            self._forget()

    def _forget(self) -> None:
        self._numbers.clear()
        self._looked_at = 0
        self._links.clear()
        self._raised.clear()

    def _cell(self, cell: Element) -> str:
        if self._left_out(cell):
            return ""
        inner = self._inner()
        inner.write(cell)
        self._links += [link for line in inner.lines for link in line.links]
        self._raised += [raised for line in inner.lines for raised in line.raised]
        has_table = any(each.tag == "table" for each in cell.elements())
        return ("; " if has_table else " ").join(line.text for line in inner.lines).replace("|", "¦")


def _text_of(runs: list[Run]) -> str:
    """The text of a line."""
    text = lowered(runs).replace("\n", " ")
    return normalise(_BEFORE_A_WORD.sub(" ", text).replace(_END_OF_IDENTIFIER, ""))


def _leads_to_an_author(element: Element) -> bool:
    """Whether it is a link within the page to where authors work, so that a number on it is no citation."""
    return element.tag == "a" and bool(_OF_AUTHORS.search(element.get("href")))


def _is_a_reading(ruby: Element, rt: Element) -> bool:
    """Whether it only says how Chinese characters are pronounced."""
    base = "".join(
        each if isinstance(each, str) else "".join(_strings(each))
        for each in ruby.children
        if isinstance(each, str) or each.tag not in ("rt", "rp", "rtc")
    )
    return bool(_HAN.search(base)) and bool(_SYLLABLES.fullmatch("".join(_strings(rt)).strip()))


def _has_readings(ruby: Element) -> bool:
    readings = [each for each in ruby.children if not isinstance(each, str) and each.tag == "rt"]
    return bool(readings) and all(_is_a_reading(ruby, each) for each in readings)


def _strings(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _strings(child)


def _numbers(ordered: Element) -> Iterator[str]:
    """The numbers before the items of a list, as a reader sees them; none if it is not numbered."""
    if ordered.tag != "ol" or "reversed" in ordered.attributes or ordered.get("type") not in ("", "1"):
        return
    start = ordered.get("start")
    number = int(start) if re.fullmatch(r"[0-9]{1,3}", start) else 1
    while True:
        yield f"{number}. "
        number += 1
