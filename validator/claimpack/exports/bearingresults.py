"""The results that bear on a claim, of its sources and of later ones, and what each says of the claim."""

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
"""What a later source finds, if the evidence has another word for it."""


class Bearing(NamedTuple):
    """How an estimate bears on a claim; equal for claims on which it bears in the same way."""

    number: int
    stance: str
    decided_by: str
    """Blank if it says nothing of the claim."""
    is_direct: bool
    scope_relations: tuple[str, ...]
    """How its concepts relate to the claim's; empty where it counts whatever it is about."""

    def members(self) -> dict[str, Any]:
        """Its members in ``claim.schema.json``, apart from those of the estimate."""
        scope = dict(zip(SCOPE, self.scope_relations, strict=True)) if self.scope_relations else None
        return {
            "stance": self.stance,
            "decided_by": self.decided_by or None,
            "is_direct": self.is_direct,
            "scope": {column: scope[column] for column in CONCEPT_COLUMNS} if scope else None,
        }


class Later(NamedTuple):
    """What a later source finds on a claim; equal for claims on which it finds the same."""

    source_id: str
    updates: str
    finds: str
    decided_by: str
    is_direct: bool
    is_weaker: bool
    estimates: tuple[Bearing, ...]

    def members(self) -> dict[str, Any]:
        """Its members in ``claim.schema.json``, apart from the source and the estimates."""
        members = self._asdict()
        del members["source_id"], members["estimates"]
        return members | {"updates": self.updates or None, "decided_by": self.decided_by or None}


def bearing_on(evidence: Evidence, claim: Record) -> list[Bearing]:
    """The results of the cited sources that bear on a claim, in the order of the file.

    A result on all kinds of harm together says nothing of one kind. For a claim of overall safety, results on serious
    outcomes that say otherwise are included, whatever they are about.
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
    if not results:  # on a claim of overall safety, serious outcomes bear whatever their scope
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
