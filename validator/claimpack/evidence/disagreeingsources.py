"""Finds cited sources that disagree with each other on an outcome.

Two results are compared if their outcome is the same and their scopes meet in every other respect. They are opposite if
one interval lies above no effect and the other below. They differ in size if they have the same measure and equal
scopes, their sources share no study, and they are more than 1.96 standard errors apart.
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
"""Measures of how often something happens. The other measures that compare say how high something is."""

FEW = 40
"""Up to 40 results on one scope are all compared with each other; of more, each is compared with the two extremes."""


class Disagreement(NamedTuple):
    """Two results of different sources that disagree. The first shows more of the outcome."""

    one: Record
    other: Record
    kind: Literal["opposite", "other_size"]
    is_equal: bool
    """Whether their scopes are equal."""
    z: float | None
    """How many standard errors they are apart; None if that is not known, or the sources share studies."""


_Key = tuple[str, frozenset[str]]
"""An outcome and two sources."""


class DisagreeingSources(NamedTuple):
    """The disagreements, and how many comparisons were made to find them."""

    by_pair: Mapping[_Key, Disagreement]
    """The most severe for each outcome and pair of sources."""
    compared: int

    def between(self, outcome: str, one: str, other: str) -> Disagreement | None:
        """The disagreement of two sources on an outcome, if there is one."""
        return self.by_pair.get((outcome, frozenset({one, other})))


class _Result(NamedTuple):
    estimate: Record
    source: str
    shown: str

    @property
    def middle(self) -> float:
        """Its effect on the scale of its measure; 0 if it is not known."""
        effect = effect_of(self.estimate)
        return effect.middle if effect else 0.0


def disagreeing_sources(evidence: Evidence) -> DisagreeingSources:
    """Compares what the cited sources of a package report on each outcome.

    Raises:
        TooMuch: if more has to be compared than the number of records allows.
        Unavailable: if a table that this needs could not be read.
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
    """The results of cited sources: by outcome and family of measures, then by scope."""
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
    """The pairs of results on one outcome to compare, and whether their scopes are equal."""
    for results in scopes.values():
        if len(results) > 1:
            yield from ((one, other, True) for one, other in _among(results))
    if len(scopes) < 2:  # noqa: PLR2004 - a pair
        return
    opposing = {scope: found for scope, results in scopes.items() if (found := _most_extreme(results))}
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


def _most_extreme(results: Sequence[_Result]) -> list[_Result]:
    """The most extreme results that show more, one for each source, and those that show less: a few of each."""
    found: list[_Result] = []
    for shown, sign in (("more", -1), ("less", 1)):
        there = [each for each in results if each.shown == shown]
        if len(there) > 1:
            there.sort(key=lambda each: (sign * each.middle, natural_order(each.estimate.key)))
        found += {each.source: each for each in reversed(there)}.values() if len(there) <= FEW else there[:FEW]
    return found


def _compared(evidence: Evidence, one: _Result, other: _Result, *, is_equal: bool) -> Disagreement | None:
    share = evidence.source_ages.share_studies(one.source, other.source)
    if is_another_time(one.estimate, other.estimate):
        return None
    is_alike = is_same_measure(one.estimate, other.estimate)
    if {one.shown, other.shown} == {"more", "less"}:
        more, less = (one, other) if one.shown == "more" else (other, one)
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
