"""Reads the names of authors as databases write them, and keeps the family name and the initials."""

from __future__ import annotations

import re

from claimpack.curation.imports.citations.citation import Author, plain

_PARTICLES = frozenset(
    "van von de der den del della di da do dos das du la le les el al ten ter zu zum zur af bin ibn st st.".split()  # noqa: SIM905
)
_SUFFIXES = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-‐]?){1,4}")
_GROUP = re.compile(
    r"\b(?:organi[sz]ation|group|committee|consortium|collaborat\w+|societ\w+|association|institut\w+|universit\w+"
    r"|ministry|agency|department|council|team|network|trial\w*|study|investigators?|cent(?:re|er)s?|foundation"
    r"|federation|administration|office|authorit\w+|board|panel|college|academy|hospital|commission|programme?|union"
    r"|force|alliance|initiative|registry|of|for|the|and)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\[?(?:no (?:author|authors|author name|author names|authors names?) (?:available|listed|given|found)"
    r"|anonymous|anon|not available|s\.\s?n\.)\.?\]?",
    re.IGNORECASE,
)
"""What databases write for a paper that names no author."""
_OTHERS = re.compile(r"(?:et\.? al\.?|and others|others|…|\.\.\.)", re.IGNORECASE)


def initials_of(given: str) -> str:
    """The initials of given names; names in scripts without capitals, such as Chinese, are kept whole.

    >>> initials_of("Björn A."), initials_of("Xiao-Ming"), initials_of("M.E."), initials_of("JS"), initials_of("小明")
    ('BA', 'XM', 'ME', 'JS', '小明')
    """
    found = []
    for word in re.split(r"[\s.\-‐–]+", given):
        if word.isupper() and len(word) <= 3:  # noqa: PLR2004 - initials without stops
            found.append(word)
        elif word and word[0].lower() != word[0].upper():
            found.append(word[0].upper())
        elif word:
            found.append(word)
    return "".join(found)


def from_parts(family: str, given: str, suffix: str = "") -> Author:
    """An author whose family and given names are separate."""
    family = plain(family).strip(" .,;")
    words = plain(given).split()
    while len(words) > 1 and words[-1].islower() and words[-1] in _PARTICLES:  # Bree, Remco de
        family = f"{words.pop()} {family}"
    given = " ".join(words)
    if family.isupper() and given.isupper() and "." not in given and len(given) > 2:  # noqa: PLR2004 - no initials
        given = given.title()
    return Author(family, initials_of(given), plain(suffix).strip("."))


def from_comma(name: str) -> Author | None:
    """An author written ``Family, Given`` or ``Family, Given, Jr``; without a comma, initials mark the given names.

    >>> [str(from_comma(name)) for name in ("Hutchings, Judy", "Brownstein C D", "World Health Organization")]
    ['Hutchings J', 'Brownstein CD', 'World Health Organization']
    >>> from_comma("[Anonymous]"), from_comma("[No author name available]")
    (None, None)
    """
    name = _bare(name)
    if not name or is_others(name) or _NOBODY.fullmatch(name):
        return None
    family, *rest = [part.strip() for part in name.split(",")]
    rest = [part for part in rest if part and part.casefold().strip(".") not in ("null", "ed", "eds", "editor")]
    if not rest:
        return _with_initials(family) or Author(family)
    suffixes = [part for part in rest if _SUFFIXES.fullmatch(part)]
    given = [part for part in rest if part not in suffixes]
    if all(_INITIALS.fullmatch(part) for part in given[1:]):  # Dijk, Joris, D.
        given = [" ".join(given)]
    if len(given) > 1 or (_GROUP.search(family) and " " in "".join(given)):
        return Author(" ".join([family, *rest]))
    return from_parts(family, " ".join(given), " ".join(suffixes))


def from_any(name: str) -> Author | None:
    """The same, but a person without a comma or initials is read as ``Given Family``.

    >>> str(from_any("Björn A. Blomberg")), str(from_any("Jan van den Berg")), str(from_any("Yang Z."))
    ('Blomberg BA', 'van den Berg J', 'Yang Z')
    >>> str(from_any("Ludo Van Damme"))
    'Van Damme L'
    """
    bare = _bare(name)
    words = bare.split()
    is_nobody = is_others(bare) or bool(_NOBODY.fullmatch(bare))
    if "," in bare or len(words) < 2 or _with_initials(bare) or _GROUP.search(bare) or is_nobody:  # noqa: PLR2004
        return from_comma(name)
    suffix = words.pop() if len(words) > 2 and _SUFFIXES.fullmatch(words[-1]) else ""  # noqa: PLR2004
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return from_parts(" ".join(words[start:]), " ".join(words[:start]), suffix)


def is_others(name: str) -> bool:
    """Whether it means further authors who are not named."""
    return bool(_OTHERS.fullmatch(name.strip(" .,;")) or _OTHERS.fullmatch(name.strip()))


def split_names(cell: str) -> list[str]:
    """The names in a cell with several, whatever separates them.

    >>> split_names("Yang, Z.; Jiang, B."), split_names("Yang Z., Jiang B."), split_names("Lee, A. and Wu, B.")
    (['Yang, Z.', 'Jiang, B.'], ['Yang Z.', 'Jiang B.'], ['Lee, A.', 'Wu, B.'])
    """
    cell = " ".join(cell.split())
    for mark in ("|", ";"):
        if mark in cell:
            return [part.strip() for part in cell.split(mark) if part.strip()]
    people = [part.strip() for part in cell.removesuffix(" and").split(" and ")]
    if len(people) > 1 and all("," in part for part in people):
        return people
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    if len(parts) == 2 and not any(map(_with_initials, parts)):  # noqa: PLR2004 - one person: Family, Given
        return [cell.strip()]
    return parts if all(_with_initials(part) or is_others(part) or len(parts) != 2 for part in parts) else [cell]  # noqa: PLR2004


def _bare(name: str) -> str:
    """The name without numbers in brackets, as in Scopus, and without separators at its end."""
    return re.sub(r"\s*\((?:[0-9]+|ORCID[^)]*)\)", "", plain(name)).strip(" ;,")


def _with_initials(name: str) -> Author | None:
    """The author, if the name ends with initials."""
    words = name.strip(" .,;").split()
    suffix = words.pop() if len(words) > 2 and _SUFFIXES.fullmatch(words[-1]) else ""  # noqa: PLR2004
    start = len(words)
    while start > 1 and _INITIALS.fullmatch(words[start - 1]) and words[start - 1].isupper():
        start -= 1
    if start == len(words) or start == 0 or len("".join(words[start:]).replace(".", "")) > 5:  # noqa: PLR2004
        return None
    return Author(" ".join(words[:start]), initials_of(" ".join(words[start:])), suffix.strip("."))
