"""Finds syntheses that cite sources from which nothing is recorded on what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.relatedpairs import meeting_scopes
from claimpack.evidence.scope import Scope, scope_of
from claimpack.package.tableschema import split_items

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.evidence.usable import UsableRecords
    from claimpack.package.table import Record

_Summary = tuple["Record", Scope, list[str]]
"""A synthesis, its scope, and sources that it cites."""


class Summaries(NamedTuple):
    """The syntheses that say something about an outcome, and what they sum up."""

    looked_at: int
    """How many sources they cite, each counted once for a synthesis."""
    lacking: Mapping[int, list[str]]
    """By the number of the claim, the sources from which nothing is recorded on what it says; in file order."""


def summaries(evidence: Evidence) -> Summaries:
    """Looks for what each synthesis sums up: an estimate, a claim of another type, or a relation with a note."""
    every = list(_summaries(evidence))
    rest = list(_not_supported_by_records(evidence, every))
    supported = _supported_by_claims(evidence, rest)
    found = {
        claim.number: lacking
        for claim, scope, sources in rest
        if (lacking := [source for source in sources if scope not in supported[source]])
    }
    return Summaries(sum(len(sources) for _, _, sources in every), found)


def _summaries(evidence: Evidence) -> Iterator[_Summary]:
    """Each synthesis that says something of an outcome, with the identified sources that it cites."""
    claims, lost = evidence.claims, _lost(evidence)
    columns = map(claims.cells, ("claim_type", "outcome", "effect_direction"))
    for number, kind, outcome, direction in zip(claims.numbers, *columns, strict=True):
        if kind == "synthesis" and outcome and direction in OF_AN_EFFECT:
            claim = claims.table.record(number)
            if lost.isdisjoint(claim.items("source_ids")) and not evidence.may_lack_estimates(claim):
                cited = evidence.sources_of(claim)
                identified = [source["source_id"] for source in cited if source["status"] == "identified"]
                yield claim, scope_of(claim), identified


def _lost(evidence: Evidence) -> AbstractSet[str]:
    """The cited sources that a claim or relation which was left out may support."""
    claims = evidence.claims
    if evidence.relations.unusable:
        return evidence.times_cited.keys()
    written = claims.table.written("source_ids")
    if not any(written[record] for record in claims.unusable):
        return frozenset()
    return claims.named_by_unusable(["source_ids"], evidence.times_cited)


def _not_supported_by_records(evidence: Evidence, summaries: Iterable[_Summary]) -> Iterator[_Summary]:
    """The syntheses with those of their sources that neither an estimate nor a relation supports."""
    restated = _sources_of_restated(evidence)
    for claim, scope, sources in summaries:
        support = {match.estimate["source_id"] for match in evidence.bearing_on(claim)}
        support |= restated.get(claim["claim_id"], set())
        if not support.issuperset(sources):
            yield claim, scope, [source for source in sources if source not in support]


def _sources_of_restated(evidence: Evidence) -> dict[str, set[str]]:
    """For each claim the sources of the claims that it sums up or restates by a relation with a note."""
    found: dict[str, set[str]] = {}
    claims = evidence.claims.by_id
    for relation in evidence.relations:
        target = claims.get(relation["target_claim_id"])
        if target and relation["relation"] in ("restates", "summarises") and relation["note"].strip():
            found.setdefault(relation["claim_id"], set()).update(target.items("source_ids"))
    return found


def _supported_by_claims(evidence: Evidence, summaries: Iterable[_Summary]) -> dict[str, set[Scope]]:
    """For each source the scopes of syntheses that meet the scope of another claim that cites it."""
    asked: dict[str, set[Scope]] = {}
    for _, scope, sources in summaries:
        for source in sources:
            asked.setdefault(source, set()).add(scope)
    others = _scopes_by_source(evidence.claims, asked.keys())
    meeting = meeting_scopes(asked.values(), others.values(), evidence.concepts, len(evidence.claims))
    supported = {source: scopes & others[source] for source, scopes in asked.items()}
    for source, scopes in supported.items():
        scopes.update(scope for scope, _, _ in meeting.pairs(asked[source] - scopes, others[source]))
    return supported


def _scopes_by_source(claims: UsableRecords, sources: AbstractSet[str]) -> dict[str, set[Scope]]:
    """For each of these sources the scopes of the claims other than syntheses that cite it."""
    found: dict[str, set[Scope]] = {source: set() for source in sources}
    asked_in = cache(lambda cell: [source for source in split_items(cell) if source in sources])
    columns = map(claims.cells, ("claim_type", "outcome", "source_ids"))
    for number, kind, outcome, cell in zip(claims.numbers, *columns, strict=True):
        if kind != "synthesis" and outcome and cell:
            for source in asked_in(cell):
                found[source].add(scope_of(claims.table.record(number)))
    return found
