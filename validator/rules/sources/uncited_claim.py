"""A claim about an effect cites no source.

## What it checks

Each claim that says something of an outcome cites a source, or restates or sums up a claim that does. Requirements,
limitations and claims that say nothing of an effect need none; a claim whose population size is `from_source` is
invalid-record's.

## Why it matters

A claim without a source asks to be believed.

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

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.directions import OF_AN_EFFECT
from validator.evidence.evidence import evidence_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.package.package import Package
    from validator.package.table import Record

SEVERITY = "warning"

_NEED_NONE = ("requirement", "limitation")
_HINT = (
    "Add the source that the passage cites, or the relation to the claim it repeats; if there is none, acknowledge it."
)


def check(package: Package) -> Iterator[Sighting]:
    """Looks for the sources of each claim about an effect."""
    evidence = evidence_of(package)
    claims, relations = evidence.claims, evidence.relations
    yield from left_out(claims, relations)
    known = claims.by_id
    backed = {claim["claim_id"] for claim in claims if claim["source_ids"]}
    backed |= claims.names_in_lost(["claim_id"])
    backed |= relations.named_by_lost(["claim_id", "target_claim_id"], known)
    backed |= _repeating(relations, backed, known)
    for claim in claims:
        direction = claim["effect_direction"]
        if direction not in OF_AN_EFFECT or claim["claim_type"] in _NEED_NONE:
            continue
        if claim["population_basis"] == "from_source":  # which asks for a source, as invalid-record says
            continue
        yield Examined(1)
        if claim["claim_id"] not in backed:
            what = f"{direction} ({claim['outcome'] or 'an outcome'})"
            message = f"source_ids is blank, but effect_direction is {what}"
            subjects, judged = (claim["claim_id"],), (direction, claim["outcome"])
            yield Finding(claim.place("source_ids"), message, _HINT, subjects, judged)


def _repeating(relations: Iterable[Record], backed: set[str], known: dict[str, Record]) -> set[str]:
    """The claims that repeat one with a source, or one that is not here, or one that repeats such a one, and so on."""
    repeated_by: dict[str, list[str]] = {}
    for relation in relations:
        if relation["relation"] in ("restates", "summarises"):
            repeated_by.setdefault(relation["target_claim_id"], []).append(relation["claim_id"])
    reached = [target for target in repeated_by if target in backed or target not in known]
    found: set[str] = set()
    while reached:
        claims = [claim for claim in repeated_by.pop(reached.pop(), []) if claim not in found]
        found.update(claims)
        reached += claims
    return found
