"""A claim says one thing about an outcome, but its source says another.

## What it checks

Each claim about an effect is compared with every result of its sources on the same outcome, intervention, route,
population and comparator. What decides is the first of these that gives an answer:

1. The 95 % interval, not the point estimate. If it excludes no effect, "not associated" is contradicted. If it includes
   no effect, "increased" is not supported. Intervals of other levels are judged as if they were at 95 %. An interval
   within the `margin` of its outcome shows no difference that matters.
2. The p-value, if no interval is printed, or its digits leave the answer open (0.76 to 1.00).
3. The counts of both arms of one study, if Pearson's, Yates's and Fisher's test agree.
4. What the source says in words (`reported_direction`).

| the claim says | an interval says otherwise | words say otherwise |
|---|---|---|
| increased | below no effect, or including it | decreased, no difference, no increase, not observed |
| decreased | above no effect, or including it | increased, no difference, no decrease |
| no_difference | above or below no effect | increased, decreased |
| no_increase | above no effect | increased |
| no_decrease | below no effect | decreased |
| occurs, of a side effect | below no effect | decreased, no difference, no increase, not observed |
| not_observed | (absence-claimed-despite-events) | occurs, increased |
| favourable | above no effect, of any outcome that is `serious` | of such: increased |

A claim that a side effect occurs (`claim_type` is adverse_event) says that the treatment causes it. An interval that
includes no effect is then a note, and so is an arm in which nobody had it. Any other event can occur and yet be rarer:
a note.

What the claim leaves blank is taken from its source. These are notes:

- a claim that compares names a broader or narrower concept than the result, or limits itself to a severity, an onset or
  conditions;
- one result shows a rise or fall and another does not, unless the one that shows it is only of a part (a subgroup, a
  sensitivity or post hoc analysis, a secondary one beside the primary one of its source) or of a retracted source;
- a subgroup contradicts the claim, but its source's result on all people does not;
- anything that a retracted source says.

These are no problem: a subgroup that shows neither beside a result that agrees, since among fewer people most results
show neither; a subgroup or another analysis that shows neither either; and a result on an outcome that is part of no
other, such as adverse events of all kinds, since it says nothing about its parts.

Printed digits decide only if every value that rounds to them gives the same result. A number printed for the other arm
or the opposite event (`orientation` is arms_swapped or opposite_event) is read the other way round. If the orientation
is not stated, the number decides nothing. Nor does a p-value that the `note` of its estimate calls one for
non-inferiority.

If the source's words and its own number disagree, and the claim agrees with one of them, the source contradicts itself.
source-contradicts-itself reports that, and this rule does not.

## Why it matters

Claimpack exists to find this mistake: a source that does not say what it is cited for.

## Fails

```csv claims
claim_id,effect_direction
C1,increased
```

## Passes

```csv claims
claim_id,effect_direction
C1,no_difference
```

## How to fix

Compare the claim with the article and the estimate with its source. Record what the source's words say of the number
(`reported_direction`): this shows whether the article or its source is at fault. If a record is wrong, correct it.
Otherwise acknowledge the problem with that reason. Apps will show it beside the claim.

## Source

Baethge and Jergas 2025, on how often citations misstate their source, https://doi.org/10.1186/s41073-025-00173-z;
Altman and Bland 2011, on intervals and significance, https://doi.org/10.1136/bmj.d2304.
"""

from collections.abc import Iterator

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.followup import is_another_time
from claimpack.evidence.phrasing import (
    compared_values,
    deciding_values,
    difference_in_words,
    effect_in_words,
    effect_values,
    scope_values,
    shown_in_words,
    words_of_source,
)
from claimpack.evidence.showneffect import is_shown_by_interval
from claimpack.evidence.stance import Result, has_happened, is_side_effect
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINTS = {
    "differs": (
        "Compare both with the article and the source. If both records are right, the article misstates its source; "
        "acknowledge it with that reason."
    ),
    "not_seen": (
        "Compare both with the article and the source. Record in reported_direction what the source's words say: they "
        "say which of the two is at fault."
    ),
    "indirect": (
        "The two are not about exactly the same, so both can be right. Compare them with the article and the source; "
        "if they are recorded correctly, acknowledge it."
    ),
    "borne_out": (
        "Another result of its sources agrees with the claim. Compare both with their sources; if they are recorded "
        "correctly, acknowledge it."
    ),
    "left_open": (
        "The result leaves open what the claim says. Compare both with the article and the source; acknowledge it if "
        "they are recorded correctly."
    ),
    "may_occur": (
        "Both can be right: an event can occur and be no more frequent. Compare the claim with the article, and "
        "acknowledge it if the article says no more than that."
    ),
}
"""What to do, by case."""

_MILD = ("indirect", "borne_out", "left_open", "may_occur")


def check(package: Package) -> Iterator[Observation]:
    """Compares each claim with what the results that bear on it say."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    looked_at: dict[int, tuple[int, list[Result]]] = {}
    for claim in evidence.claims.where("effect_direction", OF_AN_EFFECT):
        key = evidence.results_key(claim)
        if key not in looked_at:
            results = [each for each in _with_stance(evidence, claim) if not _is_reported_elsewhere(claim, each)]
            looked_at[key] = len(results), [result for result in results if _is_reported(claim, result)]
        count, reported = looked_at[key]
        examined += count
        if reported:
            agreeing = [each for each in _with_stance(evidence, claim) if _supports(evidence, each)]
            agrees_for_all = not all(each.is_partial for each in agreeing)
            is_told_of_all = any(each.is_direct and not each.is_partial for each in reported)
            for result in reported:
                is_supported = agrees_for_all or (result.is_partial and bool(agreeing))
                is_no_news = result.is_partial and result.stance == "neither" and is_told_of_all
                if not is_no_news and not (_is_of_few(result) and agrees_for_all):
                    yield _finding(evidence, claim, result, is_supported=is_supported)
    yield Examined(examined)


def _with_stance(evidence: Evidence, claim: Record) -> list[Result]:
    return [result for result in evidence.results_on(claim) if result.stance]


def _is_of_few(result: Result) -> bool:
    """Whether it is of a subgroup and shows neither, as most do among few people."""
    return result.stance == "neither" and result.estimate["analysis"] == "subgroup"


def _supports(evidence: Evidence, result: Result) -> bool:
    """Whether a direct result agrees with the claim, and its source was not withdrawn."""
    return result.is_direct and result.stance == "agrees" and result.estimate["source_id"] not in evidence.withdrawn


def _is_reported_elsewhere(claim: Record, result: Result) -> bool:
    """Whether absence-claimed-despite-events reports it: numbers beside a claim that none was seen."""
    return claim["effect_direction"] == "not_observed" and result.basis != "words"


def _is_reported(claim: Record, result: Result) -> bool:
    """Whether to report a result: it contradicts the claim, or does not support it."""
    direction = claim["effect_direction"]
    if direction == "occurs" and not result.is_direct:
        return False  # what does not happen in a part may happen in the whole, and the other way round
    is_rarer = direction == "occurs" and result.stance == "agrees" and result.shown == "less"
    return result.stance in ("disputes", "neither") or is_rarer


def _finding(evidence: Evidence, claim: Record, result: Result, *, is_supported: bool) -> Finding:
    estimate, direction = result.estimate, claim["effect_direction"]
    words = estimate["reported_direction"]
    case = _case(claim, result, is_supported=is_supported)
    scopes = scope_values(claim, estimate) if result.match is not None else (estimate["outcome"],)
    values = {"words": (words,), "counts": deciding_values(estimate)}.get(result.basis, effect_values(estimate))
    if result.basis == "number":
        values += _other_numbers(evidence, claim, result)
    judged = (direction, *values, *scopes, *_time_or_part(claim, result))
    return Finding.on(
        claim,
        "effect_direction",
        f"effect_direction is {direction}, but {_result_in_words(evidence, claim, result)}",
        _HINTS[case],
        judged,
        estimate,
        tentative=case in _MILD or estimate["source_id"] in evidence.withdrawn,
        cause=(claim["passage_id"], direction, estimate["source_id"], estimate["outcome"], *values),
        data={
            **compared_values(claim, estimate),
            "shown": result.shown or None,
            "basis": result.basis,
            "reported_direction": words or None,
            "is_direct": "yes" if result.is_direct else "no",
        },
    )


def _other_numbers(evidence: Evidence, claim: Record, result: Result) -> tuple[str, ...]:
    """What decides besides the numbers of the effect: the counts, of what occurs, and the margin, of what matters."""
    estimate = result.estimate
    if claim["effect_direction"] == "occurs" and not result.shown:
        return estimate["events_intervention"], estimate["total_intervention"] or estimate["population_size"]
    margin = evidence.outcomes.of(estimate["outcome"]).margin
    is_within = result.shown == "equivalent" or (result.stance == "neither" and result.shown in ("more", "less"))
    return (str(margin),) if is_within and margin is not None else ()


def _time_or_part(claim: Record, result: Result) -> tuple[str, ...]:
    """What makes a result indirect although its scope is that of the claim: another time, or a subgroup."""
    estimate = result.estimate
    if is_another_time(claim, estimate):
        return claim["follow_up"], estimate["follow_up"]
    is_of_part = result.match is not None and result.match.is_direct and not result.is_direct
    return (estimate["analysis"],) if is_of_part else ()


def _case(claim: Record, result: Result, *, is_supported: bool) -> str:
    if not result.is_direct:
        return "indirect"
    if claim["effect_direction"] == "occurs" and not (is_side_effect(claim) and result.stance == "disputes"):
        return "may_occur"
    if result.stance == "neither" and is_supported:
        return "borne_out"
    if result.stance == "neither" and (result.basis == "words" or result.shown in ("more", "less")):
        return "left_open"
    return "differs" if result.estimate["reported_direction"] else "not_seen"


def _result_in_words(evidence: Evidence, claim: Record, result: Result) -> str:
    estimate, match = result.estimate, result.match
    name, source = estimate["estimate_id"], estimate["source_id"]
    if result.basis == "words":
        return words_of_source(estimate, evidence.label_of(estimate["outcome"]))
    if claim["effect_direction"] == "occurs" and not result.shown and has_happened(estimate) is False:
        people = estimate["total_intervention"] or estimate["population_size"]
        return f"in {name} of {source} {f'none of {int(people):,} people' if people else 'nobody'} had it"
    differs = (
        difference_in_words(match, claim, evidence.label_of)
        if match is not None
        else f"on {evidence.label_of(estimate['outcome'])}, which is serious"
    )
    if is_another_time(claim, estimate):
        differs = f"{differs}{', ' if differs else ''}after {estimate['follow_up']} and not {claim['follow_up']}"
    if match is not None and match.is_direct and not result.is_direct and not differs:
        differs = "of a subgroup"
    is_small = result.stance == "neither" and result.shown in ("more", "less")
    small = "excludes 1 and reaches" if is_shown_by_interval(estimate) else "is significant and may reach"
    shows = f"{small} into the margin" if is_small else shown_in_words(result.shown, estimate)
    return f"{name} of {source}{', ' + differs + ',' if differs else ''} is {effect_in_words(estimate)}, which {shows}"
