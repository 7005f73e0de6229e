"""Makes ``claims.json``, one document with every claim and what it rests on; ``claims.schema.json`` is its schema.

Each record is in it once. Claims name passages, sources, estimates, concepts and caveats by their ids. Passages without
a claim are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from claimpack.exports.identifiers import prefix_iri
from claimpack.exports.packagerecords import Bundle
from claimpack.jsontext import json_array, json_text
from claimpack.report import Report
from claimpack.version import __version__

FILE = "claims.json"

CLAIMS_VERSION = "2.0"
"""The version of the document's form; ``schemas/README.md`` says what a minor version may change."""


BEGINNING = '{\n"claims_version":'


def pieces(bundle: Bundle) -> Iterator[str]:
    """The document's text, bit by bit: one record a line."""
    head = {
        "claims_version": CLAIMS_VERSION,
        "tool": {"name": "claimpack", "version": __version__},
        "package": bundle.identity(),
        "built_on": bundle.built_on,
        "validation": _validation(bundle.report),
        "prefixes": _prefixes(bundle),
    }
    yield "{\n"
    yield from (f"{json_text(name)}:{json_text(value)},\n" for name, value in head.items())
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "articles": bundle.articles(),
        "sources": bundle.sources(),
        "estimates": bundle.estimates_by_reference(),
        "concepts": bundle.concepts(),
        "passages": bundle.passages_of_claims(),
        "caveats": bundle.caveats.grouped(),
        "claims": bundle.claims_by_reference(),
    }
    before = ""
    for name, found in lists.items():
        yield f"{before}{json_text(name)}:"
        yield from json_array(found)
        before = ",\n"
    yield "\n}\n"


def _prefixes(bundle: Bundle) -> dict[str, str]:
    """The IRI of each prefix in ``same_as`` of the concepts."""
    curies = (curie for concept in bundle.concepts() for curie in concept["same_as"])
    return {prefix: prefix_iri(prefix) for prefix in sorted({curie.partition(":")[0] for curie in curies})}


def _validation(report: Report) -> dict[str, Any]:
    return {
        "rules_checked": len(report.checked),
        "rules_not_run": [{"rule": each.rule, "reason": each.reason} for each in report.idle],
        "rules_run_in_part": [{"rule": each.rule, "reason": each.reason} for each in report.in_part],
        "acknowledged": report.acknowledged,
        "unreviewed": report.unreviewed,
    }
