"""A claim takes "no effect was shown" to mean "there is no effect".

## What it checks

Three kinds of claims of safety.

**No increase, no decrease, or no difference.** The source's 95 % interval includes no effect, but also a rise by a
quarter or more (a ratio of 1.25, a standardised mean difference of 0.5) or a fall by a fifth. Then it has not excluded
what the claim denies.

- An outcome's own `margin` replaces the quarter and the fifth. Of a `desirable` outcome, the fall counts as the harm.
- It is a note if the claim only says that there is no difference, or if another direct result of its sources, after the
  claim's own follow-up time, excludes as much.
- A subgroup or another analysis is not reported beside a result on all people that leaves something open as well.
- If the risk of the control group is known, by its counts or `control_risk`, the message says how many people this is.
  If nobody in the control group had the outcome, it is the number that the exact interval of the other group allows.
  Fewer than 1 in 1,000 is a note, and so is a smaller ratio that means 20 in 1,000 or more.
- Intervals of other levels are judged as if they were at 95 %. If only the other limit is printed, this one is taken to
  be equally far from the estimate, and it is a note. If no interval is printed, the rule uses the one that the p-value
  beside the estimate gives, or else the counts of one study.
- The risk of the control group turns a risk difference into a ratio. If that risk is not known, 20 more in 1,000 is a
  note. A risk ratio of the people without the outcome needs the risk of the control group.
- A p-value alone does not say how large an effect is still possible. That is a note, unless the claim only reports the
  study.
- A difference of means is compared with half a standard deviation, which the interval and the people of both arms give
  for a single study. It is a note, since adjustment for a baseline makes the standard deviation too small. From a whole
  one on it counts for the verdict. For a pooled difference of means, the unit alone does not say how much matters.

**No events in a group that was counted.** By the rule of three, up to 3 in n people may still have them. If that is
below the risk of the control group, there is no problem. It is a note if the claim only says that there is no
difference.

**Something was never seen among a stated number of people.** The same applies, as a note, since readers may take the
fact for more than it is. Above 30,000 people nothing is reported: the outcome is then very rare (under 1 in 10,000).

## Why it matters

Absence of evidence is not evidence of absence. Readers of "no increased risk" should know whether a risk that is half
as high again has been ruled out.

## Fails

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.60,1.84
```

## Passes

```csv estimates
estimate_id,estimate,ci_low,ci_high
E1,1.05,0.90,1.22
```

## How to fix

If the article's words are more careful than the record, correct `effect_direction`. Otherwise acknowledge the problem
and say what the interval still allows. Apps will show that beside the claim.

## Source

Altman and Bland 1995, https://doi.org/10.1136/bmj.311.7003.485; a quarter as appreciable harm: GRADE guidelines 6,
https://doi.org/10.1016/j.jclinepi.2011.01.012; the rule of three: Hanley and Lippman-Hand 1983,
https://doi.org/10.1001/jama.1983.03330370053031; people from ratios: Cochrane Handbook, chapter 15,
https://training.cochrane.org/handbook/current/chapter-15; very rare: CIOMS Working Group III, 1995.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from claimpack.evidence.absence import (
    LARGE_IN_DEVIATIONS,
    MANY_PER_THOUSAND,
    SLIGHT_PER_THOUSAND,
    Limit,
    denied_limit,
    highest_risk_after_none,
    highest_risk_after_none_in_words,
)
from claimpack.evidence.absoluterisk import control_risk
from claimpack.evidence.counts import COUNTS
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.matching import Match
from claimpack.evidence.measures import REVERSED
from claimpack.evidence.phrasing import compared_values, effect_in_words, effect_values, scope_values
from claimpack.evidence.showneffect import has_interval_or_p
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out

SEVERITY = "warning"

_ENOUGH = 30_000
"""With this many people and no event, the rate is at most 1 in 10,000."""

_DENIALS = ("no_increase", "no_decrease", "no_difference", "not_observed")
_OPPOSITE = {"no_increase": "less", "no_decrease": "more"}
"""What a result shows if it excludes everything that the claim denies."""

_NO_LIMIT = "whose estimate has no limit on the side that is denied"
_NO_WEIGHT = "whose number does not say how large a difference matters"
_WHY_UNKNOWN = (_NO_LIMIT, _NO_WEIGHT)
_WITH_A_LIMIT = ("RR", "OR", "HR", "IRR", "ROM", "SMD")
_HINT = "Acknowledge it with what is still possible, unless the article's words are more careful than the record."


def check(package: Package) -> Iterator[Observation]:
    """Finds what the numbers behind each denial still allow."""
    evidence = evidence_of(package)
    evidence.matching  # noqa: B018 - raises if it is not available
    yield from left_out(evidence.claims, evidence.estimates)
    unknown: Counter[str] = Counter()
    limit_of = cache(partial(_limit, evidence))
    for claim in evidence.claims.where("effect_direction", _DENIALS):
        found = list(_left_open(evidence, claim, limit_of, unknown))
        if any(isinstance(each, Finding) and not each.tentative for each in found) and _is_excluded(evidence, claim):
            found = [each._replace(tentative=True) if isinstance(each, Finding) else each for each in found]
        yield from _without_parts(evidence, claim, found)
    for why in _WHY_UNKNOWN:
        if unknown[why]:
            yield LeftOut(why, unknown[why], "denial")


def _without_parts(evidence: Evidence, claim: Record, found: Sequence[Observation]) -> Iterator[Observation]:
    """What was found, without what a result of a part leaves open where one of all leaves something open as well."""
    findings = [each for each in found if isinstance(each, Finding)]
    parts = (
        {each.estimate.key for each in evidence.results_on(claim) if each.is_partial} if len(findings) > 1 else set()
    )
    of_parts = [each for each in findings if not parts.isdisjoint(each.subjects)]
    is_told_of_all = len(of_parts) < len(findings)
    yield from (each for each in found if not (is_told_of_all and each in of_parts))


def _left_open(
    evidence: Evidence, claim: Record, limit_of: Callable[[Record, str], Limit | None], unknown: Counter[str]
) -> Iterator[Observation]:
    """What each direct result leaves open; ``unknown`` counts, by reason, those for which that is not known."""
    matches, is_never_seen = evidence.bearing_on(claim), claim["effect_direction"] == "not_observed"
    has_none = False
    for match in matches:
        estimate = match.estimate
        if not match.is_direct:
            continue
        if claim["effect_direction"] != "no_decrease" and _nobody_had_it(evidence, estimate):
            has_none = True
            yield from _after_no_events(claim, estimate)
        elif not is_never_seen and evidence.shown_by(estimate) in ("not_shown", ""):
            limit = limit_of(estimate, claim["effect_direction"])
            if limit is not None:
                yield from _within_the_interval(evidence, claim, estimate, limit)
            elif _is_p_alone(evidence, claim, estimate):
                yield Examined(1)
                yield _by_p_alone(claim, estimate)
            else:
                unknown[_why_unknown(evidence, claim, estimate)] += 1
    if is_never_seen and not has_none:
        yield from _never_seen(claim, matches)


def _nobody_had_it(evidence: Evidence, estimate: Record) -> bool:
    if estimate["events_intervention"] != "0" or estimate["total_intervention"] in ("", "0"):
        return False
    return evidence.shown_by(estimate) != "less"


def _is_p_alone(evidence: Evidence, claim: Record, estimate: Record) -> bool:
    """Whether a claim that is not a report of a study denies an effect by a p-value alone."""
    is_alone = estimate["measure"] == "p_only" and evidence.shown_by(estimate) == "not_shown"
    return is_alone and claim["claim_type"] != "study_result"


def _by_p_alone(claim: Record, estimate: Record) -> Finding:
    direction = claim["effect_direction"]
    message = (
        f"effect_direction is {direction}, but {estimate['estimate_id']} of {estimate['source_id']} is "
        f"{effect_in_words(estimate)} alone, which does not say how large an effect is still possible"
    )
    judged = (direction, *effect_values(estimate), *scope_values(claim, estimate))
    return _finding(claim, estimate, message, judged, "unknown", tentative=True)


def _why_unknown(evidence: Evidence, claim: Record, estimate: Record) -> str:
    """Why it is not known what an estimate leaves open; blank if it is not a case to report."""
    numbers, measure = evidence.printed(estimate), estimate["measure"]
    is_low = (claim["effect_direction"] == "no_decrease") != (estimate["orientation"] in REVERSED)
    limit = numbers.low if is_low else numbers.high
    if measure in _WITH_A_LIMIT and estimate["estimate"] and limit is None:
        return _NO_LIMIT
    is_of_the_others = measure == "RR" and estimate["orientation"] == "opposite_event"
    return _NO_WEIGHT if limit is not None and (is_of_the_others or measure in ("MD", "IRD")) else ""


def _limit(evidence: Evidence, estimate: Record, direction: str) -> Limit | None:
    outcome, of_two_groups = evidence.outcomes.of(estimate["outcome"]), evidence.is_of_two_groups(estimate)
    return denied_limit(estimate, evidence.printed(estimate), direction, outcome, of_two_groups=of_two_groups)


def _within_the_interval(evidence: Evidence, claim: Record, estimate: Record, limit: Limit) -> Iterator[Observation]:
    """Denials whose interval allows an appreciable effect."""
    direction, margin = claim["effect_direction"], evidence.outcomes.of(estimate["outcome"]).margin
    yield Examined(1)
    how = _how_much(limit, margin)
    if how:
        turned = ", printed the other way round" if estimate["orientation"] in REVERSED else ""
        message = (
            f"effect_direction is {direction}, but {estimate['estimate_id']} of {estimate['source_id']} is "
            f"{effect_in_words(estimate)}{turned}: {limit.in_words} is not excluded"
        )
        columns = ["events_control", "total_control", "control_risk"]
        columns += ["total_intervention"] if limit.deviations is not None else []
        columns += COUNTS[:2] if _rests_on_counts(estimate) else []
        others = [*(estimate[column] for column in columns), "" if margin is None else str(margin)]
        judged = (direction, *effect_values(estimate), *scope_values(claim, estimate), *filter(None, others))
        is_mild = direction == "no_difference" or how == "slightly"
        is_mild |= limit.deviations is not None or limit.is_inferred
        yield _finding(claim, estimate, message, judged, how, tentative=is_mild)


def _rests_on_counts(estimate: Record) -> bool:
    """Whether what an estimate leaves open follows from the counts with the intervention."""
    return not has_interval_or_p(estimate) or estimate["events_control"] == "0"


def _is_excluded(evidence: Evidence, claim: Record) -> bool:
    """Whether a direct result, not of a part or another time, excludes what others leave open."""
    return any(
        result.match is not None
        and result.match.is_direct
        and not result.is_partial
        and result.estimate["source_id"] not in evidence.withdrawn
        and not is_another_time(claim, result.estimate)
        and _excludes(evidence, claim, result.estimate)
        for result in evidence.results_on(claim)
    )


def _excludes(evidence: Evidence, claim: Record, estimate: Record) -> bool:
    """Whether a result excludes every appreciable effect that the claim denies."""
    shown = evidence.shown_by(estimate)
    if shown == "not_shown":
        if estimate["measure"] == "RD" and control_risk(estimate) is None:
            return False
        limit = _limit(evidence, estimate, claim["effect_direction"])
        return limit is not None and not _how_much(limit, evidence.outcomes.of(estimate["outcome"]).margin)
    return shown in ("equivalent", _OPPOSITE.get(claim["effect_direction"]))


def _how_much(limit: Limit, margin: float | None) -> str:
    """``much`` if a large effect is left open, ``slightly`` if one worth a note is, blank otherwise."""
    people = None if limit.per_thousand is None else abs(limit.per_thousand)
    is_slight = people is not None and people < SLIGHT_PER_THOUSAND
    if limit.deviations is not None:
        is_slight = limit.deviations < LARGE_IN_DEVIATIONS
    if limit.is_appreciable:
        return "slightly" if is_slight else "much"
    return "slightly" if margin is None and people is not None and people >= MANY_PER_THOUSAND else ""


def _after_no_events(claim: Record, estimate: Record) -> Iterator[Observation]:
    """Denials that are based on a group in which nobody had the outcome."""
    yield Examined(1)
    among = estimate["total_intervention"]
    people, control = int(among), control_risk(estimate)
    if people < _ENOUGH and not (control is not None and highest_risk_after_none(people) < control):
        name, direction = estimate["estimate_id"], claim["effect_direction"]
        message = (
            f"effect_direction is {direction}, but none among {people:,} people in {name} of "
            f"{estimate['source_id']} still allows {highest_risk_after_none_in_words(people)}"
        )
        judged = (direction, estimate["events_intervention"], among, *scope_values(claim, estimate))
        yield _finding(claim, estimate, message, judged, "much", tentative=direction != "no_increase")


def _never_seen(claim: Record, matches: Sequence[Match]) -> Iterator[Observation]:
    """Claims that something was never seen among a number of people."""
    size = claim["population_size"]
    if not size or any(match.estimate["events_intervention"] not in ("", "0") for match in matches):
        return
    yield Examined(1)
    people = int(size)
    if people < _ENOUGH:
        message = (
            f"effect_direction is not_observed, but none among {people:,} people, even if all of them had the "
            f"intervention, still allows {highest_risk_after_none_in_words(people)}"
        )
        judged = (claim["effect_direction"], claim["outcome"], size)
        data = {"effect_direction": "not_observed", "outcome": claim["outcome"], "people": people}
        cause = (claim["passage_id"], claim["effect_direction"], size)
        yield Finding.on(claim, "effect_direction", message, _HINT, judged, tentative=True, cause=cause, data=data)


def _finding(
    claim: Record, estimate: Record, message: str, judged: tuple[str, ...], left_open: str, *, tentative: bool
) -> Finding:
    direction, name = claim["effect_direction"], estimate["estimate_id"]
    return Finding.on(
        claim,
        "effect_direction",
        message,
        _HINT,
        judged,
        estimate,
        tentative=tentative,
        cause=(claim["passage_id"], direction, name, *effect_values(estimate), estimate["total_intervention"]),
        data={
            **compared_values(claim, estimate),
            "left_open": left_open,
            "ci_low": estimate["ci_low"] or None,
            "ci_high": estimate["ci_high"] or None,
            "total_intervention": int(estimate["total_intervention"]) if estimate["total_intervention"] else None,
        },
    )
