"""A claim says how often something happens, but no rate of its sources is recorded.

## What it checks

Each claim with a `frequency` whose sources are all identified has an estimate of one of them that says how many of
how many people had the outcome: a proportion, or events and total of the intervention arm.

## Why it matters

"Common" and "rare" are words for rates. An odds ratio says how much more often than without the treatment, not how
often: a risk can double and stay rare.

## Fails

```csv claims
claim_id,frequency
C2,rare
```

## Passes

```csv claims
claim_id,frequency
C4,very_rare
```

## How to fix

Record the rate that the source gives. If it gives none, or it was not seen, acknowledge the note and say so.

## Source

European Commission, guideline on summary of product characteristics, 2009, section 4.8, which defines the words by
rates: https://health.ec.europa.eu/system/files/2016-11/smpc_guideline_rev2_en_0.pdf.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import bearing, cited_sources
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "note"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for a rate for each claim of frequency."""
    found, cited = bearing(package), cited_sources(package)
    claims, rows = found.claims, found.estimates.rows
    yield from left_out(claims, found.estimates)
    unidentified = cited.loc[cited["status"] != "identified", "claim"]
    lost = found.estimates.named_by_lost(["source_id"], cited["source_id"])
    unclear = cited["claim"].isin(unidentified) | cited["claim"].isin(cited.loc[cited["source_id"].isin(lost), "claim"])
    could_be_checked = cited["claim"][~unclear].unique()
    judged = (claims.rows["frequency"] != "") & claims.rows.index.isin(could_be_checked)
    yield Examined(int(judged.sum()))
    has_rate = ((rows["measure"] == "proportion") & (rows["estimate"] != "")) | (
        (rows["events_intervention"] != "") & (rows["total_intervention"] != "")
    )
    bears = has_rate.reindex(found.pairs["estimate"]).to_numpy(dtype=bool) & (found.pairs["outcome"] != "broader")
    with_rate = found.pairs.loc[bears, "claim"]
    for record in claims.where(judged & ~claims.rows.index.isin(with_rate)):
        claim = claims.row(record)
        sources = split_items(claim["source_ids"])
        rate = f"no rate of {claim['outcome'] or 'it'} in {listed(sources, 'or')}"
        message = f"frequency is {claim['frequency']}, but {rate} is recorded"
        hint = "Record the rate that the source gives; acknowledge this note if it gives none or none was seen."
        judged_values = (claim["frequency"], claim["outcome"], *sorted(sources))
        yield Finding(claims.place(record, "frequency"), message, hint, (claim["claim_id"],), judged_values)
