"""Finds those of two sets of scopes that meet: in every respect equal, or one broader than the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from validator.evidence.hierarchy import Hierarchy, Relation
from validator.evidence.scope import Comparisons, Scope, ScopeIndex, standing

_FEW = 4
"""So many scopes are gone through sooner than an index of them is made."""


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
    index = ScopeIndex(right, tree) if len(right) > _FEW else None
    for scope in left:
        if index is not None:
            yield from ((scope, other, relations) for other, relations in index.meeting(scope, compared))
            continue
        compared.looked(len(right))
        for other in right:
            relations = standing(other, scope, tree)
            if relations is not None:
                yield scope, other, relations
