"""A relation between two claims can't be what it says.

## What it checks

- No claim relates to itself.
- A claim does not restate one, nor sum up one of the same outcome, whose direction disagrees with its own (see
  contradicting-claims), and does not restate one on an unrelated outcome.
- Two claims are not each said to restate, sum up or qualify the other.
- Two claims are not said both to contradict each other and to agree.
- A claim that `contradicts` another is on a related outcome and has a direction that disagrees with the other's.
  Otherwise it is a warning, since statements can differ in more than their direction.

## Why it matters

Apps follow these links to show what belongs together. A wrong one puts a claim beside its opposite and calls it the
same.

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

Correct the relation, the ids or the direction of the claim that is recorded wrongly.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from validator.evidence.directions import disagree
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_claims, sound_relations
from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package

SEVERITY = "error"

_VERBS = {"restates": "restate", "summarises": "sum up", "qualifies": "qualify"}
"""The relations that run in one direction, as verbs."""
_AGREEING = ("restates", "summarises")
_HINT = "Correct the relation, the ids, or the claim that is recorded wrongly."


class _Claim(NamedTuple):
    name: str
    outcome: str
    direction: str


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each relation, and at what is said the other way round."""
    claims, relations, tree = sound_claims(package), sound_relations(package), hierarchy(package)
    yield from left_out(claims, relations)
    rows = relations.rows
    named = claims.rows[claims.rows["claim_id"].isin({*rows["claim_id"], *rows["target_claim_id"]})]
    columns = (values_of(named[column]) for column in ("claim_id", "outcome", "effect_direction"))
    by_id = {name: _Claim(name, outcome, direction) for name, outcome, direction in zip(*columns, strict=True)}
    said = set(zip(*(values_of(rows[column]) for column in ("claim_id", "relation", "target_claim_id")), strict=True))
    yield Examined(len(rows))
    for record in relations.where(rows["claim_id"].isin(by_id) & rows["target_claim_id"].isin(by_id)):
        row = relations.row(record)
        one, other = by_id[row["claim_id"]], by_id[row["target_claim_id"]]
        why, tentative = _fault(one, row["relation"], other, said, tree)
        if why:
            message = f"relation is {row['relation']}, but {why}"
            judged = (row["relation"], one.outcome, one.direction, other.outcome, other.direction)
            subjects = (row["claim_id"], row["target_claim_id"])
            place = relations.place(record, "relation")
            tables = ("claims", "claims")
            yield Finding(place, message, _HINT, subjects, judged, tentative=tentative, subject_tables=tables)


def _fault(
    one: _Claim, relation: str, other: _Claim, said: set[tuple[str, str, str]], tree: Hierarchy
) -> tuple[str, bool]:
    """Why the relation can't be, and whether that is uncertain; blank if nothing is wrong."""
    name, target = one.name, other.name
    directions = f"{name} is {one.direction} and {target} is {other.direction}"
    if name == target:
        return "a claim has no relation to itself", False
    if relation in _VERBS and (target, relation, name) in said and name > target:
        return f"{target} is also said to {_VERBS[relation]} {name}", False
    if relation == "contradicts" and any(pair in said for pair in _agreeing(name, target)):
        return "one of the two is also said to restate or sum up the other", False
    if relation == "contradicts" and not disagree(one.direction, other.direction):
        return f"their directions do not disagree: {directions}", True
    same = one.outcome == other.outcome or relation == "restates"
    if relation in _AGREEING and same and disagree(one.direction, other.direction):
        return f"their directions disagree: {directions}", False
    if relation in ("restates", "contradicts") and not tree.relation(one.outcome, other.outcome):
        unrelated = f"they are about unrelated outcomes: {one.outcome} and {other.outcome}"
        return unrelated, relation == "contradicts"
    return "", False


def _agreeing(name: str, target: str) -> list[tuple[str, str, str]]:
    return [(first, relation, second) for first, second in ((name, target), (target, name)) for relation in _AGREEING]
