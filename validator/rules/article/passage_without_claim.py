"""A passage should carry a claim and has none, or carries none and does not say why.

## What it checks

A passage whose `coverage` is `claims` has at least one claim; one whose `coverage` is `none` gives its
`coverage_reason`.

## Why it matters

The reader of the package must be able to tell a sentence without a claim from one that was forgotten.

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

Add the claim, or make the coverage `none` and say why.

## Source

Claimpack's own: every word of the article is accounted for.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.refusedcells import left_out_records, unsaid
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"

_MOST_MISTYPED = 20
"""For so many claims whose passage is not there, the passages nearest to what is written are left alone."""


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each passage."""
    passages, claims = package.table("passages"), package.table("claims")
    coverage, ids, hashes = passages["coverage"], passages["passage_id"], passages["sha256"]
    yield Examined(int(((coverage != "") & (ids != "")).sum()))
    named = claims.as_written("passage_id")
    mistyped = named[(named != "") & ~named.isin(passages.as_written("passage_id"))].unique()[:_MOST_MISTYPED]
    meant = [near for name in mistyped for near in difflib.get_close_matches(name, ids, n=3)]
    empty = (coverage == "claims") & (ids != "") & ~ids.isin(named)
    may_be_meant = empty & ids.isin(meant)
    if may_be_meant.any():
        count = counted(int(may_be_meant.sum()), "passage")
        yield LeftOut(f"{count} that may be meant by claims whose passage is not in passages")
    for record in passages.records_where(empty & ~may_be_meant):
        message = "coverage is claims, but no claim stands on the passage"
        hint = "Add the claim, or make the coverage none and say why."
        yield Finding(
            passages.place(record, "coverage"),
            message,
            hint,
            passages.subjects(record),
            ("claims", hashes.iloc[record]),
        )
    reasons, unread = passages["coverage_reason"], unsaid(passages, "coverage_reason") & (coverage == "none")
    yield from left_out_records(passages, unread | unsaid(passages, "coverage", "passage_id"))
    for record in passages.records_where((coverage == "none") & (reasons == "") & ~unread):
        message = "coverage is none, but coverage_reason does not say why"
        hint = "Say in a few words why the passage carries no claim."
        yield Finding(
            passages.place(record, "coverage_reason"),
            message,
            hint,
            passages.subjects(record),
            ("none", hashes.iloc[record]),
        )
