"""Which of the sources that claims cite disagree with each other on an outcome.

Two results are compared where their outcome is the same and their scopes meet in every other respect. They are of
opposite direction if one interval excludes no effect on one side and the other on the other. They are of other size if
they are of the same measure on equal scopes, of sources that share no study, and more than 1.96 standard errors apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimpack.evidence.effectdifference import (
    differs_in_size,
    effect_of,
    effects_of,
    is_same_measure,
    z_of_difference,
)
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.measures import PRIMARY
from claimpack.evidence.relatedpairs import meeting_scopes
from claimpack.evidence.scope import SCOPE, Scope
from claimpack.evidence.sourceages import WITHDRAWN
from claimpack.wording import natural_order

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.package.table import Record

_OF_EVENTS = frozenset({"RR", "OR", "HR", "IRR", "RD", "IRD"})
"""Measures of how often something happens; the others that compare are of how high something is."""

FEW = 40
"""Up to 40 results on one scope are compared each with each; of more, each is compared with the two outermost."""


class Disagreement(NamedTuple):
    """Two results of different sources that disagree: first the one that shows more of the outcome."""

    one: Record
    other: Record
    kind: Literal["opposite", "other_size"]
    is_equal: bool
    """Whether they are about the very same."""
    z: float | None
    """How many standard errors they are apart; None where that is not known, or they share studies."""


_Key = tuple[str, frozenset[str]]
"""An outcome and two sources."""


class DisagreeingSources(NamedTuple):
    """The disagreements, and how many comparisons they are the outcome of."""

    by_pair: Mapping[_Key, Disagreement]
    """For each outcome and two sources the most severe."""
    compared: int

    def between(self, outcome: str, one: str, other: str) -> Disagreement | None:
        """Where two sources disagree on an outcome."""
        return self.by_pair.get((outcome, frozenset({one, other})))


class _Result(NamedTuple):
    estimate: Record
    source: str
    way: str
    """What it shows."""

    @property
    def middle(self) -> float:
        """Its effect on the scale of its measure, 0 where it is not known."""
        effect = effect_of(self.estimate)
        return effect.middle if effect else 0.0


def disagreeing_sources(evidence: Evidence) -> DisagreeingSources:
    """Compares what the cited sources of a package report on each outcome.

    Raises:
        TooMuch: if more has to be compared than the number of records allows.
        Unavailable: if a table that this rests on could not be read.
    """
    results = _by_family(evidence)
    found: dict[_Key, Disagreement] = {}
    compared = 0
    for scopes in results.values():
        for one, other, is_equal in _pairs(evidence, scopes):
            if one.source == other.source or evidence.source_ages.is_update(one.source, other.source):
                continue
            compared += 1
            new = _compared(evidence, one, other, is_equal=is_equal)
            if new is not None:
                key = new.one["outcome"], frozenset({one.source, other.source})
                found[key] = min(new, found.get(key, new), key=_most_severe)
    return DisagreeingSources(found, compared)


def _by_family(evidence: Evidence) -> dict[tuple[str, bool], dict[Scope, list[_Result]]]:
    """The results of cited sources by outcome and kind of measure, and among these by scope."""
    found: dict[tuple[str, bool], dict[Scope, list[_Result]]] = {}
    sources = evidence.sources.by_id
    cited = {name for name in evidence.times_cited if sources[name]["retraction_status"] not in WITHDRAWN}
    rows = evidence.estimates.rows("source_id", "analysis", "measure", *SCOPE)
    for estimate, (source, analysis, measure, *scope) in zip(evidence.estimates, rows, strict=True):
        shown = evidence.shown_by(estimate)
        if shown and source in cited and analysis in PRIMARY:
            family = scope[0], measure in _OF_EVENTS
            found.setdefault(family, {}).setdefault(Scope(*scope), []).append(_Result(estimate, source, shown))
    return found


def _pairs(evidence: Evidence, scopes: Mapping[Scope, list[_Result]]) -> Iterator[tuple[_Result, _Result, bool]]:
    """The results on one outcome that are compared, and whether they are on equal scopes."""
    for results in scopes.values():
        if len(results) > 1:
            yield from ((one, other, True) for one, other in _among(results))
    if len(scopes) < 2:  # noqa: PLR2004 - a pair
        return
    opposing = {scope: ways for scope, results in scopes.items() if (ways := _outermost_ways(results))}
    meeting = meeting_scopes([opposing], [opposing], evidence.concepts, len(evidence.estimates))
    for one, other, _ in meeting.pairs(opposing, opposing):
        if one < other:
            yield from ((left, right, False) for left, right in product(opposing[one], opposing[other]))


def _among(results: list[_Result]) -> Iterable[tuple[_Result, _Result]]:
    if len(results) <= FEW:
        return combinations(results, 2)
    ordered = sorted(results, key=lambda each: (each.middle, natural_order(each.estimate.key)))
    outer = ordered[0], ordered[-1]
    inner = ((end, each) for each in ordered[1:-1] for end in outer)
    return [outer, *inner]


def _outermost_ways(results: Sequence[_Result]) -> list[_Result]:
    """Of results that show more the farthest ones, one a source, and of those that show less: a few of each."""
    found: list[_Result] = []
    for way, sign in (("more", -1), ("less", 1)):
        there = [each for each in results if each.way == way]
        if len(there) > 1:
            there.sort(key=lambda each: (sign * each.middle, natural_order(each.estimate.key)))
        found += {each.source: each for each in reversed(there)}.values() if len(there) <= FEW else there[:FEW]
    return found


def _compared(evidence: Evidence, one: _Result, other: _Result, *, is_equal: bool) -> Disagreement | None:
    share = evidence.source_ages.share_studies(one.source, other.source)
    if is_another_time(one.estimate, other.estimate):
        return None
    is_alike = is_same_measure(one.estimate, other.estimate)
    if {one.way, other.way} == {"more", "less"}:
        more, less = (one, other) if one.way == "more" else (other, one)
        z = _z(more, less) if is_alike and not share else None
        return Disagreement(more.estimate, less.estimate, "opposite", is_equal, z)
    if share or not is_equal or not is_alike:
        return None
    effects = effects_of(one.estimate, other.estimate)
    if effects is None or not differs_in_size(*effects, share_studies=False):
        return None
    more, less = (one, other) if one.middle > other.middle else (other, one)
    return Disagreement(more.estimate, less.estimate, "other_size", is_equal, _z(more, less))


def _z(one: _Result, other: _Result) -> float | None:
    effects = effects_of(one.estimate, other.estimate)
    return effects and z_of_difference(*effects)


def _most_severe(found: Disagreement) -> tuple[object, ...]:
    ids = natural_order(found.one.key), natural_order(found.other.key)
    return found.kind != "opposite", not found.is_equal, -(found.z or 0.0), ids
