"""A claim about an outcome does not go with a claim about a part of it.

## What it checks

Claims on an outcome against claims on narrower outcomes, where their scopes meet as in contradicting-claims:

| of the outcome | of a narrower one |
|---|---|
| not_observed | increased |
| not_observed | occurs |
| no_increase | increased |
| no_difference | increased |
| no_difference | decreased |

What was never seen can't be seen in a part: that is a warning. The others are notes, since a whole can stay as it is
while a part of it changes.

## Why it matters

"No serious adverse events" beside "rarely, infection" is a contradiction that no reader should have to find.

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

Compare both with the article. Often the broader claim is limited, to serious events say, and its record is not. If the
article does contradict itself, acknowledge the problem.

## Source

Claimpack's own, by the hierarchy of concepts.csv (SKOS, https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.claimpairs import ALIKE, pairs_on_one_subject
from validator.evidence.directions import WHOLE_AGAINST_PART
from validator.evidence.hierarchy import hierarchy
from validator.evidence.rows import rows_of
from validator.evidence.scopes import LIMITS, SCOPE
from validator.evidence.sound import sound_claims
from validator.rules.claimgroups import Disagreement, disagreement
from validator.rules.finding import Examined, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "outcome"

_HINT = "Compare both with the article; correct the one that is recorded too broadly, or acknowledge it."


def check(package: Package) -> Iterator[Sighting]:
    """Compares the claims on each outcome with those on its parts."""
    claims = sound_claims(package)
    yield from left_out(claims)
    comparable = claims.rows["effect_direction"].isin({word for pair in WHOLE_AGAINST_PART for word in pair})
    yield Examined(int((comparable & (claims.rows["outcome"] != "")).sum()))
    found = pairs_on_one_subject(
        claims.rows, claims.alike(ALIKE), WHOLE_AGAINST_PART, hierarchy(package), outcomes="broader"
    )
    includes = found.pairs[[*SCOPE[1:], *LIMITS]].isin(["equal", "broader"]).all(axis=1)
    never = found.pairs["left_direction"] == "not_observed"
    for pair in rows_of(found.pairs[includes | ~never]):
        tentative = pair["left_direction"] != "not_observed"
        yield disagreement(claims, found, Disagreement(pair, _HINT, tentative=tentative))
