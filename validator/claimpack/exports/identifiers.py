"""Makes web addresses from identifiers: DOI, PMID, PMCID, and CURIEs of open vocabularies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

_OBO = "http://purl.obolibrary.org/obo/"
_VOCABULARIES = {
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "efo": "http://www.ebi.ac.uk/efo/EFO_",
    **{name.casefold(): f"{_OBO}{name}_" for name in ("HP", "MONDO", "NCIT", "OAE", "UBERON", "CHEBI", "DOID")},
}
"""The beginning of the IRIs of each vocabulary, by the prefix of its CURIEs."""

_SOURCES = {
    "doi": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/",
}


def concept_iri(curie: str) -> str:
    """The IRI of a concept in its vocabulary; that of Bioregistry if the vocabulary is not known here.

    >>> concept_iri("MONDO:0004992")
    'http://purl.obolibrary.org/obo/MONDO_0004992'
    >>> concept_iri("meddra:10019211")
    'https://bioregistry.io/meddra:10019211'
    """
    prefix, _, identifier = curie.partition(":")
    return prefix_iri(prefix) + quote(identifier, safe=":/")


def prefix_iri(prefix: str) -> str:
    """The beginning of an IRI that replaces the prefix of a CURIE and its colon.

    >>> prefix_iri("HP")
    'http://purl.obolibrary.org/obo/HP_'
    >>> prefix_iri("meddra")
    'https://bioregistry.io/meddra:'
    """
    return _VOCABULARIES.get(prefix.casefold()) or f"https://bioregistry.io/{quote(prefix)}:"


def source_iris(source: Mapping[str, str | None]) -> list[str]:
    """The web addresses of a source's DOI, PMID and PMCID, if it has them.

    >>> source_iris({"doi": "10.1000/a<b>", "pmid": None, "pmcid": "PMC7"})
    ['https://doi.org/10.1000/a%3Cb%3E', 'https://pmc.ncbi.nlm.nih.gov/articles/PMC7']
    """
    found = ((start, source[name]) for name, start in _SOURCES.items())
    return [start + quote(identifier, safe="/:;()") for start, identifier in found if identifier]


def address_iri(address: str) -> str:
    """A web address as an IRI: characters that are not allowed are percent-encoded, letters of all scripts are allowed.

    >>> address_iri('https://example.org/ärzte?q="a"')
    'https://example.org/ärzte?q=%22a%22'
    """
    return re.sub(r'[\x00-\x20\x7f<>"{}|\\^`]', lambda found: quote(found[0]), address)
