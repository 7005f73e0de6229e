"""A claim repeats another one but leaves out what limited it.

## What it checks

Each claim that `restates` another keeps its limits. If the original has conditions, the repetition has conditions too.
If the original has a frequency or a severity, the repetition has the same one. A repetition that names a broader
intervention, route, population or comparator, or none, is a note, and so is one that leaves out a dose or follow-up.

## Why it matters

"Very safe if properly made and given" becomes "very safe" three paragraphs later, and people quote the second sentence.

## Fails

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,population_basis,source_ids
C6,P5,adverse_event,Treatment may bring on a headache.,bright_light,headache,occurs,not_reported,S1;S2
```

```csv relations
claim_id,relation,target_claim_id
C6,restates,C2
```

## Passes

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,severity,population_basis,source_ids
C6,P5,adverse_event,Treatment may bring on a mild headache.,bright_light,headache,occurs,mild,not_reported,S1;S2
```

```csv relations
claim_id,relation,target_claim_id
C6,restates,C2
```

## How to fix

If the article keeps the condition, enter it for the repetition too. If the article drops it, acknowledge the problem.

## Source

Boutron and others 2010, on spin, https://doi.org/10.1001/jama.2010.651.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.scope import SCOPE
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed, quoted

SEVERITY = "warning"

_QUALIFIERS = ("conditions", "frequency", "severity")
_NOTED = ("dose", "follow_up")

_HINT = "Enter it here too if the article keeps it; acknowledge it if the article leaves it out."


def check(package: Package) -> Iterator[Observation]:
    """Compares each repetition with what it repeats."""
    evidence = evidence_of(package)
    claims, relations, tree = evidence.claims, evidence.relations, evidence.concepts
    yield from left_out(claims, relations)
    examined = 0
    for relation in relations:
        claim, original = (claims.by_id.get(relation[column]) for column in ("claim_id", "target_claim_id"))
        if relation["relation"] == "restates" and claim and original and claim != original:
            examined += 1
            yield from _compare(claim, original, tree)
    yield Examined(examined)


def _compare(claim: Record, original: Record, tree: Hierarchy) -> Iterator[Finding]:
    dropped = [column for column in _QUALIFIERS if _limit(original, column) and not _limit(claim, column)]
    changed = [
        column
        for column in _QUALIFIERS[1:]
        if _limit(claim, column) and _limit(original, column) not in ("", claim[column])
    ]
    widened = [column for column in SCOPE[1:] if tree.relation(claim[column], original[column]) == "broader"]
    widened += [column for column in _NOTED if original[column] and not claim[column]]
    if not dropped and not changed and not widened:
        return
    lost = [f"leaves out {column} {quoted(original[column])}" for column in dropped]
    lost += [f"changes {column} from {original[column]} to {claim[column]}" for column in changed]
    lost += [f"widens {column} from {original[column]} to {claim[column] or 'any'}" for column in widened]
    column, message = (*dropped, *changed, *widened)[0], f"{claim.key} restates {original.key}, but {listed(lost)}"
    judged = tuple(each[column] for each in (claim, original) for column in (*_QUALIFIERS, *SCOPE[1:]))
    judged += tuple(original[column] for column in widened if column in _NOTED)
    cause = (claim["passage_id"], original["passage_id"], *lost)
    data = {"restates": original.key, "dropped": dropped, "changed": changed, "widened": widened}
    tentative = not (dropped or changed)
    yield Finding.on(claim, column, message, _HINT, judged, original, tentative=tentative, cause=cause, data=data)


def _limit(claim: Record, column: str) -> str:
    """What a claim limits itself to; "any" is no limit."""
    return claim[column].removeprefix("any") if column == "severity" else claim[column]
