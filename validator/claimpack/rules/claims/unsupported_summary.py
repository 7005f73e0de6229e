"""A claim sums up sources, but nothing recorded from one of them is about its outcome.

## What it checks

A synthesis that says something about an outcome needs one of these for each source that it cites:

- an estimate of that source that bears on it;
- a claim that is not a synthesis and cites that source, on the same, a broader or a narrower outcome in a scope that
  meets;
- a relation which says that it sums up or restates a claim that cites that source, with a `note` on how the two fit
  together.

unidentified-source reports sources that are not identified.

## Why it matters

A summary gets its weight from what it sums up. If nothing in a source is about the outcome, the citation is only
decoration.

## Fails

```csv claims
claim_id,claim_type,outcome
C1,synthesis,long_term_safety
```

## Passes

```csv claims
claim_id,claim_type,outcome
C1,synthesis,headache
```

## How to fix

Record what the source says about the outcome: an estimate, or the claim of the article that is based on it, or the
relation to that claim, with a note that says how the summary follows from it. If the source says nothing about it,
acknowledge the problem.

## Source

Baethge and Jergas 2025, https://doi.org/10.1186/s41073-025-00173-z, on citations that do not support what they are
cited for.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from claimpack.evidence.directions import OF_AN_EFFECT
from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.relatedpairs import meeting_scopes
from claimpack.evidence.scope import Scope, scope_of
from claimpack.evidence.usable import UsableRecords
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import split_items
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"


_Summary = tuple[Record, Scope, list[str]]
"""A synthesis, its scope, and sources that it cites."""


def check(package: Package) -> Iterator[Observation]:
    """Looks for what each synthesis sums up."""
    evidence = evidence_of(package)
    evidence.matching  # noqa: B018 - raises if it is not available
    yield from left_out(evidence.claims, evidence.estimates, evidence.relations)
    summaries = list(_summaries(evidence))
    yield Examined(sum(len(sources) for _, _, sources in summaries))
    summaries = list(_not_supported_by_records(evidence, summaries))
    supported = _supported_by_claims(evidence, summaries)
    for claim, scope, sources in summaries:
        lacking = [source for source in sources if scope not in supported[source]]
        if lacking:
            yield _finding(evidence, claim, lacking)


def _summaries(evidence: Evidence) -> Iterator[_Summary]:
    """Each synthesis that says something of an outcome, with the identified sources that it cites."""
    claims, lost = evidence.claims, _lost(evidence)
    columns = map(claims.cells, ("claim_type", "outcome", "effect_direction"))
    for number, kind, outcome, direction in zip(claims.numbers, *columns, strict=True):
        if kind == "synthesis" and outcome and direction in OF_AN_EFFECT:
            claim = claims.table.record(number)
            if lost.isdisjoint(claim.items("source_ids")) and not evidence.may_lack_estimates(claim):
                cited = evidence.sources_of(claim)
                identified = [source["source_id"] for source in cited if source["status"] == "identified"]
                yield claim, scope_of(claim), identified


def _lost(evidence: Evidence) -> AbstractSet[str]:
    """The cited sources that a claim or relation which was left out may support."""
    claims = evidence.claims
    if evidence.relations.unusable:
        return evidence.times_cited.keys()
    written = claims.table.written("source_ids")
    if not any(written[record] for record in claims.unusable):
        return frozenset()
    return claims.named_by_unusable(["source_ids"], evidence.times_cited)


def _not_supported_by_records(evidence: Evidence, summaries: Iterable[_Summary]) -> Iterator[_Summary]:
    """The syntheses with those of their sources that neither an estimate nor a relation supports."""
    restated = _sources_of_restated(evidence)
    for claim, scope, sources in summaries:
        support = {match.estimate["source_id"] for match in evidence.bearing_on(claim)}
        support |= restated.get(claim["claim_id"], set())
        if not support.issuperset(sources):
            yield claim, scope, [source for source in sources if source not in support]


def _sources_of_restated(evidence: Evidence) -> dict[str, set[str]]:
    """For each claim the sources of the claims that it sums up or restates by a relation with a note."""
    found: dict[str, set[str]] = {}
    claims = evidence.claims.by_id
    for relation in evidence.relations:
        target = claims.get(relation["target_claim_id"])
        if target and relation["relation"] in ("restates", "summarises") and relation["note"].strip():
            found.setdefault(relation["claim_id"], set()).update(target.items("source_ids"))
    return found


def _supported_by_claims(evidence: Evidence, summaries: Iterable[_Summary]) -> dict[str, set[Scope]]:
    """For each source the scopes of syntheses that meet the scope of another claim that cites it."""
    asked: dict[str, set[Scope]] = {}
    for _, scope, sources in summaries:
        for source in sources:
            asked.setdefault(source, set()).add(scope)
    others = _scopes_by_source(evidence.claims, asked.keys())
    meeting = meeting_scopes(asked.values(), others.values(), evidence.concepts, len(evidence.claims))
    supported = {source: scopes & others[source] for source, scopes in asked.items()}
    for source, scopes in supported.items():
        scopes.update(scope for scope, _, _ in meeting.pairs(asked[source] - scopes, others[source]))
    return supported


def _scopes_by_source(claims: UsableRecords, sources: AbstractSet[str]) -> dict[str, set[Scope]]:
    """For each of these sources the scopes of the claims other than syntheses that cite it."""
    found: dict[str, set[Scope]] = {source: set() for source in sources}
    asked_in = cache(lambda cell: [source for source in split_items(cell) if source in sources])
    columns = map(claims.cells, ("claim_type", "outcome", "source_ids"))
    for number, kind, outcome, cell in zip(claims.numbers, *columns, strict=True):
        if kind != "synthesis" and outcome and cell:
            for source in asked_in(cell):
                found[source].add(scope_of(claims.table.record(number)))
    return found


def _finding(evidence: Evidence, claim: Record, sources: list[str]) -> Finding:
    outcome = evidence.label_of(claim["outcome"])
    message = (
        f"source_ids names {listed(sources, 'or')}, but nothing recorded from it is about {outcome} in this scope: no "
        "estimate, and no claim other than a synthesis"
    )
    hint = (
        "Record what the source says of it, or a relation to the claim that this one sums up, with a note on how "
        "the two go together; acknowledge it if there is nothing."
    )
    judged = (claim["outcome"], claim["effect_direction"], *sorted(sources))
    data = {"outcome": claim["outcome"], "effect_direction": claim["effect_direction"], "source_ids": sources}
    return Finding.on(claim, "source_ids", message, hint, judged, cause=(claim["passage_id"], *judged), data=data)
