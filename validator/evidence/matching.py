"""Which estimates bear on which claims: of a source that the claim cites, on what the claim is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from validator.evidence.coverage import COVERING, STUDIED, is_part_of_what_was_studied
from validator.evidence.hierarchy import Hierarchy, Relation
from validator.evidence.scope import SCOPE, Comparisons, Scope, ScopeIndex, scope_of
from validator.evidence.usable import UsableRecords
from validator.package.table import Record

Standing = Literal["equal", "broader", "narrower", "unsaid", ""]
"""How an estimate's concept stands to a claim's; ``unsaid`` where the claim leaves it open and thereby takes over what
its source is about."""


class Match(NamedTuple):
    """An estimate that bears on a claim."""

    estimate: Record
    standing: tuple[Standing, ...]
    """How its concepts stand to the claim's, in the order of ``SCOPE``."""
    is_direct: bool
    """Whether the two are about the same, so that what the estimate shows it shows of the claim itself. An estimate of
    a subgroup of its source is not direct where the claim leaves that open."""
    is_of_all_kinds: bool
    """Whether the estimate's outcome is broader than the claim's and part of no other, such as adverse events, so that
    it says nothing of its parts."""


class MatchingEstimates:
    """Gives the estimates that bear on a claim."""

    def __init__(
        self, claims: UsableRecords, estimates: UsableRecords, sources: UsableRecords, tree: Hierarchy
    ) -> None:
        self._tree = tree
        self._sources = sources
        self._scopes: dict[str, dict[Scope, list[Record]]] = {}
        for estimate in estimates:
            by_scope = self._scopes.setdefault(estimate["source_id"], {})
            by_scope.setdefault(scope_of(estimate), []).append(estimate)
        self._indexes: dict[str, ScopeIndex] = {}
        self._known: dict[tuple[Scope, bool, str], list[Match]] = {}
        self._compared = Comparisons(len(claims) + len(estimates))
        self._of_a_part: dict[tuple[str, str, str], bool] = {}
        self._of_claim: dict[int, Sequence[Match]] = {}
        for claim in claims:
            scope, is_limited = scope_of(claim), is_limited_claim(claim)
            cited = [source for source in claim.items("source_ids") if source in self._scopes]
            found = [self._of_one_source(scope, is_limited, source) for source in cited]
            self._compared.found(sum(map(len, found)))
            if any(found):
                self._of_claim[claim.number] = (
                    found[0] if len(found) == 1 else [each for some in found for each in some]
                )

    def bearing_on(self, claim: Record) -> Sequence[Match]:
        """The estimates that bear on a claim, by the sources that it cites and then in the order of the file."""
        return self._of_claim.get(claim.number, ())

    def _of_one_source(self, scope: Scope, is_limited: bool, source: str) -> list[Match]:  # noqa: FBT001
        known = self._known.get((scope, is_limited, source))
        if known is None:
            known = self._known[scope, is_limited, source] = self._find(scope, is_limited, source)
        return known

    def _find(self, scope: Scope, is_limited: bool, source: str) -> list[Match]:  # noqa: FBT001
        if not scope.outcome:
            return []
        if source not in self._indexes:
            self._indexes[source] = ScopeIndex(self._scopes[source], self._tree)
        found = []
        for other, relations in self._indexes[source].meeting(scope, self._compared):
            standing = tuple(_standing(relation, name) for relation, name in zip(relations, scope, strict=True))
            is_direct = not is_limited and not {"broader", "narrower"} & set(standing)
            of_all_kinds = standing[0] == "broader" and self._tree.is_root(other.outcome)
            for estimate in self._scopes[source][other]:
                direct = is_direct and not self._is_of_a_part(estimate, source, standing)
                found.append(Match(estimate, standing, direct, of_all_kinds))
        return sorted(found, key=lambda match: match.estimate.number)

    def _is_of_a_part(self, estimate: Record, source: str, standing: Sequence[str]) -> bool:
        """Whether it is about a part only of what its source studied, where the claim leaves that open: a subgroup."""
        return any(
            standing[SCOPE.index(column)] == "unsaid" and self._is_part(column, estimate[column], source)
            for column in COVERING
        )

    def _is_part(self, column: str, concept: str, source: str) -> bool:
        studied = self._sources.by_id[source][STUDIED[column]]
        key = column, concept, studied
        if key not in self._of_a_part:
            self._of_a_part[key] = is_part_of_what_was_studied(self._tree, concept, studied)
        return self._of_a_part[key]


def is_limited_claim(claim: Record) -> bool:
    """Whether a claim limits itself to a severity, an onset or conditions."""
    return bool(claim["onset"] or claim["conditions"] or claim["severity"] not in ("", "any"))


def _standing(relation: Relation, claimed: str) -> Standing:
    return "unsaid" if relation == "narrower" and not claimed else relation
