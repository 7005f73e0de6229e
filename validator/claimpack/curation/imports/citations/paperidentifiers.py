"""Finds a paper's identifiers in the fields of databases: DOI, PMID, PMCID, and addresses that contain them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from claimpack.package.identifiers import ADDRESSES, trimmed

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"]{1,1000}")
_ADDRESS = re.compile(r"https?://[^\s\"<>|]+")


def doi_in(text: str) -> str:
    """The first DOI in a text, as printed; blank if there is none.

    >>> doi_in("https://dx.doi.org/10.1186/s11689-021-09396-9."), doi_in("doi:10.1000/a(b)1"), doi_in("10.1 no")
    ('10.1186/s11689-021-09396-9', '10.1000/a(b)1', '')
    """
    text = html.unescape(text)
    if ADDRESSES["doi"].search(text) or re.match(r"\s*10\.[0-9]{4,9}%2[Ff]", text):
        text = unquote(text)
    found = _DOI.search(text)
    return trimmed(found[0]) if found else ""


def pmid_in(text: str) -> str:
    """A text that is only a PMID, with or without its label.

    >>> pmid_in("PUBMED 21314913"), pmid_in("34663461.0"), pmid_in("0"), pmid_in("L2029880245")
    ('21314913', '34663461', '', '')
    """
    found = re.fullmatch(
        r"\s*(?:PubMed(?:\s*ID)?|PMID|MEDLINE)?[\s:]*0*([1-9][0-9]{0,7})(?:\.0)?\s*", text, re.IGNORECASE
    )
    return found[1] if found else pmid_of_address(text)


def pmcid_in(text: str) -> str:
    """A text that is only a PMCID.

    >>> pmcid_in("PMC3553406"), pmcid_in("pmcid: PMC7.1"), pmcid_in("3553406")
    ('PMC3553406', 'PMC7', 'PMC3553406')
    """
    found = re.fullmatch(r"\s*(?:PMCID)?[\s:]*(?:PMC)?[\s]*0*([1-9][0-9]{0,8})(?:\.[0-9]+)?;?\s*", text, re.IGNORECASE)
    if found:
        return f"PMC{found[1]}"
    return pmcid_of_address(text)


def labelled_pmid(text: str) -> str:
    """The only PMID that a note labels as one; blank if there is none, or several.

    >>> labelled_pmid("Extra. PMID: 34663461, PMCID: PMC8522073")
    '34663461'
    """
    return _only(r"\b(?:PMID|PUBMED)\s*[:=]?\s*([1-9][0-9]{0,7})\b", text)


def labelled_pmcid(text: str) -> str:
    """The only PMCID that a note labels as one; blank if there is none, or several."""
    return _only(r"\bPMCID\s*[:=]?\s*(PMC[1-9][0-9]{0,8})\b", text)


def _only(pattern: str, text: str) -> str:
    """What a pattern finds in a text; blank if it finds nothing, or different things."""
    found = set(re.findall(pattern, text))
    return found.pop() if len(found) == 1 else ""


def pmid_of_address(text: str) -> str:
    """The PMID in the first address with one."""
    found = ADDRESSES["pmid"].search(text)
    return found["id"].lstrip("0") if found else ""


def pmcid_of_address(text: str) -> str:
    """The PMCID in the first address with one."""
    found = ADDRESSES["pmcid"].search(text)
    return f"PMC{found['id'].lstrip('0')}" if found else ""


def doi_of_address(text: str) -> str:
    """The DOI in the first address of doi.org."""
    found = ADDRESSES["doi"].search(text)
    return doi_in(text[found.start() :]) if found else ""


def identifiers_of(
    *,
    doi: Iterable[str] = (),
    pmid: Iterable[str] = (),
    pmcid: Iterable[str] = (),
    notes: Iterable[str] = (),
    links: Iterable[str] = (),
    addresses: Iterable[str] | None = None,
) -> dict[str, Any]:
    """A paper's identifiers and its web address, by columns of sources.csv.

    Args:
        doi: the fields for a DOI.
        pmid: the fields for a PMID.
        pmcid: the fields for a PMCID.
        notes: texts that may label a PMID or PMCID as one.
        links: addresses, which may contain any identifier.
        addresses: where to find the web address, if not in the links.
    """
    notes, links = list(notes), list(links)
    return {
        "doi": first_found(doi_in, doi) or first_found(doi_of_address, links),
        "pmid": first_found(pmid_in, pmid) or first_found(labelled_pmid, notes) or first_found(pmid_of_address, links),
        "pmcid": first_found(pmcid_in, pmcid)
        or first_found(labelled_pmcid, notes)
        or first_found(pmcid_of_address, links),
        "url": address_in(links if addresses is None else addresses),
    }


def first_found(find: Callable[[str], str], texts: Iterable[str]) -> str:
    """What is found in the first text that has it; blank if none has."""
    return next((found for text in texts if (found := find(text))), "")


def address_in(texts: Iterable[str]) -> str:
    """The first web address that is not just an identifier of the paper, which has a column of its own."""
    for text in texts:
        for found in _ADDRESS.finditer(text):
            address = found[0].rstrip(".,;")
            if not any(each.match(address) for each in ADDRESSES.values()):
                return address
    return ""
