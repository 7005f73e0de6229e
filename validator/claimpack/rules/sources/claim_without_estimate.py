"""A claim compares or denies, but no number of its sources is recorded for it.

## What it checks

Claims that compare (increased, decreased, no_difference, no_increase), or say that something was never seen, and whose
sources are all identified. Each needs an estimate of one of these sources on its outcome, or on a broader or narrower
one. For a claim that compares, the estimate has to compare too: by an interval, a p-value, the counts of both arms or
the source's words. For a claim that denies an increase, a count of no events is enough. A synthesis on which nothing at
all is recorded from its sources is left to unsupported-summary.

## Why it matters

A claim without a number can't be checked. That is not the claim's fault, but people who read "checked" must know it.

## Fails

```csv claims
claim_id,outcome
C1,eye_strain
```

## Passes

```csv claims
claim_id,outcome
C1,headache
```

## How to fix

Look up the number in the source and record it as an estimate. If the source gives none, or you have not seen it,
acknowledge the note and say so. All claims of an article on the same sources are one cause. Every report ends with the
number of claims that lack a number, whatever is acknowledged.

## Source

Claimpack's own: a check that could not be made must not look like one that passed.
"""

from collections.abc import Iterator, Mapping

from claimpack.evidence.counts import COUNTS
from claimpack.evidence.directions import COMPARATIVE
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.measures import COMPARING
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Coverage, Examined, Finding, Observation, left_out
from claimpack.wording import counted, listed

SEVERITY = "note"

_COMPARE_OR_DENY = COMPARATIVE | {"not_observed"}
"""The directions of claims that compare or deny."""

_HINT = "Record the number that the source gives; acknowledge this note if it gives none or none was seen."


def check(package: Package) -> Iterator[Observation]:
    """Looks for an estimate for each claim that compares or denies."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    fully_recorded = evidence.fully_recorded
    articles = evidence.article_of
    unsupported = _unsupported(evidence)
    is_recorded: dict[str, bool] = {}
    has_one: dict[int, bool] = {}
    examined = lacking = 0
    rows = evidence.claims.rows("effect_direction", "outcome", "source_ids")
    for claim, (direction, outcome, cell) in zip(evidence.claims, rows, strict=True):
        if direction not in _COMPARE_OR_DENY or not outcome:
            continue
        if cell not in is_recorded:
            is_recorded[cell] = cell != "" and fully_recorded.issuperset(split_items(cell))
        if not is_recorded[cell]:
            continue
        examined += 1
        key = evidence.results_key(claim)
        if key not in has_one:
            has_one[key] = bool(bearing_on(claim)) if direction == "not_observed" else _has_comparison(evidence, claim)
        if has_one[key]:
            continue
        lacking += 1
        if unsupported.get(claim.number) != claim.items("source_ids"):
            yield _finding(evidence, claim, claim.items("source_ids"), articles.get(claim["passage_id"], ""))
    yield Examined(examined)
    if lacking:
        has = "has" if lacking == 1 else "have"
        yield Coverage(
            f"{lacking:,} of {counted(examined, 'claim')} that compare or deny {has} no recorded number from their "
            "sources to be checked against"
        )


def _unsupported(evidence: Evidence) -> Mapping[int, list[str]]:
    """The syntheses that unsupported-summary reports, with the sources that it names."""
    try:
        return evidence.summaries.lacking
    except Unavailable:
        return {}


def _has_comparison(evidence: Evidence, claim: Record) -> bool:
    """Whether one of the estimates compares, by more than a point estimate."""
    return any(result.stance or _compares(result.estimate) for result in evidence.results_on(claim))


def _compares(estimate: Record) -> bool:
    if estimate["measure"] not in COMPARING:
        return False
    has_spread = any(estimate[column] for column in ("ci_low", "ci_high", "p_value"))
    return has_spread or all(estimate[column] for column in COUNTS)


def _finding(evidence: Evidence, claim: Record, sources: list[str], article: str) -> Finding:
    direction, outcome = claim["effect_direction"], claim["outcome"]
    which = "" if direction == "not_observed" else " in this scope that compares"
    estimate = f"no estimate of {listed(sources, 'or')} on {evidence.label_of(outcome)}{which}"
    message = f"effect_direction is {direction}, but {estimate} is recorded"
    data = {"effect_direction": direction, "outcome": outcome, "source_ids": sources}
    judged = (direction, outcome, *sorted(sources))
    return Finding.on(claim, "effect_direction", message, _HINT, judged, cause=(article, *sorted(sources)), data=data)
