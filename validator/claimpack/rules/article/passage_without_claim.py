"""A passage should have a claim but has none, or has none and does not say why.

## What it checks

A passage whose `coverage` is `claims` has at least one claim. A passage whose `coverage` is `none` has a
`coverage_reason`.

## Why it matters

Readers of the package must be able to see whether a sentence makes no claim or was forgotten.

## Fails

```csv passages
passage_id,coverage,coverage_reason
P1,claims,
```

## Passes

```csv passages
passage_id,coverage,coverage_reason
P1,none,Title.
```

## How to fix

Add the claim, or set the coverage to `none` and say why.

## Source

Claimpack's own: every word of the article is accounted for.
"""

import difflib
from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.rules.finding import Examined, Finding, Observation, left_out_if_any, left_out_records, refused_in

SEVERITY = "warning"

_MOST_MISTYPED = 20
"""At most this many mistyped passage ids are looked up: passages with a similar id are then not reported."""


def check(package: Package) -> Iterator[Observation]:
    """Looks at each passage."""
    passages, claims = package.table("passages"), package.table("claims")
    yield from _without_claims(passages, claims)
    yield from _without_reasons(passages)


def _without_claims(passages: Table, claims: Table) -> Iterator[Observation]:
    coverage, ids, hashes = map(passages.cells, ("coverage", "passage_id", "sha256"))
    yield Examined(sum(bool(cell and name) for cell, name in zip(coverage, ids, strict=True)))
    named = claims.distinct_cells("passage_id")
    empty = [
        record
        for record, (cell, name) in enumerate(zip(coverage, ids, strict=True))
        if cell == "claims" and name and name not in named
    ]
    meant = _probably_meant(claims, passages)
    alone = [record for record in empty if ids[record] not in meant]
    why = "that may be meant by claims whose passage is not in passages"
    yield from left_out_if_any(len(empty) - len(alone), "passage", why)
    for record in alone:
        message = "coverage is claims, but no claim is on the passage"
        hint = "Add the claim, or set the coverage to none and say why."
        judged, cause = ("claims", hashes[record]), () if len(claims) else ("no claims yet",)
        yield Finding.on(passages.record(record), "coverage", message, hint, judged, cause=cause)


def _probably_meant(claims: Table, passages: Table) -> set[str]:
    """The passages whose ids are most similar to the unknown ids that claims name."""
    there, ids = passages.distinct_cells("passage_id") | {""}, passages.cells("passage_id")
    mistyped = [name for name in dict.fromkeys(claims.written("passage_id")) if name not in there][:_MOST_MISTYPED]
    return {near for name in mistyped for near in difflib.get_close_matches(name, ids, n=3)}


def _without_reasons(passages: Table) -> Iterator[Observation]:
    coverage, reasons, hashes = map(passages.cells, ("coverage", "coverage_reason", "sha256"))
    unread = {record for record in refused_in(passages, "coverage_reason") if coverage[record] == "none"}
    yield from left_out_records(passages, unread | refused_in(passages, "coverage", "passage_id"))
    for record, (cell, reason) in enumerate(zip(coverage, reasons, strict=True)):
        if cell == "none" and not reason and record not in unread:
            message = "coverage is none, but coverage_reason does not say why"
            hint = "Say in a few words why the passage carries no claim."
            yield Finding.on(passages.record(record), "coverage_reason", message, hint, ("none", hashes[record]))
