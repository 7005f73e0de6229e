"""Two claims say of one thing what can't both be so.

## What it checks

Claims on the same outcome, whose interventions, routes, populations and comparators meet: equal, or one broader than
the other in concepts.csv; blank is no restriction. Severity, onset, conditions, dose and follow-up must be the same,
or left open by one. These pairs of directions disagree:

| one claim says | another says |
|---|---|
| increased | decreased |
| increased | no_difference |
| increased | no_increase |
| not_observed | increased |
| decreased | no_difference |
| decreased | no_decrease |
| not_observed | occurs |

If the two are about exactly the same, it is a warning. If one is broader, it is a note, since a pooled result need
not hold for a part; but "never seen" holds for every part, so there it is a warning if something narrower is said to
be seen, and nothing the other way round. Claims that say the same of the same thing are told of together.

## Why it matters

An article that says both leaves its readers with the one they like better. Across articles, it shows where the field
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

from claimpack.evidence.claimgroups import group_pairs
from claimpack.evidence.directions import DISAGREEING
from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.disagreeingclaims import disagreement
from claimpack.rules.finding import Examined, Observation, left_out

SEVERITY = "warning"

_DIRECTIONS = {word for pair in DISAGREEING for word in pair}
_HINT = (
    "Compare both with the article and correct the one that is recorded wrongly or too broadly; if the article "
    "contradicts itself, acknowledge it."
)


def check(package: Package) -> Iterator[Observation]:
    """Compares the claims on each outcome."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims)
    groups = evidence.claim_groups
    yield Examined(sum(len(each[-1].claims) for word in _DIRECTIONS for each in groups.get(word, ())))
    for pair in group_pairs(groups, DISAGREEING, evidence.concepts, outcomes="equal"):
        never = pair.left.direction == "not_observed"
        if pair.left_includes_right or not never:
            yield disagreement(pair, _HINT, tentative=not pair.is_same and not never)
