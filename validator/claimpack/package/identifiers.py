"""Papers' identifiers: their forms, and how to find them in cells, addresses and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

IDENTIFIERS = ("doi", "pmid", "pmcid")
"""The columns of a source with an identifier."""

FORMS = {
    "doi": re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\"<>]*[^\s\"<>.,;]|10\.[0-9]{4,9}/\S*[<>]\S*"),
    "pmid": re.compile(r"[1-9][0-9]{0,8}"),
    "pmcid": re.compile(r"PMC[1-9][0-9]{0,8}"),
}
"""The form of each kind of identifier."""

_PAGES = {
    "doi": r"(?:dx\.|www\.)?doi\.org",
    "pmid": r"(?:www\.|m\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/m?/?pubmed"
    r"|europepmc\.org/(?:article|abstract)/med)",
    "pmcid": r"(?:www\.|m\.)?(?:pmc\.ncbi\.nlm\.nih\.gov/articles|ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles"
    r"|europepmc\.org/(?:articles|article/pmc))",
}
"""The pages that have an identifier behind a slash in their address."""
_BEFORE = {kind: rf"(?<![\w.-])(?:https?://)?{page}/" for kind, page in _PAGES.items()}
ADDRESSES = {
    "doi": re.compile(_BEFORE["doi"], re.IGNORECASE),
    "pmid": re.compile(rf"{_BEFORE['pmid']}(?:\?term=)?(?P<id>[0-9]{{1,8}})(?![0-9]|[.%+]\w)", re.IGNORECASE),
    "pmcid": re.compile(rf"{_BEFORE['pmcid']}(?:PMC)?(?P<id>[0-9]{{1,9}})(?![0-9])", re.IGNORECASE),
}
"""An address with an identifier; for a DOI, what is before it."""

_AROUND = {
    kind: re.compile(rf"(?:{_BEFORE[kind]})?{form}", re.IGNORECASE)
    for kind, form in {
        "doi": r"(?:doi: ?)?(?P<id>10\.\S+?)[.,;]?",
        "pmid": r"(?:pmid)?:? ?(?P<id>[1-9][0-9]{0,8})(?:\.0+)?/?",
        "pmcid": r"(?:pmcid:? ?)?(?P<id>PMC[1-9][0-9]{0,8})/?",
    }.items()
}
"""What is around an identifier where it is copied from a page or a reference."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![\w./])(?=(?:(?:pubmed|pmc)\.)?ncbi\.nlm\.nih\.gov/))[!#-;=?-~]{1,2000}", re.IGNORECASE
)
_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9}){0,3}/(?:(?![,;]\s?10\.\d{4})[!#-~]){1,300}", re.ASCII)
_PMID = re.compile(
    r"\bPMIDs?\s{0,2}[:：#]?\s{0,2}(\d{1,8})(?!\d)(?:(?:\s?[,;、，]\s?|,?\s(?:and|und|et|y|e)\s)\d{7,8}(?!\d)){0,50}",
    re.IGNORECASE,
)
"""More PMIDs may follow the first one, if they are as long as those of today."""
_DIGITS = re.compile(r"\d+")
_PMCID = re.compile(r"\bPMC\s?(\d{4,8})(?!\d)", re.IGNORECASE)
_TRAILING = ".,;:!?'’*†‡…"
_MARK_BEHIND = re.compile(r"\[\d{1,3}(?:[,–-]\d{1,3}){0,9}\]$")
"""A citation mark right behind an identifier: ``10.1000/abc[2]``."""
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_PAGE_ADDRESS = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)


class Identified(NamedTuple):
    """An identifier or an address in a text."""

    start: int
    end: int
    kind: str
    """doi, pmid, pmcid or url, as the columns of a source are called."""
    bare: str
    """As it is in such a column."""

    @property
    def printed(self) -> str:
        """As it is recorded as a citation."""
        return f"PMID: {self.bare}" if self.kind == "pmid" else self.bare

    @property
    def key(self) -> str:
        """One key for all ways of writing it: ``doi:10.1000/abc``."""
        return key_of(self.kind, self.bare)


def bare_identifier(kind: str, text: str) -> str:
    """The identifier without an address or its name in front of it; blank if the text is not an identifier.

    Args:
        kind: doi, pmid or pmcid.
        text: what was copied.

    >>> bare_identifier("doi", "https://doi.org/10.1000/182"), bare_identifier("pmid", "PMID: 34663461")
    ('10.1000/182', '34663461')
    """
    found = _AROUND[kind].fullmatch(text.strip())
    if not found:
        return ""
    bare = found["id"].upper() if kind == "pmcid" else found["id"]
    return bare if FORMS[kind].fullmatch(bare) else ""


def identifiers_in(text: str) -> list[Identified]:
    """The DOIs, PMIDs, PMCIDs and addresses in a text, in its order.

    >>> [each.key for each in identifiers_in("See doi:10.1000/abc.1 (PMID: 123).")]
    ['doi:10.1000/abc.1', 'pmid:123']
    """
    found: list[Identified] = []
    if re.search(r"://|www\.|ncbi\.", text, re.IGNORECASE):
        for match in _ADDRESS.finditer(text):
            printed = trimmed(_without_opened(match[0]))
            if len(printed) > len("https://"):
                found.append(Identified(match.start(), match.start() + len(printed), *_in_address(printed)))
    addresses = {(each.start, each.end) for each in found}
    if "10." in text:
        for match in _DOI.finditer(text):
            printed = trimmed(match[0])
            if not printed.endswith("/"):
                found.append(Identified(match.start(), match.start() + len(printed), "doi", printed))
    if re.search(r"PM(?:ID|C)", text, re.IGNORECASE):
        found += _pmids(text)
        found += [Identified(*match.span(), "pmcid", f"PMC{match[1]}") for match in _PMCID.finditer(text)]
    kept: list[Identified] = []
    end = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start >= end or (each.start, each.end) in addresses:  # an address includes the identifiers in it
            kept.append(each)
            end = max(end, each.end)
    return kept


def _pmids(text: str) -> Iterator[Identified]:
    for match in _PMID.finditer(text):
        yield Identified(match.start(), match.end(1), "pmid", match[1])
        for more in _DIGITS.finditer(text, match.end(1), match.end()):
            yield Identified(*more.span(), "pmid", more[0])


def _in_address(address: str) -> tuple[str, str]:
    """The kind of identifier in an address, and the identifier; the address itself if it has none."""
    if pubmed := ADDRESSES["pmid"].search(address):
        return "pmid", pubmed["id"]
    if pmc := ADDRESSES["pmcid"].search(address):
        return "pmcid", f"PMC{pmc['id']}"
    if doi := _DOI.search(unquote(address) if "%" in address else address):
        if "doi.org/" in address.casefold():
            return "doi", doi[0]
        bare = re.split(r"[?#&]|[/.](?:full|abstract|pdf|epdf|asset|summary)\b", doi[0])[0]
        return "doi", re.sub(r"v\d{1,2}$", "", bare) if "rxiv.org/" in address.casefold() else bare
    return "url", address


def key_of(kind: str, value: str) -> str:
    """One key for all ways of writing an identifier or an address."""
    if kind == "url":
        return f"url:{_PAGE_ADDRESS.sub('', value.strip(), count=1).rstrip('/').casefold()}"
    return f"{kind}:{value.casefold().removeprefix('pmc').lstrip('0')}"


def trimmed(text: str) -> str:
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
    return _MARK_BEHIND.sub("", text).rstrip(_TRAILING)


def _without_opened(address: str) -> str:
    """An address without a bracket that opens right behind it and is closed later: ``https://a.org/b(seen 2020)``."""
    opened = address.rfind("(")
    return address[:opened] if address.count("(") > address.count(")") else address
