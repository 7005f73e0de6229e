"""Reads from an entry of a list of references what is certain: authors, year, title, journal, identifiers."""

from __future__ import annotations

import re

from claimpack.package.citationforms import YEAR, identifiers_in

A_YEAR = re.compile(rf"(?<![\d/.-])({YEAR})[a-z]?(?![\d/-])")

_VANCOUVER = re.compile(
    r"(?P<authors>[^.?!]{2,600}(?:\bet al)?)\.\s(?P<title>[^.?!]{3,500}(?:[?!]|(?=\.)))\.?\s"
    rf"(?P<journal>[^;:?!\d]{{2,150}}?)[.,]?\s?(?P<year>{YEAR})\b"
)
_WITH_YEAR_FIRST = re.compile(
    rf"(?P<authors>[^()]{{2,600}}?)\s?\((?P<year>{YEAR})[a-z]?(?:,[^)]{{1,30}})?\)\.?,?\s(?P<title>[^.?!]{{8,500}}(?:[?!]|(?=\.)))\.?\s"
    r"(?P<journal>[^,;:?!\d]{2,150}?)(?=[,;.]\s?(?:\d|vol)|\.?$|\s\d)"
)
_GB_T_7714 = re.compile(
    r"(?P<authors>[^.．\[]{2,300})[.．]\s?(?P<title>[^\[]{2,300})\[[A-Z](?:/OL)?\][.．]\s?(?P<journal>[^,，.]{2,100})[,，.]\s?"
    rf"(?P<year>{YEAR})\b"
)
"""The Chinese standard GB/T 7714: authors. title[J]. journal, year."""

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
    """What an entry of a list of references says for certain, by columns of sources.csv.

    >>> read_entry("Roe J, Poe K. Harm after light. J Test. 2020;12(3):45-52. doi:10.1000/abc.1")["title"]
    'Harm after light'
    """
    found: dict[str, str] = {}
    rest = line
    for each in reversed(identifiers_in(line)):
        column, _, _ = each.key.partition(":")
        printed = each.printed.removeprefix("PMID: ")
        if column == "url":
            printed = printed if printed.startswith("http") else f"https://{printed}"
        found[column] = printed
        rest = rest[: each.start] + " " + rest[each.end :]
    rest = re.sub(r"\b(?:doi|DOI|PMID|PMCID|Available (?:at|from)|Accessed[^.]*)\s?:?\s*(?=[\s.;]|$)", " ", rest)
    rest = " ".join(rest.split()).strip(" .;")
    years = {match[1] for match in A_YEAR.finditer(rest)}
    parts = _GB_T_7714.match(rest) or _WITH_YEAR_FIRST.match(rest) or _VANCOUVER.match(rest)
    if parts:
        authors = _authors(parts["authors"].strip())
        if authors:
            found["authors"] = authors
            found["title"] = parts["title"].strip()[:_LONGEST_TITLE]
            found["container_title"] = parts["journal"].strip(" .,")
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
    """Authors as sources.csv has them, ``Roe J, Poe KL``; blank where it is not certain that they are all."""
    if _HAN_NAMES.fullmatch(written):
        return re.sub(r"[,，、]\s?", ", ", written)
    if _LIST_OF_AUTHORS.fullmatch(written):
        return written.replace(" et al", ", et al").replace(",, et al", ", et al").rstrip(".") + _stop(written)
    names = list(_AUTHOR_WITH_STOPS.finditer(written))
    between = re.sub(r"[\s,&.…]|\band\b|\bet al\b", "", _AUTHOR_WITH_STOPS.sub("", written))
    if names and not between:
        listed = [f"{name['family'].strip()} {re.sub('[. -]', '', name['initials'])}" for name in names]
        return ", ".join([*listed, "et al."] if "et al" in written else listed)
    return ""


def _stop(written: str) -> str:
    return "." if re.search(r"et\sal\.?$", written) else ""
