"""Whether what a source studied covers what a claim is about."""

from __future__ import annotations

from collections.abc import Mapping

from validator.evidence.hierarchy import Hierarchy
from validator.package.tableschema import split_items

COVERING = ("intervention", "route", "population")
"""What a claim may take beyond its source: the columns of a claim; a source lists its routes in ``routes``."""


def studied(source: Mapping[str, str], column: str) -> list[str]:
    """The concepts that a source studied; empty if that is not known.

    Args:
        source: a row of sources.csv.
        column: one of ``COVERING``.
    """
    return split_items(source["routes"]) if column == "route" else [source[column]] * (source[column] != "")


def narrower_than_source(claim: Mapping[str, str], source: Mapping[str, str], tree: Hierarchy) -> str:
    """The first column in which a claim is about a part only of what its source pooled; blank if there is none.

    Args:
        claim: a row of claims.csv.
        source: a row of sources.csv.
        tree: the hierarchy of concepts.
    """
    for column in COVERING:
        concepts = studied(source, column)
        if not claim[column] or not concepts or not tree.covers(concepts, claim[column]):
            continue
        if not all(tree.relation(claim[column], concept) in ("equal", "broader") for concept in concepts):
            return column
    return ""
