"""A claim about an effect cites no source.

## What it checks

Each claim that says something of an outcome cites a source, or restates or sums up a claim that does. Requirements,
limitations and claims that say nothing of an effect need none; a claim whose population size is `from_source` is
invalid-record's.

## Why it matters

A claim without a source asks to be believed.

## Fails

```csv claims
claim_id,claim_type,effect_direction
C5,synthesis,favourable
```

## Passes

```csv claims
claim_id,claim_type,effect_direction
C5,limitation,uncertain
```

## How to fix

If the passage cites a source, add it to `source_ids`. If the claim repeats another one of the article, record that in
the relations table. If the article gives no source, acknowledge the problem.

## Source

HONcode and JAMA benchmarks for health information, on attribution: Silberg and others 1997,
https://doi.org/10.1001/jama.1997.03540390074039.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.evidence.directions import OF_AN_EFFECT
from validator.evidence.sound import sound_claims, sound_relations
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for the sources of each claim about an effect."""
    claims, relations = sound_claims(package), sound_relations(package)
    yield from left_out(claims, relations)
    rows = claims.rows
    judged = rows["effect_direction"].isin(OF_AN_EFFECT) & ~rows["claim_type"].isin(["requirement", "limitation"])
    judged &= rows["population_basis"] != "from_source"  # which asks for a source, as invalid-record says
    yield Examined(int(judged.sum()))
    lost = set(claims.lost["claim_id"]) | relations.named_by_lost(["claim_id", "target_claim_id"], rows["claim_id"])
    with_source = (rows["source_ids"] != "") | rows["claim_id"].isin(lost)
    for record in claims.where(judged & ~_backed(rows["claim_id"], with_source, relations.rows)):
        claim = claims.row(record)
        what = f"{claim['effect_direction']} ({claim['outcome'] or 'an outcome'})"
        message = f"source_ids is blank, but effect_direction is {what}"
        hint = (
            "Add the source that the passage cites, or the relation to the claim it repeats; if there is none, "
            "acknowledge it."
        )
        judged_values = (claim["effect_direction"], claim["outcome"])
        yield Finding(claims.place(record, "source_ids"), message, hint, (claim["claim_id"],), judged_values)


def _backed(ids: pd.Series[str], with_source: pd.Series[bool], relations: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether each claim has a source, or repeats one that has, or one that repeats such a one, and so on."""
    backed = np.append(with_source, True)  # the last, which is also number -1, stands for claims that are not here
    repeats = relations[relations["relation"].isin(["restates", "summarises"])]
    places = pd.Index(ids)
    ends = (places.get_indexer(pd.Index(repeats[column])).tolist() for column in ("target_claim_id", "claim_id"))
    repeated_by: dict[int, list[int]] = {}
    for target, claim in zip(*ends, strict=True):
        repeated_by.setdefault(target, []).append(claim)
    reached = [target for target in repeated_by if backed[target]]
    while reached:
        claims = repeated_by.pop(reached.pop(), [])
        reached += [claim for claim in claims if not backed[claim]]
        backed[claims] = True
    return backed[:-1]
