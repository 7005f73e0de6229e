"""A claim's word for how often something happens does not fit its source's rate.

## What it checks

Each claim whose `frequency` names a class is checked against the rates that its sources report with the intervention:
the events and total of that arm, or a proportion. The classes are those of the European Medicines Agency and of CIOMS:

| frequency | rate |
|---|---|
| very_common | 1 in 10 or more |
| common | 1 in 100 or more, below 1 in 10 |
| uncommon | 1 in 1,000 or more, below 1 in 100 |
| rare | 1 in 10,000 or more, below 1 in 1,000 |
| very_rare | below 1 in 10,000 |

A problem is reported if the whole 95 % interval of the rate lies outside the class. This is the exact interval if there
are counts, and otherwise the printed interval of a proportion. If there is neither, the rate itself has to lie outside.

It is a note in these cases:

- the rate has no interval, and the exact interval of the fewest people who can have such a rate reaches into the class:
  0.40 may be 2 of 5 (5 to 85 %);
- the rate is of another scope or a subgroup;
- another rate that the claim cites is in the class;
- something that 1 in 10 people or more have is called common, as people often do.

A rate of a narrower outcome in the same people can only be too high for the class, and then it is a warning. A rate for
any severity or onset can only be too low for a claim that limits itself to one. `some` and `not_known` name no class. A
rate of a broader outcome says too little, and a ratio does not say how often something happens.

## Why it matters

Patients who read "rare" expect far fewer people than 40 in 100. They decide by how often something happens.

## Fails

```csv estimates
estimate_id,source_id,outcome,intervention,measure,orientation,events_intervention,total_intervention,locator
E3,S2,eye_strain,bright_light,proportion,as_named,40,100,table 2
```

```csv claims
claim_id,frequency
C3,rare
```

## Passes

```csv estimates
estimate_id,source_id,outcome,intervention,measure,orientation,events_intervention,total_intervention,locator
E3,S2,eye_strain,bright_light,proportion,as_named,4,100,table 2
```

```csv claims
claim_id,frequency
C3,common
```

## How to fix

Check the rate, and the word in the passage. If it is the article's word, keep it and acknowledge the problem with the
rate.

## Source

European Commission, guideline on summary of product characteristics, 2009, section 4.8, which defines the words by
rates: https://health.ec.europa.eu/system/files/2016-11/smpc_guideline_rev2_en_0.pdf. The exact interval: Clopper and
Pearson 1934, https://doi.org/10.1093/biomet/26.4.404.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimpack.evidence.counts import COUNTS
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.matching import Match, is_limited_claim
from claimpack.evidence.measures import PARTIAL
from claimpack.evidence.phrasing import difference_in_words, effect_values, scope_values
from claimpack.evidence.rates import Rate, rate_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"


class _Class(NamedTuple):
    least: float
    below: float
    words: str


_CLASSES = {
    "very_common": _Class(0.1, 2, "1 in 10 or more"),
    "common": _Class(0.01, 0.1, "1 in 100 to below 1 in 10"),
    "uncommon": _Class(0.001, 0.01, "1 in 1,000 to below 1 in 100"),
    "rare": _Class(0.0001, 0.001, "1 in 10,000 to below 1 in 1,000"),
    "very_rare": _Class(-1, 0.0001, "below 1 in 10,000"),
}
_HINT = "Check the rate and the article's word; if it is the article's, keep it and acknowledge this with the rate."


class _Outside(NamedTuple):
    match: Match
    rate: Rate
    is_sure: bool


def check(package: Package) -> Iterator[Observation]:
    """Compares each word for a frequency with the rates of the claim's sources."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    for claim in evidence.claims.where("frequency", _CLASSES):
        matches = [match for match in evidence.bearing_on(claim) if match.outcome_relation != "broader"]
        rates = [(match, rate) for match in matches if (rate := rate_of(match.estimate))]
        examined += len(rates)
        outside = list(_outside(claim, rates))
        if outside:
            apart = {each.match.estimate.number for each in outside}
            one_agrees = any(match.is_direct and match.estimate.number not in apart for match, _ in rates)
            yield _finding(evidence, claim, outside, one_agrees=one_agrees)
    yield Examined(examined)


def _outside(claim: Record, rates: Sequence[tuple[Match, Rate]]) -> Iterator[_Outside]:
    """The rates outside the class, except where they have to be: a part is rarer than the whole."""
    frequency, is_limited = claim["frequency"], is_limited_claim(claim)
    named = _CLASSES[frequency]
    for match, rate in rates:
        if rate.counts and named.least <= rate.point.least < named.below:
            continue  # then its interval reaches into the class
        reach = rate.interval or rate.point
        is_above, is_below = reach.least >= named.below, reach.most < named.least
        if (match.outcome_relation == "narrower" and is_below) or (is_limited and is_above):
            continue
        if is_above or is_below:
            widest = rate.widest_interval
            is_far = widest.least >= named.below if is_above else widest.most < named.least
            is_alike = match.is_direct or (is_above and not is_limited and _is_of_a_part_alone(match))
            is_sure = is_far and is_alike and match.estimate["analysis"] not in PARTIAL
            yield _Outside(match, rate, is_sure and not (is_above and frequency == "common"))


def _is_of_a_part_alone(match: Match) -> bool:
    """Whether a rate is of a part of the outcome, and in all else of the same scope as the claim."""
    return match.outcome_relation == "narrower" and not {"broader", "narrower"}.intersection(match.scope_relations[1:])


def _finding(evidence: Evidence, claim: Record, outside: Sequence[_Outside], *, one_agrees: bool) -> Finding:
    frequency = claim["frequency"]
    sure = [each for each in outside if each.is_sure]
    named = sure or outside
    estimates = [each.match.estimate for each in named]
    reported = listed((_reported(evidence, each, claim) for each in named), most=4)
    values = tuple(cell for each in estimates for cell in (*effect_values(each), *(each[name] for name in COUNTS[:2])))
    message = f"frequency is {frequency} ({_CLASSES[frequency].words}), but {reported}"
    judged = (frequency, *values, *(cell for estimate in estimates for cell in scope_values(claim, estimate)))
    cause = ("frequency", frequency, *values, claim["passage_id"])
    tentative = not sure or one_agrees
    return Finding.on(claim, "frequency", message, _HINT, judged, *estimates, tentative=tentative, cause=cause)


def _reported(evidence: Evidence, outside: _Outside, claim: Record) -> str:
    estimate = outside.match.estimate
    where = f"{estimate['estimate_id']} of {estimate['source_id']}"
    difference = "" if outside.match.is_direct else difference_in_words(outside.match, claim, evidence.label_of)
    return f"{where} has {outside.rate.words}" + (f" {difference}" if difference else "")
