"""A claim says one thing of an outcome, and its source's number says another.

## What it checks

Each claim that compares, against every estimate of a source it cites on the same outcome, intervention, route,
population and comparator. The interval decides, not the point: if it excludes no effect, "not associated" is
contradicted; if it includes it, "increased" is. What the claim leaves open it takes over from its source. Where the
claim names a concept that is broader or narrower than the estimate's, or limits itself to a severity, an onset or
conditions, only a note is given; and nothing where the estimate is of an outcome that is part of no other, such as
adverse events of all kinds, since that says nothing of its parts. A rise or fall that one estimate shows and another
does not is a note too.

| the claim says | contradicted by an interval |
|---|---|
| increased | below no effect, or including it |
| decreased | above no effect, or including it |
| no_difference | above or below no effect |
| no_increase | above no effect |

Digits decide only where every value that would be rounded to them gives the same verdict. A number printed for the
other arm or the opposite event (`orientation` is reversed) is read the other way round.

## Why it matters

This is the mistake that Claimpack exists for: a citation that does not say what it is cited for.

## Fails

```csv claims
claim_id,effect_direction
C1,increased
```

## Passes

```csv claims
claim_id,effect_direction
C1,no_difference
```

## How to fix

Compare the claim with the article and the estimate with its source. If the record is wrong, correct it. If the article
misstates its source, acknowledge the problem with that reason: apps will show it beside the claim.

## Source

Baethge and Jergas 2025, on how often citations misstate their source, https://doi.org/10.1186/s41073-025-00173-z;
Altman and Bland 2011, on intervals and significance, https://doi.org/10.1136/bmj.d2304.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from validator.evidence.bearing import bearing
from validator.evidence.directions import CONTRADICTED_BY
from validator.evidence.inwords import (
    difference_in_words,
    effect_in_words,
    effect_values,
    scope_values,
    verdict_in_words,
)
from validator.evidence.rows import rows_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Compares each claim with the verdicts of the estimates that bear on it."""
    found = bearing(package)
    yield from left_out(found.claims, found.estimates)
    directions = found.claims.rows["effect_direction"]
    compares = directions.isin(CONTRADICTED_BY).reindex(found.pairs["claim"]).to_numpy(dtype=bool)
    tells = (found.verdicts != "").reindex(found.pairs["estimate"]).to_numpy(dtype=bool)
    pairs = found.pairs[compares & tells & ~found.pairs["is_of_all_kinds"].to_numpy()]
    pairs = pairs.assign(
        direction=directions.reindex(pairs["claim"]).array,
        verdict=found.verdicts.astype("category").reindex(pairs["estimate"]).array,
    )
    yield Examined(len(pairs))
    agrees = {"increased": "more", "decreased": "less"}
    agreeing = [(pairs["direction"] == word) & (pairs["verdict"] == verdict) for word, verdict in agrees.items()]
    borne_out = set(pairs.loc[np.logical_or(*agreeing) & pairs["is_direct"], "claim"].unique())
    for direction, against in CONTRADICTED_BY.items():
        for pair in rows_of(pairs[(pairs["direction"] == direction) & pairs["verdict"].isin(against)]):
            claim, estimate = found.claims.row(pair["claim"]), found.estimates.row(pair["estimate"])
            name, source = estimate["estimate_id"], estimate["source_id"]
            differs = difference_in_words(pair, estimate, claim)
            message = (
                f"effect_direction is {direction}, but {name} of {source}{', ' + differs + ',' if differs else ''} "
                f"is {effect_in_words(estimate)}, which {verdict_in_words(pair['verdict'], estimate)}"
            )
            hint = (
                "Compare the claim with the article and the estimate with its source; if it is the article that "
                "misstates its source, acknowledge it."
            )
            yield Finding(
                found.claims.place(pair["claim"], "effect_direction"),
                message,
                hint,
                (claim["claim_id"], name),
                (direction, *effect_values(estimate), *scope_values(claim, estimate)),
                tentative=not pair["is_direct"] or (pair["verdict"] == "not_shown" and pair["claim"] in borne_out),
                subject_tables=("claims", "estimates"),
            )
