"""A claim about an effect cites no source.

## What it checks

Each claim about an effect cites a source, or restates or sums up a claim that does. Requirements, limitations and
claims that state no effect need no source. invalid-record reports claims without a source whose population size is
`from_source`.

## Why it matters

Readers can only believe a claim without a source; they can't check it.

## Fails

```csv claims
claim_id,claim_type,effect_direction
C5,synthesis,favourable
```

## Passes

```csv claims
claim_id,claim_type,effect_direction
C5,limitation,uncertain
```

## How to fix

If the passage cites a source, add it to `source_ids`. If the claim repeats another one of the article, record that in
the relations table. If the article gives no source, acknowledge the problem.

## Source

HONcode and JAMA benchmarks for health information, on attribution: Silberg and others 1997,
https://doi.org/10.1001/jama.1997.03540390074039.
"""

from collections.abc import Iterator

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "warning"

_HINT = (
    "Add the source that the passage cites, or the relation to the claim it repeats; if there is none, acknowledge it."
)


def check(package: Package) -> Iterator[Observation]:
    """Looks for the sources of each claim about an effect."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.relations)
    backed = _backed(evidence)
    examined = 0
    cells = map(evidence.claims.cells, ("effect_direction", "claim_type", "population_basis", "claim_id"))
    for claim, direction, claim_type, basis, name in zip(evidence.claims, *cells, strict=True):
        if direction not in OF_AN_EFFECT or claim_type in ("requirement", "limitation"):
            continue
        if basis == "from_source":  # invalid-record reports it
            continue
        examined += 1
        if name not in backed:
            outcome = claim["outcome"]
            message = f"source_ids is blank, but effect_direction is {direction} ({outcome or 'an outcome'})"
            data = {"effect_direction": direction, "outcome": outcome}
            judged = (direction, outcome)
            yield Finding.on(claim, "source_ids", message, _HINT, judged, cause=(claim["passage_id"],), data=data)
    yield Examined(examined)


def _backed(evidence: Evidence) -> set[str]:
    """The claims that have a source, or repeat a claim that has one, over any number of steps.

    Unusable claims, and claims that an unusable relation may name, count as if they did.
    """
    claims, relations = evidence.claims, evidence.relations
    ids = set(claims.cells("claim_id"))
    repeated_by: dict[str, list[str]] = {}
    for relation in relations:
        if relation["relation"] in ("restates", "summarises"):
            repeated_by.setdefault(relation["target_claim_id"], []).append(relation["claim_id"])
    found = {name for name, cell in claims.rows("claim_id", "source_ids") if cell}
    found |= claims.names_in_unusable(["claim_id"]) | relations.named_by_unusable(["claim_id", "target_claim_id"], ids)
    found |= repeated_by.keys() - ids
    waiting = list(found)
    while waiting:
        new = [name for name in repeated_by.get(waiting.pop(), ()) if name not in found]
        found.update(new)
        waiting += new
    return found
