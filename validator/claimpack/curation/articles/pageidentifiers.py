"""Reads from the head of a web page where the article itself is found, so that this is no citation in it."""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from claimpack.package.identifiers import identifiers_in

_NAMES = frozenset(
    "citation_doi bepress_citation_doi dc.identifier dc.identifier.doi prism.doi prism.url citation_pmid"  # noqa: SIM905
    " citation_public_url citation_fulltext_html_url citation_abstract_html_url og:url".split()
)


def own_identifiers(page: str) -> dict[str, str]:
    """The identifiers and addresses that a page names as its own, by their keys, each as an address.

    >>> own_identifiers('<meta name="citation_doi" content="10.1000/abc.1">')
    {'doi:10.1000/abc.1': 'https://doi.org/10.1000/abc.1'}
    """
    found: dict[str, str] = {}
    for node in LexborHTMLParser(page).css("meta[content], link[rel=canonical]"):
        value = _own(node.attributes)
        for each in identifiers_in(value)[:1]:
            addresses = {
                "doi": f"https://doi.org/{each.bare.lower()}",
                "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{each.bare}/",
            }
            found.setdefault(each.key, addresses.get(each.kind, value).strip())
    return found


def _own(given: Mapping[str, str | None]) -> str:
    """What a ``meta`` or ``link`` names as the page's own identifier or address; blank if it names none."""
    if given.get("rel"):
        return given.get("href") or ""
    name = (given.get("name") or given.get("property") or "").casefold()
    value = given.get("content") or ""
    if name not in _NAMES:
        return ""
    return f"PMID: {value}" if name == "citation_pmid" else value
