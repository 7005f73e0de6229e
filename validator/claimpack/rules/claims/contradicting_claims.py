"""Two claims about the same thing can't both be true.

## What it checks

Claims on the same outcome are compared if their interventions, routes, populations and comparators meet: they are
equal, or one is broader than the other in concepts.csv. Blank means no restriction. Severity, onset, conditions, dose
and follow-up must be the same, or blank in one of them; 0.5 g daily is the same dose as 500 mg/day. These pairs of
directions disagree:

| one claim says | another says |
|---|---|
| increased | decreased |
| increased | no_difference |
| increased | no_increase |
| not_observed | increased |
| decreased | no_difference |
| decreased | no_decrease |
| not_observed | occurs |

If the two are about exactly the same, the problem is a warning. If one is broader it is a note, since a pooled result
need not hold for a part. But "never seen" holds for every part: if something narrower is said to have been seen, it is
a warning, and the other way round it is no problem. Claims that say the same about the same thing are reported
together.

## Why it matters

Readers of an article that says both will believe the one they prefer. Between articles, such pairs show where the field
disagrees.

## Fails

```csv claims
claim_id,passage_id,claim_type,statement,intervention,population,comparator,outcome,effect_direction,population_basis,source_ids
C6,P3,study_result,An invented rise.,bright_light,adults,dim_light,headache,increased,not_reported,S2
```

## Passes

```csv claims
claim_id,passage_id,claim_type,statement,intervention,population,comparator,outcome,effect_direction,population_basis,source_ids
C6,P3,study_result,An invented rise.,bright_light,adults,dim_light,eye_strain,increased,not_reported,S1
```

## How to fix

Compare both with the article. If one is recorded wrongly or too broadly, correct it. If the article contradicts itself,
record that in the relations table (`contradicts`) and acknowledge the problem.

## Source

Claimpack's own table of directions; the scope of a claim after PICO, Richardson and others 1995,
https://doi.org/10.7326/ACPJC-1995-123-3-A12.
"""

from collections.abc import Iterator

from claimpack.evidence.directions import DISAGREEING
from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.disagreeingclaims import disagreements
from claimpack.rules.finding import Observation

SEVERITY = "warning"

_HINT = (
    "Compare both with the article and correct the one that is recorded wrongly or too broadly; if the article "
    "contradicts itself, acknowledge it."
)


def check(package: Package) -> Iterator[Observation]:
    """Compares the claims on each outcome."""
    yield from disagreements(evidence_of(package), DISAGREEING, _HINT, outcomes="equal")
