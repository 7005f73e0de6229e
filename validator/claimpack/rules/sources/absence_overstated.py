"""Nothing was shown, and the claim makes it nothing there.

## What it checks

Three things that a claim of safety can leave unsaid:

- A claim of no increase, whose source's interval includes no effect but also an increase by a quarter or more (a
  ratio of 1.25, a standardised mean difference of 0.5): the interval has not excluded what the claim denies. If the
  claim says only that there is no difference, it is a note.
- No events in a counted group: by the rule of three, up to 3 in n may still have them.
- A claim that something was never seen, among a stated number of people: likewise, and a note, since it is only a
  fact that readers will take for more. Above 30,000 people the rule says nothing: what is left is then very rare
  (under 1 in 10,000).

Numbers printed the other way round, risk differences and mean differences are left out: what is appreciable in them
depends on how frequent the outcome is, or on the unit.

## Why it matters

Absence of evidence is not evidence of absence. A reader of "no increased risk" should know whether a risk half as
high again has been ruled out.

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

If the article's words are more careful than the record, correct `effect_direction`. Otherwise acknowledge the
problem, with what the interval still allows: apps will show it beside the claim.

## Source

Altman and Bland 1995, https://doi.org/10.1136/bmj.311.7003.485; a quarter as appreciable harm: GRADE guidelines 6,
https://doi.org/10.1016/j.jclinepi.2011.01.012; the rule of three: Hanley and Lippman-Hand 1983,
https://doi.org/10.1001/jama.1983.03330370053031; very rare: CIOMS Working Group III, 1995.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.measures import RATIOS
from claimpack.evidence.phrasing import effect_in_words, effect_values, scope_values
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.leftoutrecords import left_out
from claimpack.wording import counted

if TYPE_CHECKING:
    from claimpack.evidence.evidence import Evidence
    from claimpack.evidence.matching import Match
    from claimpack.package.package import Package
    from claimpack.package.table import Record

SEVERITY = "warning"

_APPRECIABLE = {**dict.fromkeys(RATIOS, math.log(1.25)), "SMD": 0.5}
"""The least effect that counts as appreciable harm, on the scale of the measure."""

_ENOUGH = 30_000
"""So many people without an event leave room for no more than 1 in 10,000."""

_FEW = 30
"""Among fewer people the rule of three is too rough, and the limit is computed exactly."""

_DENIALS = ("no_increase", "no_difference", "not_observed")
_TABLES = ("claims", "estimates")
_HINT = "Acknowledge it with what is still possible, unless the article's words are more careful than the record."


def check(package: Package) -> Iterator[Observation]:
    """Asks of each denial what its numbers still allow."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    without_limit = 0
    for claim in evidence.claims.where("effect_direction", _DENIALS):
        matches = bearing_on(claim)
        has_none = False
        for match in matches:
            if not match.is_direct:
                continue
            if _nobody_had_it(evidence, match.estimate):
                has_none = True
                yield from _among_so_many(claim, match.estimate)
            elif claim["effect_direction"] != "not_observed" and _leaves_open(evidence, match.estimate):
                without_limit += evidence.printed(match.estimate).high is None
                yield from _within_the_interval(evidence, claim, match.estimate)
        if not has_none and claim["effect_direction"] == "not_observed":
            yield from _never_seen(claim, matches)
    if without_limit:
        yield LeftOut(f"{counted(without_limit, 'denial')} whose estimate has no upper limit")


def _nobody_had_it(evidence: Evidence, estimate: Record) -> bool:
    if estimate["events_intervention"] != "0" or estimate["total_intervention"] in ("", "0"):
        return False
    return evidence.shown_by(estimate) != "less"


def _leaves_open(evidence: Evidence, estimate: Record) -> bool:
    """Whether it shows no effect, on a scale on which an appreciable one is known."""
    return (
        estimate["measure"] in _APPRECIABLE
        and estimate["orientation"] == "as_named"
        and evidence.shown_by(estimate) in ("not_shown", "")
        and not evidence.printed(estimate).contradictory
    )


def _within_the_interval(evidence: Evidence, claim: Record, estimate: Record) -> Iterator[Observation]:
    """Denials whose interval allows an appreciable increase."""
    upper, measure = evidence.printed(estimate).high, estimate["measure"]
    if upper is None:
        return
    yield Examined(1)
    if upper.least >= _APPRECIABLE[measure]:
        name, direction = estimate["estimate_id"], claim["effect_direction"]
        message = (
            f"effect_direction is {direction}, but {name} of {estimate['source_id']} is "
            f"{effect_in_words(estimate)}: {_still_allowed(measure, estimate['ci_high'])} is not excluded"
        )
        judged = (direction, *effect_values(estimate), *scope_values(claim, estimate))
        yield _finding(claim, estimate, message, judged, tentative=direction != "no_increase")


def _still_allowed(measure: str, upper: str) -> str:
    if measure not in RATIOS:
        return f"a difference of {upper}"
    what = {"RR": "risk", "OR": "odds", "HR": "hazard", "IRR": "rate"}[measure]
    rise = float(upper) - 1
    return f"a rise of the {what} by {100 * rise:.0f} %" if rise < 1 else f"{upper} times the {what}"


def _among_so_many(claim: Record, estimate: Record) -> Iterator[Observation]:
    """Denials that rest on a group in which nobody had the outcome."""
    yield Examined(1)
    among = estimate["total_intervention"]
    people = int(among)
    if people < _ENOUGH:
        name, direction = estimate["estimate_id"], claim["effect_direction"]
        message = (
            f"effect_direction is {direction}, but none among {people:,} people in {name} of "
            f"{estimate['source_id']} still allows {_rule_of_three(people)}"
        )
        judged = (direction, estimate["events_intervention"], among, *scope_values(claim, estimate))
        yield _finding(claim, estimate, message, judged, tentative=direction == "not_observed")


def _never_seen(claim: Record, matches: Sequence[Match]) -> Iterator[Observation]:
    """Claims that something was never seen, with the number of people among whom it was not."""
    size = claim["population_size"]
    if not size or any(match.estimate["events_intervention"] not in ("", "0") for match in matches):
        return
    yield Examined(1)
    people = int(size)
    if people < _ENOUGH:
        message = (
            f"effect_direction is not_observed, but none among {people:,} people, even if all of them had the "
            f"intervention, still allows {_rule_of_three(people)}"
        )
        judged = (claim["effect_direction"], claim["outcome"], size)
        yield Finding(
            claim.place("effect_direction"),
            message,
            _HINT,
            (claim["claim_id"],),
            judged,
            tentative=True,
            cause=(claim["passage_id"], claim["effect_direction"], size),
            data={"effect_direction": "not_observed", "outcome": claim["outcome"], "people": people},
        )


def _finding(claim: Record, estimate: Record, message: str, judged: tuple[str, ...], *, tentative: bool) -> Finding:
    direction, name = claim["effect_direction"], estimate["estimate_id"]
    return Finding(
        claim.place("effect_direction"),
        message,
        _HINT,
        (claim["claim_id"], name),
        judged,
        tentative=tentative,
        subject_tables=_TABLES,
        cause=(claim["passage_id"], direction, name, *effect_values(estimate), estimate["total_intervention"]),
        data={
            "effect_direction": direction,
            "outcome": claim["outcome"],
            "estimate_id": name,
            "source_id": estimate["source_id"],
            "effect": effect_in_words(estimate),
            "ci_high": estimate["ci_high"] or None,
            "total_intervention": int(estimate["total_intervention"]) if estimate["total_intervention"] else None,
        },
    )


def _rule_of_three(people: int) -> str:
    """What no event among so many people leaves possible: the upper end of a 95 % confidence interval, about 3 in n."""
    if people < _FEW:
        return f"up to {100 * (1 - 0.05 ** (1 / people)):.0f} in 100"
    return f"up to 1 in {people // 3:,}"
