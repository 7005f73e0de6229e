"""The forms of citations - a number, a sign, author and year, an identifier - and which forms mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from claimpack.package.citationcells import as_printed
from claimpack.package.identifiers import identifiers_in

YEAR = r"(?:1[89]|20)\d\d"

COUNTERS = (
    "名例项項人个個位年月日天次周週岁歳歲%％‰倍种種件回割か万萬亿億千百分小时時間点點号號期级級度組组毫克升米℃台"
    "条條第至到者款支剂劑针針类類只隻头頭本篇家国國省区區份片粒颗顆群批轮輪"
)
"""What a number counts in Chinese and Japanese, right behind it: with one of these, it is no citation mark."""

_DIGITS = {ord(digit): str(value) for digits in ("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉") for value, digit in enumerate(digits)}
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
_ANDS = "and und et y e och og en i ve ja és și và и та και".split()  # noqa: SIM905
AND = rf"(?:&|\b(?:{'|'.join(_ANDS)})\b)"
"""What is between the last two names of authors."""
_BETWEEN = re.compile(rf"\s?(?:[,;、]|{AND})\s?")
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.?[\s-]?){1,4}$|\s[A-Z]{1,3}$")
_PARTICLES = frozenset("van von de der den di da del della la le dos du des el al bin ter ten zu of for the".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


class Work(NamedTuple):
    """A work that is named by author and year."""

    first: str
    """The first author's family name or the organisation, in small letters."""
    others: tuple[str, ...]
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
    return Work(names[0], tuple(names[1:]), match["year"], match["letter"])


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
    known = _PARTICLES | {*_ANDS, "on"}
    return bool(capitals) and all(word.strip(".") in known for word in others)


def pieces_of(inside: str) -> Iterator[str]:
    """The single citations between one pair of brackets."""
    for piece in re.split(r"[;；]", inside):
        if piece.strip():
            yield piece.strip()
