"""Identifiers become the addresses that their registries give them."""

from __future__ import annotations

import csv
import re
from urllib.parse import unquote, urlsplit

import pytest
from claimpack.exports.identifiers import concept_iri, source_iris

from tests.edits import ROOT

OBO = "http://purl.obolibrary.org/obo/"
UNFIT = re.compile(r"""[\x00-\x20<>"{}|^`\\]""")
"""What may be in no IRI. Source: RFC 3987, section 2.2, and RFC 3986, appendix A."""


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        # the vocabularies' own
        ("mesh:D005334", "http://id.nlm.nih.gov/mesh/D005334"),
        ("MESH:D005334", "http://id.nlm.nih.gov/mesh/D005334"),
        ("HP:0001945", f"{OBO}HP_0001945"),
        ("hp:0001945", f"{OBO}HP_0001945"),
        ("MONDO:0004992", f"{OBO}MONDO_0004992"),
        ("NCIT:C9305", f"{OBO}NCIT_C9305"),
        ("ncit:C9305", f"{OBO}NCIT_C9305"),
        ("OAE:0000361", f"{OBO}OAE_0000361"),
        ("UBERON:0000955", f"{OBO}UBERON_0000955"),
        ("CHEBI:15377", f"{OBO}CHEBI_15377"),
        ("DOID:162", f"{OBO}DOID_162"),
        ("EFO:0000311", "http://www.ebi.ac.uk/efo/EFO_0000311"),
        # a resolver's, for any other
        ("meddra:10019211", "https://bioregistry.io/meddra:10019211"),
        ("omim:603903", "https://bioregistry.io/omim:603903"),
        ("orphanet:558", "https://bioregistry.io/orphanet:558"),
        ("icd11:1/2", "https://bioregistry.io/icd11:1/2"),
        ("x:a<b>", "https://bioregistry.io/x:a%3Cb%3E"),
        ("x:50%#1?", "https://bioregistry.io/x:50%25%231%3F"),
        ("x:ä", "https://bioregistry.io/x:%C3%A4"),
    ],
)
def test_a_curie_becomes_the_iri_of_its_vocabulary(curie: str, iri: str) -> None:
    assert concept_iri(curie) == iri


@pytest.mark.parametrize(
    ("identifiers", "iris"),
    [
        ({}, []),
        ({"doi": "10.1000/182"}, ["https://doi.org/10.1000/182"]),
        ({"pmid": "31989101"}, ["https://pubmed.ncbi.nlm.nih.gov/31989101"]),
        ({"pmcid": "PMC8522073"}, ["https://pmc.ncbi.nlm.nih.gov/articles/PMC8522073"]),
        (
            {"doi": "10.1000/182", "pmid": "1", "pmcid": "PMC2"},
            [
                "https://doi.org/10.1000/182",
                "https://pubmed.ncbi.nlm.nih.gov/1",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC2",
            ],
        ),
        # the percent-encoding that the DOI Handbook asks for, section 2.5.2.4
        ({"doi": "10.1000/a%b"}, ["https://doi.org/10.1000/a%25b"]),
        ({"doi": '10.1000/a"b'}, ["https://doi.org/10.1000/a%22b"]),
        ({"doi": "10.1000/a#b"}, ["https://doi.org/10.1000/a%23b"]),
        ({"doi": "10.1000/a b"}, ["https://doi.org/10.1000/a%20b"]),
        ({"doi": "10.1000/a?b"}, ["https://doi.org/10.1000/a%3Fb"]),
        ({"doi": "10.1000/a(b);c:d/e"}, ["https://doi.org/10.1000/a(b);c:d/e"]),
        (
            {"doi": "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"},
            ["https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2"],
        ),
    ],
)
def test_a_source_has_an_address_for_each_of_its_identifiers(identifiers: dict[str, str], iris: list[str]) -> None:
    assert source_iris(dict.fromkeys(("doi", "pmid", "pmcid")) | identifiers) == iris


@pytest.mark.parametrize("character", [chr(code) for code in range(0x21, 0x7F)])
def test_what_has_a_meaning_in_an_address_does_not_change_where_it_leads(character: str) -> None:
    (doi,) = source_iris({"doi": f"10.1000/a{character}b", "pmid": None, "pmcid": None})
    for iri in (doi, concept_iri(f"x:a{character}b"), concept_iri(f"HP:a{character}b")):
        assert not UNFIT.search(iri)
        parts = urlsplit(iri)
        assert (parts.query, parts.fragment) == ("", "")
        assert unquote(parts.path).endswith(f"a{character}b")


def test_all_of_ours_are_known_vocabularies() -> None:
    with (ROOT / "claims/concepts.csv").open(encoding="utf-8", newline="") as stream:
        curies = [item for row in csv.DictReader(stream) for item in row["same_as"].split(";") if item]
    assert len(curies) > 50
    assert [curie for curie in curies if "bioregistry" in concept_iri(curie)] == []
