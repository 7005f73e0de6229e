"""The forms of papers' identifiers, and how to find one in what people copy."""

from __future__ import annotations

import re

IDENTIFIERS = ("doi", "pmid", "pmcid")
"""The columns of a source with an identifier."""

FORMS = {
    "doi": re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\"<>]*[^\s\"<>.,;]|10\.[0-9]{4,9}/\S*[<>]\S*"),
    "pmid": re.compile(r"[1-9][0-9]{0,8}"),
    "pmcid": re.compile(r"PMC[1-9][0-9]{0,8}"),
}
"""The form of each kind of identifier."""

_AROUND = {
    "doi": re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?(?:doi: ?)?(?P<id>10\.\S+?)[.,;]?", re.IGNORECASE),
    "pmid": re.compile(
        r"(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/)?"
        r"(?:pmid)?:? ?(?P<id>[1-9][0-9]{0,8})(?:\.0+)?/?",
        re.IGNORECASE,
    ),
    "pmcid": re.compile(
        r"(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/)?"
        r"(?:pmcid:? ?)?(?P<id>PMC[1-9][0-9]{0,8})/?",
        re.IGNORECASE,
    ),
}
"""What is around an identifier where it is copied from a page or a reference."""


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
