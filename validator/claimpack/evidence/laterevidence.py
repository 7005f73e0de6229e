"""Finds what later sources say about a claim: updates of the sources that it cites, and other later sources.

Of each later source, only the results nearest to the claim's scope count: those that differ from it in the fewest
respects, and primary analyses before others. They are judged like those of a cited source (``evidence/stance.py``),
with one exception: if the number shows neither, the source's words decide. A source whose words and number disagree
does not count.

- ``same`` or ``other_size``: one result agrees. It has another size if it has the same measure and direction as every
  older result that it can be compared with, and certainly differs from each (``evidence/effectdifference.py``).
- ``says_otherwise``: no result agrees, and the number or the words of one contradict the claim.
- ``shows_neither``: the interval includes both the claimed effect and no effect, and the words add nothing.
- ``reports_no_result``: the updated source has a result on this, and the update has no recorded one. Nobody knows
  whether the update looked at it, so this does not weaken the older result.

A claim of overall safety is compared with every serious outcome of an update, whatever the scopes. It only counts if
the outcome is increased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimpack.evidence.effectdifference import differs_in_size, effects_of, is_same_measure, z_of_difference
from claimpack.evidence.laterresults import WITH_LATER_RESULTS
from claimpack.evidence.matching import is_limited_claim
from claimpack.evidence.measures import PRIMARY
from claimpack.evidence.stance import Stance, words_for
from claimpack.evidence.strength import strength_of
from claimpack.wording import natural_order

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.evidence.matching import Match
    from claimpack.package.table import Record

Finds = Literal["says_otherwise", "other_size", "same", "shows_neither", "reports_no_result"]
Basis = Literal["number", "words", ""]

WITH_LATER_EVIDENCE = WITH_LATER_RESULTS | {"favourable"}
"""The directions of claims on which later evidence can say something."""

_StanceAndBasis = tuple[Stance, Basis]
"""What a result says of a claim, and whether its number or its words decide that."""

_FINDS: Mapping[Stance, Finds] = {"agrees": "same", "disputes": "says_otherwise", "neither": "shows_neither"}
"""What a later source finds, by what its results say; the first entry that applies to any of them decides."""

_AGAINST: Sequence[_StanceAndBasis] = (("neither", "number"), ("disputes", "words"), ("disputes", "number"))
"""What speaks against a claim, the weakest first."""

_OF_THE_WHOLE = frozenset({"increased", "decreased", "occurs"})
"""Directions that may be true of an outcome although they are not true of one of its parts."""


class LaterEvidence(NamedTuple):
    """What a later source finds on a claim."""

    source: Record
    """The later source, which the claim does not cite."""
    cited_source: Record | None
    """The source that it updates, of those that the claim cites; None if it is not an update."""
    finds: Finds
    estimates: Sequence[Record]
    """The estimates of the later source that decide this, by id; none if it reports no result."""
    basis: Basis
    """Whether their numbers (or p-values) or their words decide this; blank if it reports no result."""
    matches: Sequence[Match]
    """The same estimates as matches with the claim; none for a claim of overall safety."""
    earlier: Sequence[Record]
    """The nearest results of the updated source, or else of all cited sources, by id. For ``other_size`` only the
    result that the difference is measured from."""
    is_news: bool = True
    """Whether it speaks more strongly against the claim than every earlier result already does."""
    z: float | None = None
    """For ``other_size``: how many standard errors the two are apart, if they share no study."""
    is_direct: bool = False
    """Whether one of the estimates is about exactly the same as the claim."""
    is_weaker: bool = False
    """Whether it is not an update and is of a weaker type than a source that the claim cites."""


def later_evidence(evidence: Evidence, claim: Record) -> Sequence[LaterEvidence]:
    """What later sources find on a claim, by their ids; nothing for a claim that compares nothing.

    Of a chain of updates, the last one with a result counts. Sources that say nothing about the claim are left out.

    Args:
        evidence: the evidence of the claim's package.
        claim: a usable claim.

    Raises:
        TooMuch: if it takes more comparisons than the number of records allows.
        Unavailable: if a table that this needs could not be read.
    """
    if claim["effect_direction"] not in WITH_LATER_EVIDENCE:
        return ()
    found = evidence.later_evidence_found
    key = evidence.results_key(claim)
    if key not in found:
        find = _harm_found_later if claim["effect_direction"] == "favourable" else _find
        found[key] = find(evidence, claim)
    return found[key]


def _harm_found_later(evidence: Evidence, claim: Record) -> Sequence[LaterEvidence]:
    """The updates of a safety claim's sources that find an increase in a serious outcome, by their ids."""
    cited = {source.key: source for source in evidence.sources_of(claim)}
    is_news = not any(result.stance == "disputes" for result in evidence.results_on(claim))
    found: dict[str, LaterEvidence] = {}
    for source in cited.values():
        for name in evidence.source_ages.updates_of(source.key) - cited.keys() - evidence.withdrawn:
            results = [each for each in evidence.serious_results_of(name) if each.stance == "disputes"]
            if results:
                estimates = sorted((each.estimate for each in results), key=lambda each: natural_order(each.key))
                basis: Basis = "words" if all(each.basis == "words" for each in results) else "number"
                update = evidence.sources.by_id[name]
                found[name] = LaterEvidence(
                    update, source, "says_otherwise", estimates, basis, (), (), is_news, is_direct=True
                )
    return [found[name] for name in sorted(found, key=natural_order)]


def _find(evidence: Evidence, claim: Record) -> Sequence[LaterEvidence]:
    later, ages = evidence.later, evidence.source_ages
    updates, beside = later.of_updates(claim), later.beside(claim)
    if not (updates or beside or later.updates(claim)):
        return ()
    judged: dict[str, LaterEvidence] = {}
    for name, matches in (*beside.items(), *updates.items()):
        one = _judge(evidence, claim, name, matches, is_update=name in updates)
        if one is not None:
            judged[name] = one
    found = [each for name, each in judged.items() if ages.updates_of(name).isdisjoint(judged)]
    found += _without_result(evidence, claim, later.updates(claim), {*judged, *updates})
    return sorted(found, key=lambda each: natural_order(each.source.key))


def _judge(
    evidence: Evidence, claim: Record, name: str, matches: Iterable[Match], *, is_update: bool
) -> LaterEvidence | None:
    """What a later source finds, by its results that bear on a claim; None if they say nothing about it."""
    source = evidence.sources.by_id[name]
    judged = [(match, said) for match in matches if (said := _stance_on(evidence, claim, match)) is not None]
    if claim["effect_direction"] != "not_observed":  # an event in any part counts
        near = set(nearest([match for match, _ in judged]))
        judged = [each for each in judged if each[0] in near]
    chosen, finds, basis = _decided(judged)
    if not chosen:
        return None
    cited = _updated(evidence, claim, name) if is_update else evidence.sources_of(claim)
    earlier = _earlier(evidence, claim, cited)
    z, is_news = None, True
    if finds == "same":
        differs = _other_size(evidence, name, chosen, earlier)
        if differs is not None:
            finds, earlier, z = "other_size", [differs[0]], differs[1]
    else:
        said_before = [said for each in earlier if (said := _stance_on(evidence, claim, each)) is not None]
        is_news = _strength_against(said for _, said in judged) > _strength_against(said_before)
    return LaterEvidence(
        source,
        _with_result(cited, earlier) if is_update else None,
        finds,
        [match.estimate for match in chosen],
        basis,
        chosen,
        [match.estimate for match in earlier],
        is_news,
        z,
        any(_is_direct(evidence, claim, match, is_update=is_update) for match in chosen),
        not is_update and strength_of(source) < max(map(strength_of, cited), default=0),
    )


def _decided(judged: Sequence[tuple[Match, _StanceAndBasis]]) -> tuple[list[Match], Finds, Basis]:
    """The results that decide, what they find, and whether by number or words; no results if none decides."""
    for stance, found in _FINDS.items():
        deciding = [(match, basis) for match, (each, basis) in judged if each == stance]
        if deciding:
            basis: Basis = "number" if any(basis == "number" for _, basis in deciding) else "words"
            return sorted((match for match, each in deciding if each == basis), key=_id), found, basis
    return [], "same", ""


def _strength_against(said: Iterable[_StanceAndBasis]) -> int:
    """How strongly the strongest of these results speaks against a claim."""
    return max((_AGAINST.index(each) for each in said if each in _AGAINST), default=-1)


def nearest(matches: Sequence[Match]) -> list[Match]:
    """The matches whose scope differs from the claim's in the fewest respects; primary analyses before others."""
    distance = {match: _distance(match) for match in matches}
    least = min(distance.values(), default=None)
    return [match for match in matches if distance[match] == least]


def _distance(match: Match) -> tuple[int, bool]:
    differing = sum(word in ("broader", "narrower") for word in match.scope_relations)
    return differing, match.estimate["analysis"] not in PRIMARY


def _stance_on(evidence: Evidence, claim: Record, match: Match) -> _StanceAndBasis | None:
    """What a result says of a claim; None if that is not certain."""
    if match.is_of_all_kinds:
        return None
    estimate, direction = match.estimate, claim["effect_direction"]
    result = evidence.result_of(claim, match)
    stance = result.stance
    basis: Basis = "words" if result.basis == "words" else "number"
    if stance not in _FINDS:
        return None
    words = words_for(claim)
    if stance == "neither" and words is not None and estimate["reported_direction"] in words.dispute:
        stance, basis = "disputes", "words"
    if direction == "not_observed":
        is_of_more = "broader" in match.scope_relations or is_limited_claim(claim)
        is_seen_in_no_part = stance == "agrees" and match.outcome_relation != "equal"
        return None if is_of_more or is_seen_in_no_part or stance == "neither" else (stance, basis)
    is_of_a_part = match.outcome_relation == "narrower" and direction in _OF_THE_WHOLE
    return None if is_of_a_part and stance != "agrees" else (stance, basis)


def _is_direct(evidence: Evidence, claim: Record, match: Match, *, is_update: bool) -> bool:
    return evidence.result_of(claim, match).is_direct and (is_update or "unsaid" not in match.scope_relations)


def _updated(evidence: Evidence, claim: Record, name: str) -> list[Record]:
    ages = evidence.source_ages
    cited = [source for source in evidence.sources_of(claim) if name in ages.updates_of(source.key)]
    return sorted(cited, key=lambda source: natural_order(source.key))


def _earlier(evidence: Evidence, claim: Record, cited: Iterable[Record]) -> list[Match]:
    """The nearest results of these sources of a claim, by id."""
    names = {source.key for source in cited}
    return sorted(
        nearest(
            [
                match
                for match in evidence.bearing_on(claim)
                if match.estimate["source_id"] in names
                and not match.is_of_all_kinds
                and _reports_something(evidence, match.estimate)
            ]
        ),
        key=_id,
    )


def _reports_something(evidence: Evidence, estimate: Record) -> bool:
    columns = ("reported_direction", "events_intervention", "estimate", "p_value")
    return bool(evidence.shown_by(estimate)) or any(estimate[column] for column in columns)


def _with_result(cited: Sequence[Record], earlier: Iterable[Match]) -> Record:
    """The first source that has one of these results, or else the first source."""
    names = {match.estimate["source_id"] for match in earlier}
    return next((source for source in cited if source.key in names), cited[0])


def _other_size(
    evidence: Evidence, name: str, matches: Sequence[Match], earlier: Sequence[Match]
) -> tuple[Match, float | None] | None:
    """The older result that differs most from the later ones, with z; None unless all comparable pairs differ."""
    found: list[tuple[Match, float | None]] = []
    for one, other in _comparable(evidence, matches, earlier):
        effects = effects_of(one.estimate, other.estimate)
        if effects is None:
            continue
        share = evidence.source_ages.share_studies(name, other.estimate["source_id"])
        if not differs_in_size(*effects, share_studies=share):
            return None
        found.append((other, None if share else z_of_difference(*effects)))
    return max(found, key=lambda each: each[1] or 0.0) if found else None


def _comparable(
    evidence: Evidence, matches: Iterable[Match], earlier: Sequence[Match]
) -> Iterator[tuple[Match, Match]]:
    """Pairs of a later and an older result with the same measure that show the same, and not of a narrower outcome."""
    for one in matches:
        shown = evidence.shown_by(one.estimate)
        if shown not in ("more", "less") or one.outcome_relation == "narrower":
            continue
        for other in earlier:
            is_alike = other.outcome_relation != "narrower" and is_same_measure(one.estimate, other.estimate)
            if is_alike and evidence.shown_by(other.estimate) == shown:
                yield one, other


def _without_result(
    evidence: Evidence, claim: Record, updates: Iterable[str], reporting: set[str]
) -> Iterator[LaterEvidence]:
    """The last updates without a recorded result where the updated source has one."""
    ages, of_recorded = evidence.source_ages, evidence.with_recorded_estimates
    for name in updates:
        following = ages.updates_of(name)
        is_last = following.isdisjoint(reporting) and following.isdisjoint(of_recorded)
        if name in reporting or name not in of_recorded or not is_last:
            continue
        cited = _updated(evidence, claim, name)
        if any(not ages.updates_of(source.key).isdisjoint(reporting) for source in cited):
            continue  # an update between the two has a result
        earlier = [match for match in _earlier(evidence, claim, cited) if match.outcome_relation != "narrower"]
        if earlier:
            results = [match.estimate for match in earlier]
            source = evidence.sources.by_id[name]
            older = _with_result(cited, earlier)
            yield LaterEvidence(source, older, "reports_no_result", (), "", (), results)


def _id(match: Match) -> tuple[object, ...]:
    return natural_order(match.estimate["estimate_id"])
