"""The forms of citations - a number, a sign, author and year, an identifier - and which forms mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from claimpack.package.citationcells import as_printed

YEAR = r"(?:1[89]|20)\d\d"

COUNTERS = (
    "名例项項人个個位年月日天次周週岁歳歲%％‰倍种種件回割か万萬亿億千百分小时時間点點号號期级級度組组毫克升米℃台"
    "条條第至到者款支剂劑针針类類只隻头頭本篇家国國省区區份片粒颗顆群批轮輪"
)
"""What a number counts in Chinese and Japanese, right behind it: with one of these, it is no citation mark."""

_DIGITS = {ord(digit): str(value) for digits in ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉") for value, digit in enumerate(digits)}
_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![\w./])(?=(?:pubmed|pmc)\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/))[!#-;=?-~]{1,2000}",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9}){0,3}/(?:(?![,;]\s?10\.\d{4})[!#-~]){1,300}", re.ASCII)
_PMID = re.compile(
    r"\bPMIDs?\s{0,2}[:：#]?\s{0,2}(\d{1,8})(?!\d)(?P<more>(?:(?:\s?[,;、，]\s?|,?\s(?:and|und|et|y|e)\s)\d{7,8}(?!\d)){0,50})",
    re.IGNORECASE,
)
"""More PMIDs may follow the first one, if they are as long as those of today."""
_DIGITS_IN_A_ROW = re.compile(r"\d+")
_PMCID = re.compile(r"\bPMC\s?(\d{4,8})(?!\d)", re.IGNORECASE)
_PUBMED_PAGE = re.compile(
    r"(?:(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/)(?:\?term=)?"
    r"|europepmc\.org/(?:article|abstract)/med/)(\d{1,8})(?!\d|[.%+]\w)",
    re.IGNORECASE,
)
_PMC_PAGE = re.compile(r"(?:ncbi\.nlm\.nih\.gov|europepmc\.org)/\S*?\bPMC(\d{4,8})(?!\d)", re.IGNORECASE)
_TRAILING = ".,;:!?'’*†‡…"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_PAGE_ADDRESS = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)

_AUTHORS_AND_YEAR = re.compile(
    rf"(?P<who>[^\d(（]{{1,120}}?)[\s,，]{{0,3}}[(（\[]?\s?(?P<year>{YEAR})(?P<letter>[a-z]?)年?\s?[)）\]]?"
    r"(?:\s?[,:，]\s?(?:pp?|S|s|c|ch|chap|Kap|fig|tab)\.?\s?\d.{0,20})?"
)
_SHORT_NAME = re.compile(r"\s?\[(?!\d)[^\[\]]{1,40}\]")
"""``[ACOG]`` behind the whole name of an organisation."""
_MORE = re.compile(
    r"[\s,]{0,2}(?:\bet\.?\s?(?:al|coll)\b\.?|\bu\.\s?a\.|\be\.\s?a\.|\bm\.\s?fl\.|(?:\b(?:and|und|et|y|e)\b|&)\s(?:colleagues"
    r"|others|collaborators|co-?workers|Kolleg(?:en|innen)|Mitarbeiter(?:n|innen)?|coll?\b\.?|cols?\b\.?)|и\s(?:др|соавт)\.|等人?|ら|他)\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s?(?:[,;、]|&|\b(?:and|und|et|y|e|och|og|en|i|и)\b)\s?")
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.?[\s-]?){1,4}$|\s[A-Z]{1,3}$")
_PARTICLES = frozenset("van von de der den di da del della la le dos du des el al bin ter ten zu of for the".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


class Identified(NamedTuple):
    """An identifier or an address in a text."""

    start: int
    end: int
    printed: str
    """As it is recorded, without ``doi:`` or an address in front."""
    key: str
    """One key for all ways of writing it: ``doi:10.1000/abc``."""


class Work(NamedTuple):
    """A work that is named by author and year."""

    first: str
    """The first author's family name or the organisation, in small letters."""
    others: tuple[str, ...]
    has_more: bool
    year: str
    letter: str
    """Distinguishes papers of the same year: the ``a`` of ``2019a``."""


def plain_digits(text: str) -> str:
    """The text with digits of any script, and raised ones, as 0 to 9.

    >>> plain_digits("٣٤ ４ ²")
    '34 4 2'
    """
    if text.isascii():
        return text
    return level_digits(text.translate(_DIGITS))


def level_digits(text: str) -> str:
    """The text with digits of any script as 0 to 9, except raised and lowered ones; its length stays the same."""
    return text if text.isascii() else re.sub(r"[^\D0-9]", lambda match: str(int(match[0])), text)


def identifiers_in(text: str) -> list[Identified]:
    """The DOIs, PMIDs, PMCIDs and addresses in a text, in its order.

    >>> [each.key for each in identifiers_in("See doi:10.1000/abc.1 (PMID: 123).")]
    ['doi:10.1000/abc.1', 'pmid:123']
    """
    found: list[Identified] = []
    if "://" in text or "www." in text.casefold() or "ncbi." in text.casefold():
        for match in _ADDRESS.finditer(text):
            printed = _trimmed(_without_opened(match[0]))
            if len(printed) > len("https://"):
                found.append(_of_address(match.start(), printed))
    addresses = {(each.start, each.end) for each in found}
    if "10." in text:
        for match in _DOI.finditer(text):
            printed = _trimmed(match[0])
            if not printed.endswith("/"):
                found.append(Identified(match.start(), match.start() + len(printed), printed, _doi_key(printed)))
    if re.search(r"PM(?:ID|C)", text, re.IGNORECASE):
        found += _pmids(text)
        found += [_pmcid(*match.span(), match[1]) for match in _PMCID.finditer(text)]
    kept: list[Identified] = []
    end = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start >= end or (each.start, each.end) in addresses:  # an address includes the identifiers in it
            kept.append(each)
            end = max(end, each.end)
    return kept


def _pmids(text: str) -> Iterator[Identified]:
    for match in _PMID.finditer(text):
        yield _pmid(match.start(), match.end(1), match[1])
        for more in _DIGITS_IN_A_ROW.finditer(text, match.end(1), match.end()):
            yield _pmid(*more.span(), more[0])


def _pmid(start: int, end: int, number: str) -> Identified:
    return Identified(start, end, f"PMID: {number}", f"pmid:{int(number)}")


def _pmcid(start: int, end: int, number: str) -> Identified:
    return Identified(start, end, f"PMC{number}", f"pmcid:{int(number)}")


def _of_address(start: int, printed: str) -> Identified:
    end = start + len(printed)
    plain = unquote(printed) if "%" in printed else printed
    doi, pubmed, pmc = _DOI.search(plain), _PUBMED_PAGE.search(printed), _PMC_PAGE.search(printed)
    if pubmed:
        return _pmid(start, end, pubmed[1])
    if pmc:
        return _pmcid(start, end, pmc[1])
    if doi:
        bare = doi[0] if "doi.org/" in printed.casefold() else re.split(r"[?#]|[/.](?:full|abstract|pdf)\b", doi[0])[0]
        if "rxiv.org/" in printed.casefold():  # all versions of a preprint have one DOI
            bare = re.sub(r"v\d{1,2}$", "", bare)
        return Identified(start, end, bare, _doi_key(bare))
    return Identified(start, end, printed, address_key(printed))


def address_key(address: str) -> str:
    """One key for all ways of writing an address."""
    return f"url:{_PAGE_ADDRESS.sub('', address.strip(), count=1).rstrip('/').casefold()}"


def _doi_key(doi: str) -> str:
    return f"doi:{doi.casefold()}"


def _trimmed(text: str) -> str:
    """An identifier without the punctuation and brackets of the sentence around it."""
    depth = dict.fromkeys(_PAIRS.values(), 0)
    for place, sign in enumerate(text):
        if sign in depth:
            depth[sign] += 1
        elif sign in _PAIRS:
            if not depth[_PAIRS[sign]]:  # it closes what was opened before the identifier
                text = text[:place]
                break
            depth[_PAIRS[sign]] -= 1
    return text.rstrip(_TRAILING)


def _without_opened(address: str) -> str:
    """An address without a bracket that opens right behind it and is closed later: ``https://a.org/b(seen 2020)``."""
    opened = address.rfind("(")
    return address[:opened] if address.count("(") > address.count(")") else address


@lru_cache(maxsize=10_000)
def citation_key(citation: str) -> str:
    """A citation's key, the same for all forms that certainly mean the same.

    >>> citation_key("[1]") == citation_key("１"), citation_key("https://doi.org/10.1000/ABC")
    (True, 'doi:10.1000/abc')
    """
    bare = plain_digits(as_printed(citation)).strip(" []［］【】()（）^")
    if bare.isdecimal():
        return bare.lstrip("0") or "0"
    found = identifiers_in(as_printed(citation))
    if found:
        return found[0].key
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=10_000)
def work_of(citation: str) -> Work | None:
    """The work that a citation by author and year names; None if the citation has another form.

    >>> work_of("Smith et al. (2020)") == work_of("Smith et al., 2020"), work_of("van Dam & Lee 2019a").first
    (True, 'van dam')
    """
    bare = _SHORT_NAME.sub("", plain_digits(as_printed(citation)).strip(" []［］【】()（）"))
    match = _AUTHORS_AND_YEAR.fullmatch(bare)
    if match is None:
        return None
    who = match["who"].strip(" ,，")
    without_more = _MORE.sub("", who)
    names = [_family_name(part) for part in _BETWEEN.split(without_more)]
    names = [name for name in names if name]
    if not names:
        return None
    return Work(names[0], tuple(names[1:]), without_more != who, match["year"], match["letter"])


def _family_name(part: str) -> str:
    name = part.strip(" .")
    shortened = _INITIALS.sub("", name).strip(" .,")
    return " ".join((shortened or name).casefold().split())


def may_be_the_same(one: Work, other: Work) -> bool:
    """Whether both may be one work: same first author and year, and no different letter or second author."""
    if (one.first, one.year) != (other.first, other.year):
        return False
    if one.letter and other.letter and one.letter != other.letter:
        return False
    return not (one.others and other.others) or one.others[0] == other.others[0]


def looks_like_names(who: str) -> bool:
    """Whether each word begins with a capital, as names do, or is a particle of one."""
    words = _WORD.findall(_MORE.sub("", who))
    capitals = [word for word in words if not word[0].islower()]
    others = [word for word in words if word[0].islower()]
    known = _PARTICLES | {"and", "und", "et", "och", "og", "on", "y", "e", "en", "i", "и"}
    return bool(capitals) and all(word.strip(".") in known for word in others)


def pieces_of(inside: str) -> Iterator[str]:
    """The single citations between one pair of brackets."""
    for piece in re.split(r"[;；]", inside):
        if piece.strip():
            yield piece.strip()
