"""A claim about an outcome contradicts a claim about a part of it.

## What it checks

Claims on an outcome are compared with claims on narrower outcomes, if their scopes meet as in contradicting-claims:

| a claim on the outcome says | a claim on a narrower one says |
|---|---|
| not_observed | increased |
| not_observed | occurs |
| no_increase | increased |
| no_difference | increased |
| no_difference | decreased |
| no_decrease | decreased |

What was never seen can't have been seen in a part: that is a warning. The other pairs are notes, since a whole can stay
the same while a part of it changes.

## Why it matters

Readers should not have to find out by themselves that "no serious adverse events" and "rarely, infection" contradict
each other.

## Fails

```csv claims
claim_id,passage_id,claim_type,statement,outcome,effect_direction,population_basis,source_ids
C4,P7,study_result,Nothing untoward has been seen.,adverse_event,not_observed,not_reported,S2
```

## Passes

```csv claims
claim_id,passage_id,claim_type,statement,outcome,effect_direction,population_basis,source_ids
C4,P7,study_result,Nothing untoward has been seen.,eye_damage,not_observed,not_reported,S2
```

## How to fix

Compare both with the article. Often the broader claim is limited, say to serious events, but its record is not. If the
article does contradict itself, acknowledge the problem.

## Source

Claimpack's own, by the hierarchy of concepts.csv (SKOS, https://www.w3.org/TR/skos-reference/).
"""

from collections.abc import Iterator

from claimpack.evidence.directions import WHOLE_AGAINST_PART
from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.disagreeingclaims import disagreements
from claimpack.rules.finding import Observation

SEVERITY = "warning"

_HINT = "Compare both with the article; correct the one that is recorded too broadly, or acknowledge it."


def check(package: Package) -> Iterator[Observation]:
    """Compares the claims on each outcome with those on its parts."""
    yield from disagreements(evidence_of(package), WHOLE_AGAINST_PART, _HINT, outcomes="broader")
