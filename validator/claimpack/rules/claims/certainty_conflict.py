"""The article calls a matter unsettled, but elsewhere writes of it without qualification.

## What it checks

A limitation here is a claim that is `uncertain`, or a claim of type limitation that states no effect. It is compared
with the claims of the same article that say something definite (more than that the outcome occurs) about the same or a
broader outcome, if their scopes, severity and onset meet. Then one of these is needed:

- a relation which says that the limitation `qualifies` the claim, with a `note` on what it limits;
- conditions of the claim itself.

Where the claim's outcome is narrower than the limitation's, the problem is a note.

## Why it matters

"An excellent safety profile" and "long-term data are limited" can both be true, but an app that shows the first has to
show the second beside it. With the relation and its note it does: they become a caveat of the claim.

## Fails

```csv claims
claim_id,statement,outcome
C5,Little is known about headache.,headache
```

## Passes

```csv claims
claim_id,statement,outcome
C5,Little is known about headache.,headache
```

```csv relations
claim_id,relation,target_claim_id,note
C5,qualifies,C1,Nobody was followed for longer than four weeks.
```

## How to fix

If the limitation limits the claim, record that in the relations table: `qualifies`, from the limitation to the claim,
with a note that says what it limits. A relation without a note does not settle the problem. If the two are about
different things, make their outcomes or scopes say so. Otherwise acknowledge the problem.

## Source

GRADE guidelines 26, on saying how certain a finding is, https://doi.org/10.1016/j.jclinepi.2019.10.014.
"""

from collections.abc import Iterator, Mapping

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.hierarchy import Hierarchy
from claimpack.evidence.relatedpairs import RelatedInAll, meeting_scopes
from claimpack.evidence.scope import LIMITS, SCOPE, Comparisons, Scope, scope_of
from claimpack.evidence.usable import UsableRecords
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out

_Claims = dict[Scope, list[Record]]
"""Claims by their scope."""

SEVERITY = "warning"

_DEFINITE = OF_AN_EFFECT - {"occurs"}


def check(package: Package) -> Iterator[Observation]:
    """Looks for claims that a limitation is about but does not qualify."""
    evidence = evidence_of(package)
    claims, relations = evidence.claims, evidence.relations
    yield from left_out(claims, relations)
    unsettled = _unsettled(claims, evidence.article_of)
    yield Examined(sum(len(some) for scopes in unsettled.values() for some in scopes.values()))
    tree = evidence.concepts
    definite = _definite(claims, evidence.article_of, unsettled, tree)
    lost = relations.named_by_unusable(["claim_id", "target_claim_id"], claims.cells("claim_id"))
    columns = relations.rows("claim_id", "target_claim_id", "relation", "note")
    has_note = {(name, target): bool(note.strip()) for name, target, word, note in columns if word == "qualifies"}
    meeting = meeting_scopes(unsettled.values(), definite.values(), tree, len(claims))
    compared = Comparisons(len(claims))
    for article, definite_here in definite.items():
        for limitation, claim, is_narrower in _pairs(unsettled[article], definite_here, meeting, compared):
            name, limiting = claim["claim_id"], limitation["claim_id"]
            noted = has_note.get((limiting, name))
            if not noted and name not in lost and _alike(limitation, claim):
                hint = _hint(limiting, name, is_recorded=noted is not None)
                yield _finding(evidence, limitation, claim, hint, tentative=is_narrower)


def _unsettled(claims: UsableRecords, article_of: Mapping[str, str]) -> dict[str, _Claims]:
    """The claims of each article that call a matter unsettled."""
    found: dict[str, _Claims] = {}
    rows = claims.rows("passage_id", "outcome", "claim_type", "effect_direction")
    for number, (passage, outcome, kind, direction) in zip(claims.numbers, rows, strict=True):
        if outcome and (direction == "uncertain" or (direction == "not_applicable" and kind == "limitation")):
            claim = claims.table.record(number)
            found.setdefault(article_of[passage], {}).setdefault(scope_of(claim), []).append(claim)
    return found


def _definite(
    claims: UsableRecords, article_of: Mapping[str, str], unsettled: Mapping[str, _Claims], tree: Hierarchy
) -> dict[str, _Claims]:
    """The claims of each article that are definite about an outcome near one that the article calls unsettled."""
    near = {
        article: set[str]().union(*(tree.including(each.outcome) | tree.included_in(each.outcome) for each in scopes))
        for article, scopes in unsettled.items()
    }
    found: dict[str, _Claims] = {}
    rows = claims.rows("passage_id", "outcome", "effect_direction", "conditions")
    for number, (passage, outcome, direction, conditions) in zip(claims.numbers, rows, strict=True):
        if direction in _DEFINITE and outcome and not conditions and outcome in near.get(article_of[passage], ()):
            claim = claims.table.record(number)
            found.setdefault(article_of[passage], {}).setdefault(scope_of(claim), []).append(claim)
    return found


def _pairs(
    unsettled: _Claims, definite: _Claims, meeting: RelatedInAll, compared: Comparisons
) -> Iterator[tuple[Record, Record, bool]]:
    """Each limitation with each claim whose scope it meets, and whether the claim's outcome is narrower."""
    for scope, other, relations in meeting.pairs(unsettled, definite):
        compared.found(len(unsettled[scope]) * len(definite[other]))
        for limitation in unsettled[scope]:
            for claim in definite[other]:
                yield limitation, claim, relations[0] == "broader"


def _hint(limiting: str, name: str, *, is_recorded: bool) -> str:
    """What to do; ``is_recorded``: whether the relation exists and only lacks its note."""
    if is_recorded:
        is_blank = f"{limiting} qualifies {name}, but the relation's note is blank"
        return f"{is_blank}: say there what {limiting} limits in {name}."
    return (
        f"If {limiting} limits it, record that {limiting} qualifies {name}, and in the relation's note what it limits; "
        "otherwise acknowledge it."
    )


def _alike(limitation: Record, claim: Record) -> bool:
    """Whether no severity or onset that both name differs."""
    pairs = ((limitation[column], claim[column]) for column in ("severity", "onset"))
    return all(one == other or {one, other} & {"", "any"} for one, other in pairs)


def _finding(evidence: Evidence, limitation: Record, claim: Record, hint: str, *, tentative: bool) -> Finding:
    limiting, direction = limitation["claim_id"], claim["effect_direction"]
    message = (
        f"effect_direction is {direction} ({evidence.label_of(claim['outcome'])}) without qualification, "
        f"but {limiting} calls {evidence.label_of(limitation['outcome'])} unsettled"
    )
    judged = tuple(each[column] for each in (claim, limitation) for column in (*SCOPE, *LIMITS, "effect_direction"))
    data = {"effect_direction": direction, "outcome": claim["outcome"], "limitation": limiting}
    return Finding.on(
        claim,
        "effect_direction",
        message,
        hint,
        judged,
        limitation,
        tentative=tentative,
        cause=(claim["passage_id"], limiting, limitation["outcome"]),
        data={**data, "unsettled": limitation["outcome"]},
    )
