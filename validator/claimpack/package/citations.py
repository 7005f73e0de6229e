"""Finds the citations in an article's text, whatever their form: ``rare.1–4``, ``[2]``, ``(Smith, 2020)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from claimpack.package.abbreviations import is_cut_short
from claimpack.package.authorsandyears import works_in
from claimpack.package.citationforms import (
    COUNTERS,
    YEAR,
    Work,
    citation_key,
    level_digits,
    may_be_the_same,
    plain_digits,
    work_of,
)
from claimpack.package.identifiers import identifiers_in

_N = r"[1-9]\d{0,2}"
_RANGE = r"\s?[-–—‑~～]\s?"
_SEVERAL = rf"{_N}(?:\s?[,;，、；،؛]\s?{_N}|{_RANGE}{_N}){{0,30}}"
_BRACKETED = re.compile(rf"[\[［【〔]\s?\^?({_SEVERAL})\s?[\]］】〕]")
_PARENTHESISED = re.compile(rf"(?P<stop>(?<=[^\W\d_])[.!?])?(?P<mark>[(（]\s?(?P<numbers>{_SEVERAL})\s?[)）])(?![:\d])")
_INTERVAL = re.compile(
    r"(?:\bCI|\bKI|\bIC|range|IQR|interval|quartiles?|median|mean|\d\s?%?|=)\s?[,:=]?\s?$", re.IGNORECASE
)
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(rf"(?P<numbers>[{_RAISED_DIGITS}]{{1,3}}(?:[⁻,˒–-][{_RAISED_DIGITS}]{{1,3}})*)")
_CIRCLED = re.compile(r"(?<=[^\W\d_。”」』）)%％])(?P<numbers>[①-⑳]{1,5})(?=[\s。，、；！？,.;!?)）]|$)")
_TAGGED = re.compile(rf"<sup>\s?\[?(?P<numbers>{_SEVERAL})\]?\s?</sup>", re.IGNORECASE)
"""As Markdown has them."""
_CARET = re.compile(rf"\^[{{(]?(?P<numbers>{_N}(?:[,–-]{_N}){{0,30}})[)}}]?(?!\d)")
_STOPS = r"(?:[.…,;:!?)\]”’\"'%‰“‘»«›‹€£¥°©®™×„‚]|\s[!?;])"
"""French puts a space before some of them."""
_MARK = (
    rf"(?P<numbers>{_N}(?:[,–—-]{_N}){{0,30}})(?P<tail>(?:,\s{_N}){{0,30}})"
    r"(?![,.:]\d)(?=[\s.,;:!?)\]”’\"'“»«‘›‹]|\(pp?\.?\s?\d|$)"
)
_BASE = r"(?:(?<=[^\s\d·∙⋅٫٬(\[{（［【=<>+±~≈≤≥*/\\\-–—−:,;.!?…#№@&$_^|])|(?<=\w\+))"
_GLUED = re.compile(rf"{_BASE}(?P<stop>{_STOPS}{{0,5}}){_MARK}")
_AFTER_NUMBER = re.compile(rf"(?P<year>(?<!\d){YEAR})?(?<=\d)(?P<stop>{_STOPS}{{1,5}}){_MARK}")
_AFTER_WIDE = re.compile(
    rf"(?:[。！？，；、][\"'”’」』）】]{{0,3}}|[」』])(?P<numbers>{_N}(?:[,，、–-]{_N}){{0,30}})"
    rf"(?=[^\s\w]|[^\W\d_a-zA-Z]|\s|$)(?!\s?[{COUNTERS}mkgdhμ·.,，．/])"
)
_AFTER_STOP = re.compile(
    rf"(?:[^\s\d]\s?|\d\s?[%)])(?P<stop>[.!?])[\"'”’“»«)\]]{{0,3}}\s(?P<numbers>{_N}(?:\s?[,–-]\s?{_N}){{0,30}})"
    r"(?=\s+(?P<next>[^\W\d_])|\s*$)"
)
_CLOSED = re.compile(
    rf"(?<![図表第注])(?<=[\u3040-\u30ff\u4e00-\u9fff)）])(?P<numbers>{_SEVERAL})[)）](?=[。、，,]|[(（]?{_N}[)）])"
)
"""As Japanese texts print their marks: ``見られた1)2)。``."""
_BEFORE_STOP = re.compile(rf"\s[.,](?P<numbers>{_N}(?:[,–-]{_N}){{0,30}})(?=\s+[^\W\d_a-z]|\s*$)")
_AMID = re.compile(
    rf"(?<![^\W\d_])(?P<word>[^\W\d_]{{1,40}})[,;]?\s(?P<numbers>{_N})(?=\s(?:[,.;](?:\s|$)|(?:and|but|or|than|while|whereas|although|though"
    r"|which|und|aber|als|et|mais|y|pero|och|men)\s(?!\d)))"
)
_LETTERS = re.compile(r"(?P<before>\s?)\[(?P<letters>[a-z](?:,\s?[a-z]){0,5})\](?!\w)")
_SIGNS = re.compile(r"(?<=[^\s*†‡§¶‖#])(?P<signs>[†‡¶‖§*]{1,3})(?=[\s.,;:!?)\]”’]|$)")
_OTHER_NUMBERS = re.compile(
    r"\b(?:ISBN|ISSN|ISRCTN|EudraCT|NCT|DRKS|ChiCTR|CRD|UMIN|clinicaltrials\.gov)\W{0,3}\d[\w-]{0,30}", re.IGNORECASE
)
_IN_A_YEAR = re.compile(
    rf"\b(?:in|of|since|until|by|from|to|during|im|seit|von|bis|en|de|depuis|desde|hasta|nel|dal|i|van)\s(?:{YEAR}\s?(?:[-–/]|and|to|und|bis)\s?)?{YEAR}$|{YEAR}\s?[-–]\s?{YEAR}$",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"(?:\b(?:sections?|versions?|chapters?|appendix|tables?|figs?|figures?|steps?|v|nos?|release|Abschnitt|Kapitel|Tabelle"
    r"|Abb|chapitre|sección)\.?\s?|§\s?)[\d.]+$",
    re.IGNORECASE,
)
_OXIDE = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]?\d?|[PSFTp][ap]?[A-Z]?|Et)?O[23]$")
_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,3}$")
_WITH_HYPHEN = re.compile(r"(?<![\w.-])(?:[^\W\d_]\w{0,20}-){1,3}\d{1,3}$")
"""A name that ends in a number: ``COVID-19``, ``SARS-CoV-2``, ``IL-6``."""
_WHOLE = re.compile(r"(?<![\d.,$€£¥/])[1-9]\d{0,2}$")
_NEXT_SENTENCE = re.compile(
    r"\s(?!Uhr|Mio|Mrd|Million|Milliard|Billion|Prozent|Grad|Euro|Dollar|Tesla|Volt|Watt)[A-Z][a-z]{2}"
)
_FORMULA = re.compile(r"(?<![A-Za-z])(?!(?:PM|pH|V|v|R)\d)[A-Za-z]{1,4}\d{1,2}$")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_TEN = re.compile(r"(?<![\d.,])10$")
_VARIABLE = re.compile(r"(?<![^\W\d_])[A-Za-zα-ω]{1,2}$")
"""What may be squared: ``n²``, ``mc²``."""
_LENGTH = re.compile(r"(?:.*[\W\d])?[kcdmnµμ]?m")
_UNIT = re.compile(r"(?:.*[\W\d])?(?:[kcdmnµμ]?m|ft|in|s|h|yd)")
_NUMBERED = frozenset(
    "fig figs figure figures tab table tables no nos nr vol ref refs eq ch chap sec p pp abb tabelle s bd kap art app"  # noqa: SIM905
    " appendix st phase grade stage type step part group arm day week month year version v cohort visit cycle level"
    " class tag woche monat jahr typ phase gruppe jour semaine mois año semana mes día tipo".split()
)
_SHORTENED = frozenset(
    "ca approx aprox vs bzw etwa resp incl inkl max min mind evtl env cf vgl est abs ziff jan feb mar mär apr jun jul"  # noqa: SIM905
    " aug sep sept oct okt nov dec dez".split()
)
_LINEAGES = frozenset("BA BQ XBB XEC JN EG KP LP".split())  # noqa: SIM905
"""The lineages of a virus: ``BA.2``."""
_CLOSING = tuple(".,;:!?)]”’\"'%‰»“«‘›‹°€⁾⁽…®™。！？，、；：」』）】।॥؟،؛")
_CLOSING_QUOTE = frozenset("“‘«»›‹\"'”’")
_LONGEST_RANGE = 50
_INTERVAL_WORD = 12
_LONGEST_WORD = 41
"""At most this many characters of the word before a mark are read, backwards from the mark, which is forty times as
fast as to try every letter as the beginning of a word with a mark."""
_SEEN = re.compile(r"\S")
_THOUSANDS = re.compile(rf"{_N}(?:[,.]\d{{3}})+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article's reference list, by which citation marks are told from other numbers."""

    is_known: bool = False
    """Whether there is a list; without one, whatever looks like a mark may be one."""
    numbers: frozenset[int] = frozenset()
    keys: frozenset[str] = frozenset()
    works: Mapping[tuple[str, str], Sequence[Work]] = field(default_factory=dict)
    identifiers: Container[str] = frozenset()
    """The keys of the identifiers and addresses of all sources, in the list or not."""
    its_own: AbstractSet[str] = frozenset()
    """The keys of the article's own identifiers and addresses, which are no citations in it."""

    def has_numbers(self, numbers: Iterable[int]) -> bool:
        """Whether all of them may be citations."""
        return not self.is_known or all(number in self.numbers for number in numbers)

    def has(self, citation: str) -> bool:
        """Whether it is in the list, in whatever form."""
        if citation_key(citation) in self.keys:
            return True
        work = work_of(citation)
        return work is not None and any(
            may_be_the_same(work, other) for other in self.works.get((work.first, work.year), ())
        )


def listed_citations(citations: Iterable[str]) -> Listed:
    """A reference list, made from the citations of its entries.

    >>> listed_citations(["1", "Smith et al., 2020"]).has("Smith (2020)")
    True
    """
    every = list(dict.fromkeys(citations))
    keys = frozenset(map(citation_key, every))
    works: dict[tuple[str, str], list[Work]] = {}
    for citation in every:
        work = work_of(citation)
        if work is not None:
            works.setdefault((work.first, work.year), []).append(work)
    return Listed(bool(every), frozenset(int(key) for key in keys if key.isdecimal()), keys, works)


@dataclass(frozen=True, slots=True)
class CitationMarks:
    """The citations in a piece of text, as printed and in their order."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    """What may be a citation or something else (``CD34``, ``10⁶``, ``(2)``), so that nothing follows from it."""


class Mark(NamedTuple):
    """A place in a text that looks like a citation."""

    start: int
    end: int
    citations: tuple[str, ...]
    is_certain: bool
    word: str = ""
    """The word that a number is attached to, which may belong to it: ``Oct`` in ``Oct4``."""


_Form = Literal["sure", "likely", "listed", "possible"]
"""``listed`` is certain only if the article has a reference list with these numbers."""


class _Candidate(NamedTuple):
    start: int
    end: int
    numbers: tuple[int, ...]
    form: _Form
    word: str = ""


def citation_marks(text: str, listed: Listed) -> CitationMarks:
    """Reads the citation marks of a passage's ``text``.

    Certain are a number attached to the full stop of a sentence, a DOI, a PMID and a PMCID. A sign is certain if it is
    in the list, and so is a number that is raised after a word or a sign, in square brackets, or after other
    punctuation. Author and year are certain if two authors or "et al." are named, or the list has them. Everything else
    is only possible: an address, and a number right after a word, as in ``Oct4``, after a digit or a unit of measure,
    in round brackets, or apart from the full stop.

    >>> citation_marks("complications remain rare.1–4", listed_citations("1234")).certain
    ('1', '2', '3', '4')
    >>> citation_marks("CD34 cells within 1–2 days3", listed_citations("123")).possible
    ('34', '3')
    """
    found = marks_in(text, listed)
    certain = dict.fromkeys(each for mark in found if mark.is_certain for each in mark.citations)
    possible = dict.fromkeys(each for mark in found if not mark.is_certain for each in mark.citations)
    return CitationMarks(tuple(certain), tuple(each for each in possible if each not in certain))


def marks_in(text: str, listed: Listed) -> list[Mark]:
    """What looks like a citation in a text, in order; one place may occur more than once."""
    text = level_digits(text)
    found: list[Mark] = []
    spans: list[tuple[int, int]] = []
    for each in identifiers_in(text):
        spans.append((each.start, each.end))
        if each.key in listed.its_own:
            continue
        is_certain = each.kind != "url" or each.key in listed.keys or each.key in listed.identifiers
        found.append(Mark(each.start, each.end, (each.printed,), is_certain))
    for start, end, citation, is_sure in works_in(text):
        found.append(Mark(start, end, (citation,), is_sure or listed.has(citation)))
    plain = _without(text, spans)
    for start, end, numbers, form, word in _numbers(plain):
        is_in_list = listed.has_numbers(numbers) and (listed.is_known or form == "likely")
        sure = form == "sure" or (form in ("likely", "listed") and is_in_list)
        found.append(Mark(start, end, tuple(map(str, numbers)), sure, word))
    found += _signs(plain, listed)
    found.sort(key=lambda mark: (mark.start, mark.end))
    return found


def ends_behind_numbers(text: str, listed: Listed) -> set[int]:
    """Where marks end that follow a number and its full stop, and are certain since they are in the list.

    >>> ends_behind_numbers("It was 1.2 to 2.5.10 Then", listed_citations(["10"]))
    {20}
    """
    if not listed.is_known:
        return set()
    return {
        match.end()
        for match in _AFTER_NUMBER.finditer(level_digits(text))
        if _form_after_number(match, text) == "listed" and listed.has_numbers(_expand(match["numbers"] + match["tail"]))
    }


def without_marks(text: str) -> str:
    """The text without identifiers, and without numbers that can only be citation marks."""
    spans = [(each.start, each.end) for each in identifiers_in(text)]
    plain = _without(level_digits(text), spans, " ")
    for start, end, _, form, _ in _numbers(plain):
        if form in ("sure", "likely") and not _THOUSANDS.fullmatch(text[start:end]):
            spans.append((start, end))
    return _without(text, spans, " ")


def may_cite(text: str, citation: str) -> bool:
    """Whether a person who recorded the citation for a text can be right.

    Any identifier can be right, since a link leaves no trace in the text. A number can be, if it is by itself or at the
    end of a word; author and year, if one of them is named; anything else, if it is in the text.

    >>> may_cite("Rash is common, 5 but short", "5"), may_cite("Rash is common.", "5")
    (True, False)
    """
    key = citation_key(citation)
    if key.isdecimal():
        return any(int(key) in numbers for numbers in _separate_numbers(text))
    if key.startswith(("doi:", "pmid:", "pmcid:", "url:")):
        return True
    folded = " ".join(plain_digits(text).casefold().split())
    if key in folded:
        return True
    work = work_of(citation)
    return work is not None and (work.year in folded or work.first in folded)


_SEPARATE = re.compile(rf"(?<!\d)(?<!\d[.,])({_N}(?:\s?[,;，、،؛]\s?{_N}|{_RANGE}{_N}){{0,30}})(?![\d])")


def _separate_numbers(text: str) -> Iterator[tuple[int, ...]]:
    plain = _without(plain_digits(text), [(each.start, each.end) for each in identifiers_in(text)], " ")
    for match in _SEPARATE.finditer(plain):
        yield _expand(match[1])
    for match in _AFTER_NUMBER.finditer(plain):
        yield _expand(match["numbers"])
    yield tuple(ord(each) - ord("①") + 1 for each in re.findall("[①-⑳]", text))


def _without(text: str, spans: list[tuple[int, int]], filling: str = "x") -> str:
    if not spans:
        return text
    parts: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            parts += [text[reached:start], filling * (end - max(start, reached))]
            reached = end
    return "".join(parts) + text[reached:]


def _numbers(text: str) -> Iterator[_Candidate]:
    """The numbers that may be marks, each with how likely it is."""
    if not (_DIGIT.search(text) or _RAISED.search(text) or _CIRCLED.search(text)):
        return
    text = _OTHER_NUMBERS.sub(lambda match: "x" * len(match[0]), text)
    for match in _BRACKETED.finditer(text):
        before = text[max(match.start() - _INTERVAL_WORD, 0) : match.start()]
        is_interval = bool(re.search(_RANGE, match[1]) and _INTERVAL.search(before))
        is_first = not any(map(str.isalnum, text[: match.start()]))  # the number of a note, perhaps
        yield _Candidate(*match.span(), _expand(match[1]), "possible" if is_interval or is_first else "likely")
    for match in _CIRCLED.finditer(text):
        yield _Candidate(*match.span(), tuple(ord(each) - ord("①") + 1 for each in match[0]), "possible")
    for match in _TAGGED.finditer(text) if "</" in text else ():
        yield _Candidate(*match.span(), _expand(match["numbers"]), "likely")
    for match in _PARENTHESISED.finditer(text):
        yield _Candidate(*match.span("mark"), _expand(match["numbers"]), "likely" if match["stop"] else "possible")
    yield from _raised(text)
    yield from _glued(text)
    for match in _AFTER_WIDE.finditer(text):
        form: _Form = "likely" if match[0][0] in "。！？" else "listed" if match[0][0] in "」』" else "possible"
        yield _Candidate(*match.span("numbers"), _expand(match["numbers"]), form)
    for pattern, may_be_one in _APART.items():
        for match in pattern.finditer(text):
            if may_be_one(match):
                yield _Candidate(*match.span("numbers"), _expand(match["numbers"]), "possible")


def _begins_no_sentence(match: re.Match[str]) -> bool:
    """Whether a number behind a stop is no part of what follows: ``approx. 5``, ``12 trials``."""
    return not (match["next"] or "").islower() and not is_cut_short(match.string, match.start("stop"))


def _counts_nothing(match: re.Match[str]) -> bool:
    return match["word"].casefold() not in _NUMBERED


_APART: dict[re.Pattern[str], Callable[[re.Match[str]], bool]] = {
    _AFTER_STOP: _begins_no_sentence,
    _CLOSED: bool,
    _BEFORE_STOP: bool,
    _AMID: _counts_nothing,
}
"""The forms of numbers apart from a word or a stop, each with what says whether one may be a mark."""


def _raised(text: str) -> Iterator[_Candidate]:
    for pattern in (_RAISED, _CARET):
        for match in pattern.finditer(text):
            before = _before(match.start(), text, lambda letter: not letter.isspace() and letter not in _RAISED_DIGITS)
            if text[match.end() : match.end() + 1].isupper() and before[-1:] in ("", *"([-/"):
                continue  # an isotope: ¹⁸F
            numbers = _expand(match["numbers"].translate(_PLAIN_DIGITS))
            if not numbers or _TEN.search(before) or (numbers in ((2,), (3,)) and _LENGTH.fullmatch(before)):
                continue  # a power
            follows = _is_of_a_word(before[-1:]) or before[-1:] in _CLOSING
            is_variable = numbers in ((2,), (3,)) and _VARIABLE.search(before) is not None
            likely = follows and before[-1:] not in ("€", "°") and not _UNIT.fullmatch(before) and not is_variable
            yield _Candidate(*match.span(), numbers, "likely" if likely else "possible")


def _is_of_a_word(letter: str) -> bool:
    """Whether it is a letter, or a sign that changes one, as vowels in Hindi."""
    return letter.isalpha() or (letter > "\u02ff" and unicodedata.category(letter).startswith("M"))


def _glued(text: str) -> Iterator[_Candidate]:
    for match in _GLUED.finditer(text):
        form = _form_of_glued(match, text)
        if form is not None:
            word = "" if match["stop"] else _before(match.start(), text, str.isalnum)
            yield _Candidate(*match.span("numbers"), _expand(match["numbers"]), form, word)
            if match["tail"]:
                yield _Candidate(*match.span("tail"), _expand(match["tail"].strip(", ")), "possible")
    for match in _AFTER_NUMBER.finditer(text):
        if match["stop"] in (":", "…", "×") or text.endswith("(0)", 0, match.end("stop")):
            continue  # the time of day, how two numbers compare, a range, a length, a telephone
        form = _form_after_number(match, text)
        if form is not None:
            yield _Candidate(*match.span("numbers"), _expand(match["numbers"] + match["tail"]), form)


def _form_after_number(match: re.Match[str], text: str) -> _Form | None:
    """How likely a number behind another number and a stop is a mark; None if it belongs to that number.

    ``from 1.2 to 2.5.10``, ``in 2021.11`` and ``CO2.13`` may end a sentence with a mark. A version, a section,
    ``PM2.5`` and ``pH7.4`` look the same, so that only the list can make a mark certain; otherwise a person is asked.
    """
    before = text[max(0, match.start() - _LONGEST_WORD) : match.start("stop")]
    if len(match["stop"]) > 1 or match["stop"] not in ".,":
        return "possible"
    following = _SEEN.search(text, match.end())
    ends = match["stop"] == "." and (following is None or following[0].isupper())
    if match["year"]:
        return "listed" if ends and _IN_A_YEAR.search(before) else "possible"
    if not ends or _OF_A_PART.search(before) or not re.search(r"[^\W\d]", text[: match.start("stop")]):
        return None  # "3.7.1 Harms" as well
    if _OXIDE.search(before) or _DECIMAL.search(before) or _WITH_HYPHEN.search(before):
        return "listed"
    if _WHOLE.search(before) and len(match["numbers"]) < 3 and _NEXT_SENTENCE.match(text, match.end()):  # noqa: PLR2004
        return "possible"  # "by day 28.2 Later": a decimal number, or a mark
    return "possible" if _FORMULA.search(before) else None


def _signs(text: str, listed: Listed) -> Iterator[Mark]:
    if "[" in text:
        for match in _LETTERS.finditer(text):
            letters = tuple(re.split(r",\s?", match["letters"]))
            all_there = all(letter in listed.keys for letter in letters)
            is_first = letters[0] in "abcdefgh" and not match["before"] and match.start() > 0
            is_certain = all_there or (not listed.is_known and is_first and text[match.start() - 1] not in "0123456789")
            yield Mark(*match.span(), letters, is_certain)
    for match in _SIGNS.finditer(text):
        sign = match["signs"]
        is_certain = sign in listed.keys or (not listed.is_known and sign[0] in "†‡¶‖")
        yield Mark(*match.span(), (sign,), is_certain)


def _before(mark: int, text: str, belongs: Callable[[str], bool]) -> str:
    """The characters right before a mark, as far back as they belong together."""
    begin = mark
    while begin and mark - begin < _LONGEST_WORD and belongs(text[begin - 1]):
        begin -= 1
    return text[begin:mark]


def _begins_a_number(base: str, at: int, text: str, stop: str) -> bool:
    """Whether the sign before a number at ``at`` belongs to the number: an opening quotation mark, ``†44``, ``§13``."""
    before = text[max(0, at - 3) : at - 1]
    if base in _CLOSING_QUOTE:
        is_closed = base == "»" and stop.lstrip()[:1] in (".", ",", "!", "?")  # French puts a space before it
        is_opening = not before or before[-1].isspace() or before[-1] in "=(["
        separates_thousands = base in "'’٬" and before[-1:].isdecimal()
        return separates_thousands or (is_opening and not is_closed)
    if base in "+×":
        return not any(sign in ".!?," for sign in stop)
    if stop:
        return False
    if base in "%‰":
        return not any(letter.isdecimal() for letter in before)
    if base == ")":
        return before == "(0"
    return base in "„‚†§¶：－‐～・•▪●￥＄￡₩₹" or (base not in "°®™" and unicodedata.category(base) == "So")


def _form_of_glued(match: re.Match[str], text: str) -> _Form | None:
    """How likely it is a mark; None if it can't be one."""
    at, stop = match.start(), match["stop"]
    base = text[at - 1]
    if _begins_a_number(base, at, text, stop):
        return None
    before = _before(at, text, lambda letter: letter.isalnum() or letter == "_")
    if before.casefold() in _NUMBERED or ":" in stop or (stop == "." and before.casefold() in _SHORTENED):
        return "possible"
    if (not stop and (base.isalnum() or base in "€£¥°")) or (stop and not stop.strip("®™©°")):
        return "possible"  # Oct4, week4, €5, Lamp®9: a word, or a number of its own
    if base in "€£¥" and stop[:1] not in (".", ",", ")"):
        return "possible"
    ends_a_sentence = any(sign in ".!?…" for sign in stop)
    if ends_a_sentence:
        following = _SEEN.search(text, match.end())
        is_followed = following is None or following[0].isupper()
        is_word = len(before) > 1 or not base.isalnum()
        if (not is_followed and (not is_word or before.isupper())) or before in _LINEAGES:
            return "possible"  # H.264, BA.2
        return "sure" if is_word and is_followed else "likely"
    is_plain = not base.isalnum() or re.fullmatch(r"\w*[^\W\dA-Z_]{2,}", before) is not None
    return "likely" if is_plain else "possible"


def _expand(numbers: str) -> tuple[int, ...]:
    """The numbers of ``1,3-5``; a range that runs backwards or is very long counts as its two ends."""
    if numbers.isdecimal():  # as most are
        return (int(numbers),) if int(numbers) else ()
    found: dict[int, None] = {}
    for part in re.split(r"[,;，、；،؛]", numbers):
        ends = [int(end) for end in re.split(r"[-–—‑~～]", part) if end.strip()]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= _LONGEST_RANGE:  # noqa: PLR2004
            found.update(dict.fromkeys(range(ends[0], ends[1] + 1)))
        else:
            found.update(dict.fromkeys(sorted(ends)))
    return tuple(number for number in found if number)
