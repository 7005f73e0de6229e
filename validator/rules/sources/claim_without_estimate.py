"""A claim compares or denies, and no number of its sources is recorded for it.

## What it checks

Each claim that compares (increased, decreased, no_difference, no_increase) or says that something was never seen, and
whose sources are all identified, has an estimate of one of them on its outcome, a broader or a narrower one; if it
compares, one that compares as well and has an interval or a p-value.

## Why it matters

A claim without a number can't be checked. That is no fault of the claim, but whoever reads "checked" must know it.

## Fails

```csv claims
claim_id,outcome
C1,eye_strain
```

## Passes

```csv claims
claim_id,outcome
C1,headache
```

## How to fix

Look the number up in the source and record it as an estimate. If the source gives none, or it was not seen,
acknowledge the note and say so.

## Source

Claimpack's own: a check that could not be made must not look like one that passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import bearing, cited_sources
from validator.evidence.directions import COMPARATIVE
from validator.evidence.measures import COMPARING
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "note"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for an estimate for each claim that compares or denies."""
    found, cited = bearing(package), cited_sources(package)
    yield from left_out(found.claims, found.estimates)
    claims = found.claims
    unidentified = cited.loc[cited["status"] != "identified", "claim"]
    lost = found.estimates.named_by_lost(["source_id"], cited["source_id"])
    unclear = cited["claim"].isin(unidentified) | cited["claim"].isin(cited.loc[cited["source_id"].isin(lost), "claim"])
    could_be_checked = cited["claim"][~unclear].unique()
    says_so = claims.rows["effect_direction"].isin(COMPARATIVE | {"not_observed"})
    judged = says_so & claims.rows.index.isin(could_be_checked) & (claims.rows["outcome"] != "")
    yield Examined(int(judged.sum()))
    rows = found.estimates.rows
    tells = (rows[["ci_low", "ci_high", "p_value"]] != "").any(axis=1) & rows["measure"].isin(COMPARING)
    bears = tells.reindex(found.pairs["estimate"]).to_numpy(dtype=bool) & ~found.pairs["is_of_all_kinds"]
    checked = set(found.pairs.loc[bears, "claim"])
    never = claims.rows["effect_direction"] == "not_observed"
    checked |= set(found.pairs["claim"]) & set(claims.rows.index[never])
    for record in claims.where(judged & ~claims.rows.index.isin(checked)):
        claim = claims.row(record)
        sources = split_items(claim["source_ids"])
        direction, outcome = claim["effect_direction"], claim["outcome"]
        which = "" if direction == "not_observed" else " in this scope with an interval or a p-value"
        estimate = f"no estimate of {listed(sources, 'or')} on {outcome}{which}"
        message = f"effect_direction is {direction}, but {estimate} is recorded"
        hint = "Record the number that the source gives; acknowledge this note if it gives none or none was seen."
        judged_values = (direction, outcome, *sorted(sources))
        yield Finding(claims.place(record, "effect_direction"), message, hint, (claim["claim_id"],), judged_values)
