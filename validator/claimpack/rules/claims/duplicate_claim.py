"""Two records say the same about the same thing.

## What it checks

No two claims of one article have the same statement. None agree in all of scope, direction, severity, frequency, onset,
conditions, dose, follow-up and sources. Claims that a relation connects (one restates or sums up the other) are meant
to agree.

## Why it matters

An app that counts or lists claims would count this one twice.

## Fails

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,population_basis,source_ids
C6,P6,adverse_event,The eyes may be strained.,bright_light,eye_strain,occurs,not_reported,S2
```

## Passes

```csv claims
claim_id,passage_id,claim_type,statement,intervention,outcome,effect_direction,severity,population_basis,source_ids
C6,P6,adverse_event,The eyes may be strained badly.,bright_light,eye_strain,occurs,serious,not_reported,S2
```

## How to fix

Delete one of them if it was entered twice. If the article says it twice, record in the relations table that one
restates the other. If the two differ, show in a column how.

## Source

Claimpack's own.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence

from claimpack.evidence.claimgroups import limit_in_one_spelling
from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.lookalikes import folded
from claimpack.evidence.scope import SCOPE
from claimpack.evidence.usable import UsableRecords
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed, natural_order

SEVERITY = "warning"

_MEANING = (*SCOPE, "effect_direction", "severity", "frequency", "onset", "conditions", "source_ids")
_AS_WRITTEN = tuple(column for column in _MEANING if column not in ("severity", "source_ids"))
"""Columns in which different words always mean different things."""


def check(package: Package) -> Iterator[Observation]:
    """Groups the claims of each article by what they say."""
    evidence = evidence_of(package)
    claims, relations = evidence.claims, evidence.relations
    yield from left_out(claims, relations)
    articles = [evidence.article_of[passage] for passage in claims.cells("passage_id")]
    lost = relations.named_by_unusable(["claim_id", "target_claim_id"], claims.cells("claim_id"))
    yield Examined(sum(name not in lost for name in claims.cells("claim_id")))
    linked = _linked(relations)
    reported: set[tuple[str, ...]] = set()
    same_words, same_meaning = _of_the_same_words(claims, articles), _of_one_meaning(claims, articles)
    for what, groups in (("has the same statement as", same_words), ("says the same as", same_meaning)):
        for group in groups:
            by_id = {claim["claim_id"]: claim for claim in group if claim["claim_id"] not in lost}
            names = _unconnected(by_id, linked)
            if len(names) > 1 and names not in reported:
                reported.add(names)
                yield _finding([by_id[name] for name in names], what)


def _of_the_same_words(claims: UsableRecords, articles: Sequence[str]) -> Iterator[list[Record]]:
    """The claims of one article that have the same statement to a reader."""
    statements = zip(articles, claims.cells("statement"), strict=True)
    hashes = [hash((article, folded(statement))) for article, statement in statements]  # so that no text is kept
    return _groups(claims, articles, hashes, lambda claim: folded(claim["statement"]))


def _of_one_meaning(claims: UsableRecords, articles: Sequence[str]) -> Iterator[list[Record]]:
    """The claims of one article that say the same of an outcome."""
    about = list(zip(articles, *map(claims.cells, _AS_WRITTEN), strict=True))
    groups = _groups(claims, articles, about, lambda claim: tuple(_meaning(claim)))
    return (group for group in groups if group[0]["outcome"] and group[0]["effect_direction"] != "not_applicable")


def _meaning(claim: Record) -> Iterator[str]:
    """What a claim says; equal for claims that say the same in different words."""
    yield from (claim[column] for column in _AS_WRITTEN)
    yield from (limit_in_one_spelling(column, claim[column]) for column in ("severity", "dose", "follow_up"))
    yield ";".join(sorted(claim.items("source_ids")))


def _groups(
    claims: UsableRecords, articles: Sequence[str], roughly: Sequence[Hashable], said: Callable[[Record], Hashable]
) -> Iterator[list[Record]]:
    """The claims of one article that say the same, in file order; only those alike in ``roughly`` are compared."""
    repeated = {what for what, count in Counter(roughly).items() if count > 1}
    found: dict[Hashable, list[Record]] = {}
    for claim, article, what in zip(claims, articles, roughly, strict=True) if repeated else ():
        if what in repeated:
            found.setdefault((article, said(claim)), []).append(claim)
    return (group for group in found.values() if len(group) > 1)


def _finding(claims: list[Record], what: str) -> Finding:
    first, *others = claims
    message = f"claim_id {first.key} {what} {listed(claim.key for claim in others)}"
    hint = "Delete the one entered twice, or record that it restates the other, or let a column say how they differ."
    judged = (*(first[column] for column in _MEANING), *filter(None, (first["dose"], first["follow_up"])))
    data = {"claims": [claim.key for claim in claims]}
    return Finding.on(first, "claim_id", message, hint, judged, *others, data=data)


def _linked(relations: UsableRecords) -> dict[str, set[str]]:
    """For each claim the others that it restates or sums up, or that restate or sum it up."""
    linked: dict[str, set[str]] = {}
    columns = map(relations.cells, ("claim_id", "relation", "target_claim_id"))
    for name, relation, target in zip(*columns, strict=True):
        if relation in ("restates", "summarises"):
            linked.setdefault(name, set()).add(target)
            linked.setdefault(target, set()).add(name)
    return linked


def _unconnected(group: Collection[str], linked: dict[str, set[str]]) -> tuple[str, ...]:
    """One claim for each part of the group that relations connect, in descending order of ids."""
    waiting = set(group)
    first = []
    for name in sorted(waiting, key=natural_order):
        if name not in waiting:
            continue
        first.append(name)
        reached = {name}
        while reached:
            waiting -= reached
            reached = {other for each in reached for other in linked.get(each, ())} & waiting
    return tuple(reversed(first))
