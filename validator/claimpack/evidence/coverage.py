"""Whether what a source studied covers what a claim is about."""

from claimpack.evidence.hierarchy import Hierarchy
from claimpack.package.tableschema import split_items

COVERING = ("intervention", "route", "population")
"""What a claim may take beyond its source."""

STUDIED = {"intervention": "intervention", "route": "routes", "population": "population"}
"""The column of a source that says what it studied, by that of a claim. Blank where that is not known."""


def is_part_of_what_was_studied(tree: Hierarchy, concept: str, cell: str) -> bool:
    """Whether a concept is a part only of what a source pooled.

    Args:
        tree: the hierarchy of concepts.
        concept: what a claim is about; blank for no restriction.
        cell: what the source studied: a concept or a list of them, or blank.
    """
    concepts = split_items(cell)
    if not concept or not concepts or not tree.covers(concepts, concept):
        return False
    return not all(tree.relation(concept, each) in ("equal", "broader") for each in concepts)
