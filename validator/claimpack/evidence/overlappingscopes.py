"""Finds those of two sets of scopes that meet: in every respect equal, or one broader than the other."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from claimpack.evidence.hierarchy import Hierarchy, Relation
from claimpack.evidence.relatedpairs import RelatedInAll
from claimpack.evidence.scope import SCOPE, Scope, inclusions


class MeetingScopes:
    """Gives the pairs of scopes that meet."""

    def __init__(
        self, left: Iterable[Iterable[Scope]], right: Iterable[Iterable[Scope]], tree: Hierarchy, records: int
    ) -> None:
        """Gets ready.

        Args:
            left: what may be on the left: some scopes, and others.
            right: and on the right.
            tree: the hierarchy of the concepts in them.
            records: how many records they are of, which limits what is compared.
        """
        here, there = (set(chain.from_iterable(scopes)) for scopes in (left, right))
        respects = [
            inclusions(tree, {scope[place] for scope in here}, {scope[place] for scope in there})
            for place in range(len(SCOPE))
        ]
        self._related = RelatedInAll(respects, records)

    def pairs(
        self, left: Iterable[Scope], right: Iterable[Scope]
    ) -> Iterable[tuple[Scope, Scope, tuple[Relation, ...]]]:
        """The pairs of a left and a right scope that meet, and how the left one relates to the right one.

        Args:
            left: some scopes, each once.
            right: others, each once.

        Raises:
            TooMuch: if with what was compared before more is compared than may be.
        """
        pairs: Iterable[Any] = self._related.pairs(list(left), list(right))
        return pairs
