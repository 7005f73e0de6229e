"""Reads from the head of a web page where the article itself is found, so that this is no citation in it."""

from __future__ import annotations

import html
import re

from claimpack.package.identifiers import identifiers_in

_TAG = re.compile(r"<(?P<tag>meta|link)\s(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
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
    for tag in _TAG.finditer(page):
        value = _own(tag)
        for each in identifiers_in(value)[:1]:
            addresses = {
                "doi": f"https://doi.org/{each.bare.lower()}",
                "pmid": f"https://pubmed.ncbi.nlm.nih.gov/{each.bare}/",
            }
            found.setdefault(each.key, addresses.get(each.kind, value).strip())
    return found


def _own(tag: re.Match[str]) -> str:
    """What a tag names as the page's own identifier or address; blank if it names none."""
    given = {
        each[1].casefold(): html.unescape(each[2] or each[3] or each[4] or "")
        for each in _ATTRIBUTE.finditer(tag["rest"])
    }
    if tag["tag"].casefold() == "link":
        return given.get("href", "") if given.get("rel", "").casefold() == "canonical" else ""
    name = (given.get("name") or given.get("property") or "").casefold()
    value = given.get("content", "") if name in _NAMES else ""
    return f"PMID: {value}" if name == "citation_pmid" else value
