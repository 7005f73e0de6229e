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

Where the source's words (`reported_direction`) say what the claim says, the message tells so: the claim then repeats
its source, and it is the source whose words and number disagree (see source-contradicts-itself).

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

Compare the claim with the article and the estimate with its source, and record what the source's words say of the
number (`reported_direction`): only then can it be told whether the article or its source is at fault. If a record is
wrong, correct it. Otherwise acknowledge the problem with that reason: apps will show it beside the claim.

## Source

Baethge and Jergas 2025, on how often citations misstate their source, https://doi.org/10.1186/s41073-025-00173-z;
Altman and Bland 2011, on intervals and significance, https://doi.org/10.1136/bmj.d2304.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from validator.evidence.bearing import bearing
from validator.evidence.directions import CONTRADICTED_BY, SAID_BY
from validator.evidence.inwords import (
    REPORTED,
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

_HINTS = {
    "agrees": (
        "The claim repeats its source's words; the source's own number says otherwise. Check the number: if it is "
        "printed so, the source contradicts itself; acknowledge it with that reason."
    ),
    "differs": (
        "Compare both with the article and the source. If both records are right, the article misstates its source; "
        "acknowledge it with that reason."
    ),
    "not_seen": (
        "Compare both with the article and the source. Record in reported_direction what the source's words say: they "
        "tell which of the two is at fault."
    ),
    "indirect": (
        "The two are not about quite the same, so both can be right. Compare them with the article and the source; if "
        "they are recorded rightly, acknowledge it."
    ),
    "borne_out": (
        "Another result of its sources agrees with the claim. Compare both with their sources; if they are recorded "
        "rightly, acknowledge it."
    ),
}
"""What to do: by what the source's words say of the number, and where the number decides nothing by itself."""


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
    supported = set(pairs.loc[np.logical_or(*agreeing) & pairs["is_direct"], "claim"].unique())
    for direction, against in CONTRADICTED_BY.items():
        for pair in rows_of(pairs[(pairs["direction"] == direction) & pairs["verdict"].isin(against)]):
            claim, estimate = found.claims.row(pair["claim"]), found.estimates.row(pair["estimate"])
            name, source = estimate["estimate_id"], estimate["source_id"]
            differs = difference_in_words(pair, estimate, claim)
            words = estimate["reported_direction"]
            is_repeated = words in SAID_BY.get(direction, ())
            message = (
                f"effect_direction is {direction}, but {name} of {source}{', ' + differs + ',' if differs else ''} "
                f"is {effect_in_words(estimate)}, which {verdict_in_words(pair['verdict'], estimate)}"
                f"{f'; in words the source reports {REPORTED[words]}, as the claim does' if is_repeated else ''}"
            )
            is_borne_out = pair["verdict"] == "not_shown" and pair["claim"] in supported
            if is_borne_out or not pair["is_direct"]:
                case = "borne_out" if is_borne_out else "indirect"
            else:
                case = "agrees" if is_repeated else "differs" if words else "not_seen"
            yield Finding(
                found.claims.place(pair["claim"], "effect_direction"),
                message,
                _HINTS[case],
                (claim["claim_id"], name),
                (
                    direction,
                    *effect_values(estimate),
                    *scope_values(claim, estimate),
                    *([words] if is_repeated else []),
                ),
                tentative=case in ("borne_out", "indirect"),
                subject_tables=("claims", "estimates"),
            )
