"""Finds the reference list that an article prints, and reads from its entries what is certain."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from claimpack.curation.articles.segmentation import PassageKind
from claimpack.curation.articles.wrappedlines import wrapped_ends
from claimpack.package.citationforms import YEAR, plain_digits
from claimpack.package.identifiers import identifiers_in

A_YEAR = re.compile(rf"(?<![\w/.-])({YEAR})[a-z]?(?![\d/-])")

_VANCOUVER = re.compile(
    r"(?P<authors>[^.?!]{2,600}(?:\bet al)?)\.\s(?P<title>[^.?!]{3,500}(?:[?!]|(?=\.)))\.?\s"
    rf"(?P<journal>[^;:?!\d]{{2,150}}?)[.,]?\s?(?P<year>{YEAR})\b"
)
_WITH_YEAR_FIRST = re.compile(
    rf"(?P<authors>[^()]{{2,600}}?)\s?\((?P<year>{YEAR})[a-z]?(?:,[^)]{{1,30}})?\)\.?,?\s(?P<title>[^.?!]{{8,500}}(?:[?!]|(?=\.)))\.?\s"
    r"(?P<journal>[^,;:?!\d]{2,150}?)(?=[,;.]\s?(?:\d|vol)|\.?$|\s\d)"
)
_WITH_QUOTED_TITLE = re.compile(
    rf"(?P<authors>[^()]{{2,600}}?)\s?\((?:[\w ]{{1,20}}\s)?(?P<year>{YEAR})[a-z]?\)\.?\s"
    r"[\"“„](?P<title>[^\"“”„]{8,500}?)[.,]?[\"”“]\.?\s(?P<journal>[^,;:?!\d]{2,150}?)(?=[,;.]\s?(?:\d|vol)|\.?$|\s\d)"
)
"""As Wikipedia has it: Roe J, Poe K (March 2020). "Harm after light". J Test. 12 (3): 45-52."""
_HARVARD = re.compile(
    rf"(?P<authors>[^()]{{2,600}}?),?\s(?P<year>{YEAR})[a-z]?\.\s(?P<title>[^.?!]{{3,500}}(?:[?!]|(?=\.)))"
    r"(?:\.?\s(?P<journal>[^,;:.?!\d\[]{2,150}),\s(?:\d|vol))?"
)
"""The year behind the authors, without brackets: Roe, J. and Poe, K., 2020. Harm after light. J Test, 12(3)."""
_GB_T_7714 = re.compile(
    r"(?P<authors>[^.．\[]{2,300})[.．]\s?(?P<title>[^\[]{2,300})\[[A-Z](?:/OL)?\][.．]\s?(?P<journal>[^,，.]{2,100})[,，.]\s?"
    rf"(?P<year>{YEAR})\b"
)
"""The Chinese standard GB/T 7714: authors. title[J]. journal, year."""

_BACK_LINKS = re.compile(r"^[\^↑]\s?(?:\[?[a-z]{1,2}\]?\s){0,26}|\s?[↩⤴]\ufe0e?$")
"""The signs that lead from an entry back to where it is cited: ``^ a b``."""
_OF_A_DOCUMENT = re.compile(r"https?://[^/]+/[^/]")
"""An address of a document, not of a whole site."""

CAPITAL = "[A-ZÀ-ÖØ-ÞΑ-ΩЀ-Я]"
"""A capital letter, as a regular expression."""

_LIST_OF_AUTHORS = re.compile(
    rf"[^\W\d_][\w'’ -]{{0,60}}\s{CAPITAL}{{1,4}}(?:,\s[^\W\d_][\w'’ -]{{0,60}}\s{CAPITAL}{{1,4}}){{0,200}}"
    r"(?:,?\set\sal\.?)?"
)
_AUTHOR_WITH_STOPS = re.compile(rf"(?P<family>[^\W\d_][\w'’ -]{{0,60}}),\s(?P<initials>(?:{CAPITAL}\.[\s-]?){{1,4}})")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff·]{2,6}(?:[,，、]\s?[\u3400-\u9fff·]{2,6}){0,200}(?:[,，、]?\s?等)?")
_LONGEST_TITLE = 500


def read_entry(line: str) -> dict[str, str]:
    """What an entry of a reference list says for certain, by columns of sources.csv.

    >>> read_entry("Roe J, Poe K. Harm after light. J Test. 2020;12(3):45-52. doi:10.1000/abc.1")["title"]
    'Harm after light'
    """
    found: dict[str, str] = {}
    rest = line = _BACK_LINKS.sub("", line)
    for each in reversed(identifiers_in(line)):
        bare = each.bare
        if each.kind == "url":
            bare = bare if bare.startswith("http") else f"https://{bare}"
        if each.kind != "url" or _OF_A_DOCUMENT.match(bare):
            found[each.kind] = bare
        rest = rest[: each.start] + " " + rest[each.end :]
    rest = re.sub(r"\b(?:doi|DOI|PMID|PMCID|Available (?:at|from)|Accessed[^.]*)\s?:?\s*(?=[\s.;]|$)", " ", rest)
    rest = " ".join(rest.split()).strip(" .;")
    years = {match[1] for match in A_YEAR.finditer(rest)}
    forms = (_GB_T_7714, _WITH_QUOTED_TITLE, _WITH_YEAR_FIRST, _HARVARD, _VANCOUVER)
    parts = next(filter(None, (form.match(rest) for form in forms)), None)
    if parts:
        authors = _authors(parts["authors"].strip()) or _authors(parts["authors"].strip(" ."))
        if authors:
            found["authors"] = authors
            found["title"] = parts["title"].strip(' "“”„')[:_LONGEST_TITLE]
            found["container_title"] = (parts["journal"] or "").strip(" .,*_")
            years = {parts["year"]}
    else:
        authors = _authors(re.split(r"\.\s|\s\(", rest, maxsplit=1)[0])
        if authors:
            found["authors"] = authors
    if len(years) == 1:
        found["issued_on"] = years.pop()
    if "doi" in found or "pmid" in found or "pmcid" in found:
        found.pop("url", None)
    return {column: value for column, value in found.items() if value}


def _authors(written: str) -> str:
    """Authors as in sources.csv, ``Roe J, Poe KL``; blank if it is not certain that all of them were read."""
    if _HAN_NAMES.fullmatch(written):
        return re.sub(r"[,，、]\s?", ", ", written)
    if _LIST_OF_AUTHORS.fullmatch(written):
        return written.replace(" et al", ", et al").replace(",, et al", ", et al").rstrip(".") + _stop(written)
    written = re.sub(r",?\s(?:and|und|et|y|e|&)\s(?!al\b)", ", ", written)
    names = list(_AUTHOR_WITH_STOPS.finditer(written))
    between = re.sub(r"[\s,;&.…]|\band\b|\bet al\b", "", _AUTHOR_WITH_STOPS.sub("", written))
    if names and not between:
        listed = [f"{name['family'].strip()} {re.sub('[. -]', '', name['initials'])}" for name in names]
        return ", ".join([*listed, "et al."] if "et al" in written else listed)
    return ""


def _stop(written: str) -> str:
    return "." if re.search(r"et\sal\.?$", written) else ""


_NAMES = (
    "references? bibliography sources citations footnotes endnotes works\\scited literature(?:\\scited)?"
    " article\\ssources references?\\s(?:and|&)\\snotes literatur(?:verzeichnis|angaben)? einzelnachweise"
    " quellen(?:verzeichnis|angaben)? références?(?:\\sbibliographiques)? bibliographie bibliografía fuentes"
    " referencias(?:\\sbibliográficas)? referências(?:\\sbibliográficas)? bibliografia fonti referenser referanser"
    " riferimenti(?:\\sbibliografici)? källor kilder litteratur(?:förteckning)? referenties literatuur(?:lijst)?"
    " bronnen lähteet viitteet piśmiennictwo źródła литература список\\sлитературы источники 参考文献 参考资料"
    " 参考資料 引用文献 文献 出典 참고문헌 المراجع المصادر منابع مراجع"
    " מקורות ביבליוגרפיה רשימת\\sמקורות 參考文獻 參考資料 kaynak(?:lar|ça) βιβλιογραφία πηγές irodalom(?:jegyzék)?"
    " hivatkozások források zdroje použitá\\sliteratura referințe bibliografie джерела література список\\sлітератури"
    " tài\\sliệu\\stham\\skhảo daftar\\spustaka referensi rujukan เอกสารอ้างอิง संदर्भ ग्रंथ"
)
"""The headings of reference lists in many languages."""
_BESIDE_NAMES = (
    "cited selected key medical scientific article full further reading list of and & the notes used our information"
    " scientifiques médicales citées et und weiterführende verwendete wissenschaftliche y e científicas médicas"
    " scientifiche och og en"
)
"""Words beside these names: ``Sources and further reading``, ``Wissenschaftliche Quellen``."""
_HEADING = re.compile(
    rf"\W*(?:\d{{1,2}}[.)]?\s+)?(?:(?:{'|'.join(_BESIDE_NAMES.split(' '))})\s){{0,4}}(?:{'|'.join(_NAMES.split(' '))})"
    rf"(?:\s(?:{'|'.join(_BESIDE_NAMES.split(' '))}|{'|'.join(_NAMES.split(' '))})){{0,4}}\s*[:：]?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:[•‣◦▪●*·–-]\s|\d{1,3}\.\s(?=[\[［(（]\d{1,4}[\])）］]))?"
    r"(?:[\[［(（]?\^?(?P<number>\d{1,4})(?:[\])）］][.:]?|[.:)])\s{0,3}|(?P<bare>\d{1,3})\s(?=[^\W\d_]))|[•‣◦▪●*·–-]\s"
)
"""The number of an entry; a page may print it behind the bullet or the number of its own list."""
_IN_JOURNAL = re.compile(
    rf"{YEAR}[a-z]?\s?(?:[A-Z][a-z]{{2}}\s?(?:\d{{1,2}})?\s?)?[;:,]\s?\d|\d{{1,4}}\s?\(\d{{1,4}}(?:\s?[-–]\s?\d+|\sSuppl[^)]*)?\)"
    r"|\b(?:vol|pp)\.?\s?\d|\d+\s?[-–]\s?\d+\.?$|\d{1,4}\s?:\s?\d{1,6}\s?[-–]\s?\d"
)
_AUTHOR_FIRST = re.compile(
    rf"(?:[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+){{0,3}}),?\s(?:{CAPITAL}\.?[\s-]?){{1,4}}(?:[,;.:&(]|\bet al\b|$)"
    r"|[^.,]{2,80}\b(?:et al|и др)\b"
)
_CUT_WORD = re.compile(r"[^\W\d_][-‐] [^\W\d_]")
"""A word that a line end cuts; whether its hyphen is a part of it can't be told."""
_MOST_BETWEEN = 2
"""Up to this many lines between entries belong to the list, even if they don't look like entries."""
_MOST_IN_AN_ENTRY = 20
"""Up to this many lines before the next number belong to an entry, such as one for each author."""
_FEWEST_WITHOUT_HEADING = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the reference list: half-open offsets in the article's text, and what was read from it."""

    start: int
    end: int
    number: str
    """Blank if entries are not numbered."""
    source: Mapping[str, str]
    """What is certain, by columns of sources.csv."""
    letter: str = ""
    """The letter behind its year, which distinguishes papers of one year: the ``a`` of ``2019a``."""
    more: tuple[int, ...] = ()
    """Offsets of its further lines."""


@dataclass(frozen=True, slots=True)
class OwnReferences:
    """The reference list that an article prints."""

    entries: tuple[Entry, ...] = ()
    headings: tuple[int, ...] = ()
    """Offsets of its headings."""
    linked: Mapping[str, str] = field(default_factory=dict)
    """For each mark in the text, as printed, the identifier of the document that a link on it leads to."""

    def kinds(self) -> dict[int, PassageKind]:
        """The kinds of its lines, by their offsets."""
        lines = (at for each in self.entries for at in (each.start, *each.more))
        kinds: dict[int, PassageKind] = dict.fromkeys(lines, "reference")
        return {**kinds, **dict.fromkeys(self.headings, "heading")}


def own_references(
    text: str, kinds: Mapping[int, PassageKind] | None = None, links: Sequence[tuple[int, str]] = ()
) -> OwnReferences:
    """The reference list in an article's normalised text.

    It has a heading in one of many languages, or is a numbered list at the end of the text whose entries all look like
    references. Every line from its first entry to its last is an entry.

    Args:
        text: the article's normalised text.
        kinds: the kinds of lines by their offsets, if a page marks them; the list ends at the next heading.
        links: the addresses of links, each with where its words begin: those in an entry identify its source.
    """
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    wraps = wrapped_ends(text, kinds or {})
    entries: list[Entry] = []
    headings: list[int] = []
    place = 0
    while place < len(lines):
        start, end = lines[place]
        place += 1
        if _is_heading(text[start:end]):
            place += _has_note(text, lines[place : place + 2], kinds or {})
            found = list(_entries(text, lines[place:], kinds or {}, wraps))
            if found:
                entries += found
                headings.append(start)
                place += sum(1 + len(each.more) for each in found)
    if not entries:
        entries = _at_the_end(text, lines, kinds or {})
    return OwnReferences(tuple(_with_links(entries, sorted(links))), tuple(headings))


def _has_note(text: str, lines: Sequence[tuple[int, int]], kinds: Mapping[int, PassageKind]) -> bool:
    """Whether the first of two lines is a note on the list, marked as a heading, and the second is the first entry."""
    if len(lines) < 2 or kinds.get(lines[0][0]) != "heading":  # noqa: PLR2004
        return False
    number = _NUMBER.match(text, *lines[1])
    return number is not None and number["number"] == "1"


def _with_links(entries: Iterable[Entry], links: Sequence[tuple[int, str]]) -> Iterator[Entry]:
    at = 0
    for entry in entries:
        found: dict[str, str] = {}
        while at < len(links) and links[at][0] < entry.end:
            for each in identifiers_in(links[at][1]) if links[at][0] >= entry.start else ():
                found.setdefault(each.kind, each.bare)
            at += 1
        if {"doi", "pmid", "pmcid"} & {*found, *entry.source}:
            found.pop("url", None)
        yield replace(entry, source={**found, **entry.source}) if found else entry


def _is_heading(line: str) -> bool:
    return len(line) <= 60 and bool(_HEADING.fullmatch(line))  # noqa: PLR2004


def _entries(
    text: str, lines: Sequence[tuple[int, int]], kinds: Mapping[int, PassageKind], wraps: Container[int]
) -> Iterator[Entry]:
    """The entries from the first to the last line that looks like one.

    Lines between two entries with consecutive numbers belong to the first of them, and so do its further lines.
    """
    reached = 0
    firsts: list[int] = []
    """The lines that begin with the number of the next entry."""
    further = set(_further_lines(text, lines, kinds, wraps))
    for place, (start, end) in enumerate(lines):
        line = text[start:end]
        if kinds.get(start) == "heading" or _is_heading(line):
            break
        number = _NUMBER.match(plain_digits(line))
        is_next = number is not None and (number["number"] or number["bare"] or "").lstrip("0") == str(len(firsts) + 1)
        if is_next and (firsts or place <= _MOST_BETWEEN):
            firsts.append(place)
        between = place - reached
        if firsts[-1:] == [place] or (between <= _MOST_BETWEEN and looks_like_a_reference(line)):
            reached = place + 1
        elif place not in further and between >= (_MOST_IN_AN_ENTRY if firsts else _MOST_BETWEEN):
            break
    if not any(looks_like_a_reference(text[start:end]) for start, end in lines[:reached]):
        return
    further -= {*firsts}
    while reached in further:
        reached += 1
    begins = _beginnings(text, lines, firsts, reached) - further
    for place in sorted(begin for begin in begins if begin < reached):
        until = next((after for after in range(place + 1, reached) if after in begins), reached)
        yield _entry(text, lines[place:until])


def _further_lines(
    text: str, lines: Sequence[tuple[int, int]], kinds: Mapping[int, PassageKind], wraps: Container[int]
) -> Iterator[int]:
    """The lines that go on with the entry of the line before: wrapped ones, and those of one item of a page's list."""
    is_listed = bool(lines) and kinds.get(lines[0][0]) == "list_item"
    for place, ((_, before), (start, end)) in enumerate(pairwise(lines), 1):
        is_of_item = is_listed and start not in kinds and start == before + 1
        if is_of_item or (before in wraps and not _AUTHOR_FIRST.match(text[start:end])):
            yield place


def _beginnings(text: str, lines: Sequence[tuple[int, int]], firsts: Sequence[int], reached: int) -> set[int]:
    """The lines at which entries begin: those with the next number, and all lines behind the last number."""
    begins = {*firsts, *range(firsts[-1] if firsts else 0, reached)}
    if firsts and not any(map(str.isalpha, text[slice(*lines[firsts[-1]])])):
        begins.discard(firsts[-1] + 1)  # the number of the last entry has a line of its own
    return begins


def _at_the_end(text: str, lines: Sequence[tuple[int, int]], kinds: Mapping[int, PassageKind]) -> list[Entry]:
    """The numbered list at the end of an article, if all its entries look like references.

    One or two entries are a list if the text cites them in square brackets, as they are numbered: notes of a word
    processor.
    """
    found: list[tuple[int, int]] = []
    for start, end in reversed(lines):
        line = text[start:end]
        number = _NUMBER.match(line)
        if kinds.get(start) == "heading" or not number or not number["number"] or not looks_like_a_reference(line):
            break
        found.append((start, end))
    entries = [_entry(text, [line]) for line in reversed(found)]
    if not entries or entries[0].number != "1":
        return []
    marks = [f"[{entry.number}]" for entry in entries]
    are_notes = all(
        text.startswith(mark, entry.start) and mark in text[: entries[0].start]
        for mark, entry in zip(marks, entries, strict=True)
    )
    is_long = len(entries) >= _FEWEST_WITHOUT_HEADING or text.startswith("[^", entries[0].start)
    return entries if are_notes or is_long else []


def looks_like_a_reference(line: str) -> bool:
    """Whether a line looks like a reference: it has an identifier, or a year with authors or a journal."""
    if identifiers_in(line):
        return True
    plain = plain_digits(line)
    number = _NUMBER.match(plain)
    bare = plain[number.end() :] if number else plain
    has_year = bool(A_YEAR.search(bare))
    return has_year and bool(_IN_JOURNAL.search(bare) or _AUTHOR_FIRST.match(bare) or "等" in bare)


def _entry(text: str, lines: Sequence[tuple[int, int]]) -> Entry:
    printed = [text[start:end] for start, end in lines]
    line = " ".join(printed)
    match = _NUMBER.match(plain_digits(line))
    number = (match["number"] or match["bare"] or "") if match else ""
    source = read_entry(line[match.end() :] if match else line)
    cut = {column for this, following in pairwise(printed) for column in _cut_identifiers(this, following)}
    source = {column: value for column, value in source.items() if column not in cut and not _CUT_WORD.search(value)}
    found = re.search(rf"(?<![\w/.-]){source['issued_on']}([a-z])\b", line) if "issued_on" in source else None
    more = tuple(start for start, _ in lines[1:])
    return Entry(lines[0][0], lines[-1][1], number.lstrip("0"), source, found[1] if found else "", more)


def _cut_identifiers(line: str, following: str) -> Iterator[str]:
    """The column of an identifier at the end of a line that may go on in the next line: ``10.1000/abc.`` ``12345``."""
    for each in identifiers_in(line)[-1:]:
        if each.end >= len(line.rstrip(" .,;-_/()")) and re.match(r"\S*\d", following):
            yield each.kind
