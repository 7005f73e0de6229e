"""A claim sounds more certain than its evidence is rated.

## What it checks

The `wording` of each claim fits the GRADE certainty (`certainty`) of the direct estimates of its sources. Of several
estimates, the one with the highest certainty counts among those that agree with the claim: a highly certain estimate
that contradicts it does not support any wording.

| certainty | supports | reported |
|---|---|---|
| high | any wording | |
| moderate | probably, may, unclear | asserts: a note |
| low | may, unclear | asserts, probably: a warning |
| very_low | unclear | asserts, probably: a warning; may: a note |

Claims are left out if the wording is blank, if no direct estimate has a certainty, or if they call something uncertain.
A claim that rated estimates contradict or don't bear out, and none supports, is left to the rules on directions.

## Why it matters

"Reduces" and "may reduce" differ by one word, and by two levels of certainty in GRADE. Readers act on "reduces".

## Fails

```csv estimates
estimate_id,certainty
E1,low
```

```csv claims
claim_id,wording
C1,asserts
```

## Passes

```csv estimates
estimate_id,certainty
E1,low
```

```csv claims
claim_id,wording
C1,may
```

## How to fix

Read the passage again. If the article is as certain as recorded, acknowledge the problem with the certainty of its
source.

## Source

Santesso et al. 2020, GRADE guidelines 26, informative statements to communicate findings of systematic reviews,
https://doi.org/10.1016/j.jclinepi.2019.10.014.
"""

from collections.abc import Iterator

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.phrasing import scope_values
from claimpack.evidence.stance import Result
from claimpack.evidence.strength import CERTAINTIES, WORDINGS
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import natural_order, quoted

SEVERITY = "warning"

_SUPPORTED_WORDING = {"high": "asserts", "moderate": "probably", "low": "may", "very_low": "unclear"}
"""The strongest wording that a certainty supports."""

_NOTES = {("asserts", "moderate"), ("may", "very_low")}
_HINT = "Read the passage again; if the article is as certain as that, acknowledge it with the certainty of its source."


def check(package: Package) -> Iterator[Observation]:
    """Compares the wording of each claim with the certainty of its evidence."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    for claim in evidence.claims.where("wording", WORDINGS):
        if claim["effect_direction"] not in OF_AN_EFFECT or evidence.may_lack_estimates(claim):
            continue
        rated = [each for each in evidence.results_on(claim) if _is_rated(evidence, each)]
        agreeing = [each.estimate for each in rated if each.stance == "agrees"]
        if not agreeing and (not rated or any(each.stance for each in rated)):
            continue
        examined += 1
        best = min(agreeing or [each.estimate for each in rated], key=_best_first)
        if WORDINGS.index(claim["wording"]) > WORDINGS.index(_SUPPORTED_WORDING[best["certainty"]]):
            yield _finding(claim, best)
    yield Examined(examined)


def _is_rated(evidence: Evidence, result: Result) -> bool:
    """Whether a direct result of a source that was not withdrawn has a certainty."""
    estimate, match = result.estimate, result.match
    is_direct = match is not None and match.is_direct
    return is_direct and estimate["certainty"] != "" and estimate["source_id"] not in evidence.withdrawn


def _best_first(estimate: Record) -> tuple[int, tuple[object, ...]]:
    """By certainty, and of one certainty by id, so that the order of rows does not matter."""
    return -CERTAINTIES.index(estimate["certainty"]), natural_order(estimate["estimate_id"])


def _finding(claim: Record, best: Record) -> Finding:
    wording, certainty, name = claim["wording"], best["certainty"], best["estimate_id"]
    rating = f"the certainty of {name} of {best['source_id']} is {certainty.replace('_', ' ')} by GRADE"
    message = f"wording is {wording}, but {rating}, which supports {quoted(_SUPPORTED_WORDING[certainty])} at most"
    judged = (wording, certainty, *scope_values(claim, best))
    cause = ("wording", wording, name, certainty, claim["passage_id"])
    tentative = (wording, certainty) in _NOTES
    return Finding.on(claim, "wording", message, _HINT, judged, best, tentative=tentative, cause=cause)
