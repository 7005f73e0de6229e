"""Which results bear on a claim and what each says of it: those of its sources, and those of later ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from claimpack.evidence.evidence import Evidence
from claimpack.evidence.laterevidence import LaterEvidence, later_evidence
from claimpack.evidence.scope import SCOPE
from claimpack.evidence.stance import Result
from claimpack.package.claimrecord import CONCEPT_COLUMNS
from claimpack.package.table import Record

STANCES: Mapping[str, str] = {
    "agrees": "supports",
    "disputes": "disputes",
    "neither": "shows_neither",
    "inconsistent": "inconsistent",
    "": "says_nothing",
}

_FINDS = {"same": "agrees"}
"""What later evidence finds, where the evidence calls it otherwise."""


class Bearing(NamedTuple):
    """How an estimate bears on a claim; the same for all claims on which it bears alike."""

    number: int
    stance: str
    decided_by: str
    """Blank if it says nothing of the claim."""
    is_direct: bool
    scope_relations: tuple[str, ...]
    """How its concepts relate to the claim's; empty where it counts whatever it is about."""

    def members(self) -> dict[str, Any]:
        """What ``claim.schema.json`` has of it beside the estimate itself."""
        scope = dict(zip(SCOPE, self.scope_relations, strict=True)) if self.scope_relations else None
        return {
            "stance": self.stance,
            "decided_by": self.decided_by or None,
            "is_direct": self.is_direct,
            "scope": {column: scope[column] for column in CONCEPT_COLUMNS} if scope else None,
        }


class Later(NamedTuple):
    """What a later source finds on a claim; the same for all claims on which it finds it alike."""

    source_id: str
    updates: str
    finds: str
    decided_by: str
    is_direct: bool
    is_weaker: bool
    estimates: tuple[Bearing, ...]

    def members(self) -> dict[str, Any]:
        """What ``claim.schema.json`` has of it beside the source and the estimates."""
        members = self._asdict()
        del members["source_id"], members["estimates"]
        return members | {"updates": self.updates or None, "decided_by": self.decided_by or None}


def bearing_on(evidence: Evidence, claim: Record) -> list[Bearing]:
    """What the sources that a claim cites report on it, in the order of the file.

    Results of all kinds of harm together say nothing of one of them. Of a claim of overall safety, serious outcomes
    that it is held against are there too if they say otherwise, whatever they are about.
    """
    found = {
        match.estimate.number: Bearing(match.estimate.number, STANCES[""], "", match.is_direct, match.scope_relations)
        for match in evidence.bearing_on(claim)
    }
    for result in evidence.results_on(claim):
        number = result.estimate.number
        if result.match is not None:
            found[number] = _of_result(result, result.match.scope_relations)
        elif result.stance:
            there = found.get(number)
            found[number] = _of_result(result, there.scope_relations if there else ())
    return [found[number] for number in sorted(found)]


def later_on(evidence: Evidence, claim: Record) -> list[Later]:
    """What later sources find on a claim, by their ids."""
    return [_later(evidence, claim, each) for each in later_evidence(evidence, claim)]


def _of_result(result: Result, scope_relations: tuple[str, ...]) -> Bearing:
    decided_by = result.basis if result.stance else ""
    return Bearing(result.estimate.number, STANCES[result.stance], decided_by, result.is_direct, scope_relations)


def _later(evidence: Evidence, claim: Record, later: LaterEvidence) -> Later:
    results = [_of_result(evidence.result_of(claim, match), match.scope_relations) for match in later.matches]
    if not results:  # of a claim of overall safety, which serious outcomes bear on whatever the scopes
        named = {estimate.number for estimate in later.estimates}
        harms = evidence.serious_results_of(later.source.key)
        results = [_of_result(each, ()) for each in harms if each.estimate.number in named]
    return Later(
        later.source.key,
        later.cited_source.key if later.cited_source is not None else "",
        _FINDS.get(later.finds, later.finds),
        later.basis,
        later.is_direct,
        later.is_weaker,
        tuple(results),
    )
