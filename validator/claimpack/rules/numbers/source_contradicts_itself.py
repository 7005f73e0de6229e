"""A source says something in words that its own interval does not show.

## What it checks

What the source's words say of an estimate (`reported_direction`) fits its interval. "Increased" or "decreased" needs an
interval that excludes no effect on that side, and "no difference" needs one that includes it. If no interval is
printed, the p-value decides. Printed digits decide only if every value that rounds to them gives the same result. The
message names the claims that repeat the source's words: they quote the source correctly.

| the source says | its interval must not be |
|---|---|
| increased | below no effect, or including it |
| decreased | above no effect, or including it |
| no_difference | above or below no effect |
| no_increase | above no effect |
| no_decrease | below no effect |

## Why it matters

Articles repeat the words of a source. If these say more than its numbers show, so do the claims.

## Fails

```csv estimates
estimate_id,reported_direction
E1,increased
```

## Passes

```csv estimates
estimate_id,reported_direction
E1,no_difference
```

## How to fix

Compare the words and the number with the source. If its number runs the other way round, as on a scale on which lower
is better, correct the `orientation`. If it does contradict itself, acknowledge the problem, so that readers of the
claim see it.

## Source

Boutron and others 2010, on conclusions that go beyond the results, https://doi.org/10.1001/jama.2010.651.
"""

from collections.abc import Iterator, Mapping

from claimpack.evidence.directions import CONTRADICTED_BY
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.phrasing import REPORTED, effect_in_words, effect_values, shown_in_words
from claimpack.evidence.stance import contradicts_itself, words_for
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_HINT = "Compare both with the source; if it says so, it contradicts itself: acknowledge it with that reason."
_OPPOSITE = (("increased", "less"), ("decreased", "more"))
_ORIENTATION_HINT = (
    "Compare both with the source. If its number runs the other way round, as on a scale on which lower is better, "
    "correct the orientation; if it contradicts itself, acknowledge it with that reason."
)


def check(package: Package) -> Iterator[Observation]:
    """Compares the source's words on each estimate with what its interval shows."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates)
    examined = 0
    contradictory: dict[int, Record] = {}
    for estimate in evidence.estimates:
        words, shown = estimate["reported_direction"], evidence.shown_by(estimate)
        if words not in CONTRADICTED_BY or not shown:
            continue
        examined += 1
        if contradicts_itself(estimate, shown):
            contradictory[estimate.number] = estimate
    yield Examined(examined)
    for number, claims in _repeating(evidence, contradictory).items():
        yield _finding(evidence, contradictory[number], claims)


def _repeating(evidence: Evidence, contradictory: Mapping[int, Record]) -> dict[int, list[str]]:
    """The claims that repeat the words of each of these estimates, by the number of the estimate."""
    found: dict[int, list[str]] = {number: [] for number in contradictory}
    sources = {estimate["source_id"] for estimate in contradictory.values()}
    if not sources:
        return found
    try:
        claims = evidence.claims
    except Unavailable:  # the source contradicts itself all the same
        return found
    for claim in claims:
        if sources.isdisjoint(claim.items("source_ids")):
            continue
        words = words_for(claim)
        for match in evidence.bearing_on(claim):
            estimate = match.estimate
            if estimate.number in found and match.is_direct and words and estimate["reported_direction"] in words.agree:
                found[estimate.number].append(claim["claim_id"])
    return found


def _finding(evidence: Evidence, estimate: Record, claims: list[str]) -> Finding:
    words, shown = estimate["reported_direction"], evidence.shown_by(estimate)
    repeat = f"; {listed(claims, most=4)} {'repeats' if len(claims) == 1 else 'repeat'} the words" if claims else ""
    message = (
        f"in words {estimate['source_id']} reports {REPORTED[words]} in {evidence.label_of(estimate['outcome'])}, "
        f"but its own number, {effect_in_words(estimate)}, {shown_in_words(shown, estimate)}{repeat}"
    )
    hint = _ORIENTATION_HINT if (words, shown) in _OPPOSITE else _HINT
    return Finding.on(estimate, "reported_direction", message, hint, (words, *effect_values(estimate)))
