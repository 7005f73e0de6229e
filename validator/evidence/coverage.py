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


def is_part_of_what_was_studied(concept: str, source: Mapping[str, str], column: str, tree: Hierarchy) -> bool:
    """Whether a concept is a part only of what a source pooled.

    Args:
        concept: what a claim is about; blank for no restriction.
        source: a row of sources.csv.
        column: one of ``COVERING``.
        tree: the hierarchy of concepts.
    """
    concepts = studied(source, column)
    if not concept or not concepts or not tree.covers(concepts, concept):
        return False
    return not all(tree.relation(concept, each) in ("equal", "broader") for each in concepts)
