"""Which results of later sources bear on a claim: of updates of what it cites, and of others beside it.

An update is held to the claim's scope as the claim has it, since it answers the question of the source that it updates.
Another source is not: what the claim leaves open it takes over from the sources that it cites, the intervention has to
be said on both sides or on neither, and the outcome is the claim's, the next broader or a next narrower one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from claimpack.evidence.coverage import STUDIED
from claimpack.evidence.directions import COMPARATIVE
from claimpack.evidence.matching import Match, MatchingEstimates
from claimpack.evidence.relatedpairs import RelatedInAll
from claimpack.evidence.scope import LIMITS, SCOPE, Scope, inclusions, scope_of
from claimpack.evidence.sourceages import WITHDRAWN, is_later
from claimpack.evidence.strength import strength_of
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.wording import natural_order

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.package.table import Record

HELD_AGAINST_LATER = COMPARATIVE | {"occurs", "not_observed"}
"""The directions of claims that a later result can bear out or not."""

_Kind = tuple[object, ...]
"""What an estimate comes to: of those of one scope and kind, that of the newest source stands for the others."""

_Newest = tuple[str, int, tuple[object, ...], str]
"""When a source was issued, its size, and its id, which sorts those that are alike in both."""


class LaterResults:
    """Gives the results of later sources that bear on a claim.

    Other sources than updates are not all looked at: of those whose estimates show the same on one scope, the newest
    stands for them, the larger one if there are two.
    """

    def __init__(self, evidence: Evidence) -> None:
        """Finds all of them.

        Raises:
            TooMuch: if they are more than so many records may have.
            Unavailable: if a table that they rest on could not be read.
        """
        self._evidence = evidence
        self._ages = evidence.source_ages
        self._scopes: dict[tuple[Scope, str], Scope] = {}
        claims = [
            claim
            for claim in evidence.claims.where("effect_direction", HELD_AGAINST_LATER)
            if claim["outcome"] and claim["source_ids"]
        ]
        self._updates = {claim.number: self._updates_of(claim) for claim in claims}
        self._of_updates = self._matching(
            _Asked([(claim, scope_of(claim), updates) for claim in claims if (updates := self._updates[claim.number])])
        )
        self._beside = self._matching(_Asked(list(self._asked_beside(claims))))

    def updates(self, claim: Record) -> Sequence[str]:
        """The sources that update one that a claim cites, without those that it cites itself."""
        return self._updates.get(claim.number, ())

    def of_updates(self, claim: Record) -> Mapping[str, Sequence[Match]]:
        """What updates of the sources that a claim cites report on what it is about, by the update."""
        return _by_source(self._of_updates.bearing_on(claim))

    def beside(self, claim: Record) -> Mapping[str, Sequence[Match]]:
        """What other sources, later than all that a claim cites, report on what it is about."""
        return _by_source(
            match
            for match in self._beside.bearing_on(claim)
            if bool(match.estimate["intervention"]) == bool(self._scope_beside(claim).intervention)
        )

    def _matching(self, asked: _Asked) -> MatchingEstimates:
        evidence = self._evidence
        return MatchingEstimates(asked, evidence.estimates, evidence.sources, evidence.concepts)

    def _updates_of(self, claim: Record) -> list[str]:
        cited = claim.items("source_ids")
        found = frozenset[str]().union(*map(self._ages.updates_of, cited)) - set(cited)
        return sorted((name for name in found if self._speaks(name)), key=natural_order)

    def _speaks(self, name: str) -> bool:
        source = self._evidence.sources.by_id.get(name)
        return source is not None and source["retraction_status"] not in WITHDRAWN

    def _asked_beside(self, claims: Iterable[Record]) -> Iterator[tuple[Record, Scope, Sequence[str]]]:
        """Each claim beside which others stand that may be later, with the scope in which they are asked."""
        dates = {claim.number: self._dates_cited(claim) for claim in claims}
        dated = [claim for claim in claims if dates[claim.number]]
        by_scope = self._newest_by_scope(dated)
        for claim in dated:
            scope = self._scope_beside(claim)
            cited = claim.items("source_ids")
            names = {
                name
                for issued, _, _, name in by_scope.get(scope, ())
                if all(is_later(issued, each) for each in dates[claim.number])
            }
            names -= {*cited, *self._updates[claim.number]}
            if names:
                yield claim, scope, sorted(names, key=natural_order)

    def _dates_cited(self, claim: Record) -> list[str]:
        return [issued for name in claim.items("source_ids") if (issued := self._ages.issued.get(name))]

    def _scope_beside(self, claim: Record) -> Scope:
        """A claim's scope; what it leaves open is what all its sources studied, if that is one and the same."""
        scope, cited = scope_of(claim), claim["source_ids"]
        if (scope, cited) not in self._scopes:
            sources = self._evidence.sources_of(claim)
            for column in SCOPE[1:]:
                studied = {source[STUDIED.get(column, column)] for source in sources}
                [concept, *others] = studied or {""}
                if not scope[SCOPE.index(column)] and not others and LIST_DELIMITER not in concept:
                    scope = scope._replace(**{column: concept})
            self._scopes[scope_of(claim), cited] = scope
        return self._scopes[scope_of(claim), cited]

    def _newest_by_scope(self, claims: Iterable[Record]) -> dict[Scope, list[_Newest]]:
        """For each scope that is asked about, the newest sources: one for each kind of result on it and near it."""
        asked = {self._scope_beside(claim) for claim in claims}
        found: dict[Scope, dict[_Kind, _Newest]] = {}
        reported = self._reported()
        tree = self._evidence.concepts
        records = len(self._evidence.claims) + len(self._evidence.estimates)
        respects = [
            inclusions(tree, {scope[place] for scope in asked}, {scope[place] for scope in reported})
            for place in range(len(SCOPE))
        ]
        respects[0] = {
            one: {other: how for other, how in near.items() if tree.is_next_to(one, other)}
            for one, near in respects[0].items()
        }
        related = RelatedInAll(respects, records)
        for one, two, standing in related.pairs(list(asked), list(reported)):
            scope, other = Scope(*one), Scope(*two)
            of_all_kinds = standing[0] == "narrower" and tree.is_root(other.outcome)
            if of_all_kinds or bool(scope.intervention) != bool(other.intervention):
                continue
            is_equal = all(word == "equal" for word in standing)
            kinds = found.setdefault(scope, {})
            for kind, newest in reported[other].items():
                key = is_equal, *kind
                kinds[key] = max(newest, kinds.get(key, newest))
        return {scope: sorted(set(kinds.values())) for scope, kinds in found.items()}

    def _reported(self) -> dict[Scope, dict[_Kind, _Newest]]:
        """What the estimates of dated sources are on, and the newest source for each kind of result on that."""
        evidence, found = self._evidence, dict[Scope, dict[_Kind, _Newest]]()
        newest_of: dict[str, _Newest] = {}
        strength: dict[str, int] = {}
        for source in evidence.sources:
            if source["issued_on"] and self._speaks(source.key):
                size = int(source["population_size"] or 0)
                newest_of[source.key] = source["issued_on"], size, natural_order(source.key), source.key
                strength[source.key] = strength_of(source)
        for estimate in evidence.estimates:
            name = estimate["source_id"]
            if name not in newest_of:
                continue
            has_events = estimate["events_intervention"].strip("0") != ""
            shown, words = evidence.shown_by(estimate), estimate["reported_direction"]
            if shown or words or has_events:
                key = strength[name], shown, words, has_events
                kinds = found.setdefault(scope_of(estimate), {})
                kinds[key] = max(newest_of[name], kinds.get(key, newest_of[name]))
        return found


class _Question(NamedTuple):
    claim: Record
    scope: Scope
    sources: Sequence[str]


class _Asked:
    """Claims as if they cited other sources, and perhaps had another scope."""

    def __init__(self, asked: Sequence[tuple[Record, Scope, Sequence[str]]]) -> None:
        self._asked = [_Question(*each) for each in asked]
        self.numbers = [each.claim.number for each in self._asked]

    def __len__(self) -> int:
        return len(self._asked)

    def cells(self, column: str) -> list[str]:
        """What stands in a column of them."""
        if column == "source_ids":
            return [LIST_DELIMITER.join(each.sources) for each in self._asked]
        if column in LIMITS:
            return [each.claim[column] for each in self._asked]
        place = SCOPE.index(column)
        return [each.scope[place] for each in self._asked]


def _by_source(matches: Iterable[Match]) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.estimate["source_id"], []).append(match)
    return found
