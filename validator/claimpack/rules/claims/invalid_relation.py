"""A relation between two claims can't be right.

## What it checks

- No claim relates to itself.
- A claim does not restate a claim whose direction disagrees with its own (see contradicting-claims), or sum up such a
  claim on the same outcome. It does not restate a claim on an unrelated outcome.
- Two claims do not each restate, sum up or qualify the other.
- Two claims do not both contradict each other and agree.
- A claim that `contradicts` another is on a related outcome and has a direction that disagrees with the other's. If
  not, the problem is a warning, since statements can differ in more than their direction.

## Why it matters

Apps follow these links to show what belongs together. A wrong link shows a claim beside its opposite as if they were
the same.

## Fails

```csv relations
claim_id,relation,target_claim_id
C5,restates,C4
```

## Passes

```csv relations
claim_id,relation,target_claim_id
C5,qualifies,C1
```

## How to fix

Correct the relation, the ids, or the direction of the claim that is wrong.

## Source

Claimpack's own.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from claimpack.evidence.directions import disagree
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

SEVERITY = "error"

_VERBS = {"restates": "restate", "summarises": "sum up", "qualifies": "qualify"}
"""The relations that run in one direction, as verbs."""
_AGREEING = ("restates", "summarises")
_HINT = "Correct the relation, the ids, or the claim that is recorded wrongly."


def check(package: Package) -> Iterator[Observation]:
    """Looks at each relation, and at what is said the other way round."""
    evidence = evidence_of(package)
    claims, relations, tree = evidence.claims, evidence.relations, evidence.concepts
    yield from left_out(claims, relations)
    yield Examined(len(relations))
    said = set(relations.rows("claim_id", "relation", "target_claim_id"))
    for relation in relations:
        one, other = (claims.by_id.get(relation[column]) for column in ("claim_id", "target_claim_id"))
        if one is None or other is None:
            continue
        why, tentative = _fault(one, relation["relation"], other, said, tree)
        if why:
            message = f"relation is {relation['relation']}, but {why}"
            about = (one["outcome"], one["effect_direction"], other["outcome"], other["effect_direction"])
            data = {column: relation[column] for column in ("relation", "claim_id", "target_claim_id")}
            yield Finding(
                relation.place("relation"),
                message,
                _HINT,
                (one.key, other.key),
                (relation["relation"], *about),
                tentative,
                subject_tables=("claims", "claims"),
                data=data,
            )


def _fault(
    one: Record, relation: str, other: Record, said: AbstractSet[tuple[str, ...]], tree: Hierarchy
) -> tuple[str, bool]:
    """Why the relation can't be, and whether that is uncertain; blank if nothing is wrong."""
    name, target = one["claim_id"], other["claim_id"]
    outcomes = one["outcome"], other["outcome"]
    directions = f"{name} is {one['effect_direction']} and {target} is {other['effect_direction']}"
    disagreeing = disagree(one["effect_direction"], other["effect_direction"])
    if name == target:
        return "a claim has no relation to itself", False
    if relation in _VERBS and (target, relation, name) in said and name > target:
        return f"{target} is also said to {_VERBS[relation]} {name}", False
    if relation == "contradicts" and any({(name, word, target), (target, word, name)} & said for word in _AGREEING):
        return "one of the two is also said to restate or sum up the other", False
    if relation == "contradicts" and not disagreeing:
        return f"their directions do not disagree: {directions}", True
    same = outcomes[0] == outcomes[1] or relation == "restates"
    if relation in _AGREEING and same and disagreeing:
        return f"their directions disagree: {directions}", False
    if relation in ("restates", "contradicts") and not tree.relation(*outcomes):
        unrelated = f"they are about unrelated outcomes: {outcomes[0]} and {outcomes[1]}"
        return unrelated, relation == "contradicts"
    return "", False
