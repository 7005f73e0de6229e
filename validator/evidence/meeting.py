"""Finds those of two sets of scopes that meet: in every respect equal, or one broader than the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

from validator.evidence.hierarchy import Hierarchy, Relation
from validator.evidence.scope import Comparisons, Scope, ScopeIndex


def meeting_scopes(
    left: Iterable[Scope], right: Collection[Scope], tree: Hierarchy, compared: Comparisons
) -> Iterator[tuple[Scope, Scope, tuple[Relation, ...]]]:
    """The pairs of a left and a right scope that meet, and how the right one stands to the left one.

    Args:
        left: some scopes.
        right: others, each once.
        tree: the hierarchy of the concepts in them.
        compared: counts what is looked at.

    Raises:
        TooMuch: if more are looked at than may be.
    """
    index = ScopeIndex(right, tree)
    for scope in left:
        for other, relations in index.meeting(scope, compared):
            yield scope, other, relations


def that_meet_any(
    scopes: Iterable[Scope], others: AbstractSet[Scope], tree: Hierarchy, compared: Comparisons
) -> set[Scope]:
    """Those of some scopes that meet at least one of the others.

    Args:
        scopes: some scopes.
        others: others.
        tree: the hierarchy of the concepts in them.
        compared: counts what is looked at.

    Raises:
        TooMuch: if more are looked at than may be.
    """
    index = ScopeIndex(others, tree)
    return {scope for scope in scopes if scope in others or any(True for _ in index.meeting(scope, compared))}
