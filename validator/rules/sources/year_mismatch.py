"""The year that the article gives for its source is not the year it was published.

## What it checks

A claim's `stated_year` against the year in `issued_on` of each source it cites; one that fits is enough. A year later
by one is only a note, since a printed issue often follows the first publication. Where the year of a source is not
known, nothing is said.

## Why it matters

A wrong year sends readers to another paper, and is often the first sign that a citation was copied and not read.

## Fails

```csv claims
claim_id,stated_year
C1,2019
```

## Passes

```csv claims
claim_id,stated_year
C1,2020
```

## How to fix

Compare the year with the passage and with the paper. If the article gives the wrong year, keep it and acknowledge the
problem.

## Source

Jergas and Baethge 2015, on errors in citations, https://doi.org/10.7717/peerj.1364.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import cited_sources
from validator.evidence.sound import sound_claims, sound_sources
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Compares each stated year with those of the sources."""
    claims = sound_claims(package)
    yield from left_out(claims, sound_sources(package))
    cited = cited_sources(package)
    cited = cited.assign(
        stated=claims.rows["stated_year"].reindex(cited["claim"]).to_numpy(), issued=cited["issued_on"].str[:4]
    )
    cited = cited[cited["stated"] != ""]
    unknown = cited.loc[cited["issued"] == "", "claim"]
    known = cited[~cited["claim"].isin(unknown)]
    yield Examined(known["claim"].nunique())
    right = known.loc[known["stated"] == known["issued"], "claim"]
    wrong = known[~known["claim"].isin(right)].groupby("claim")[["source_id", "issued"]].agg(list)
    for record, sources, years in wrong.itertuples(name=None):
        claim = claims.row(record)
        stated = claim["stated_year"]
        each = listed(f"{name} was first published in {year}" for name, year in zip(sources, years, strict=True))
        message = f"stated_year is {stated}, but {each}"
        hint = (
            "Compare it with the passage and the paper; if the article gives the wrong year, keep and acknowledge it."
        )
        tentative = any(int(stated) == int(year) + 1 for year in years)
        judged = (stated, *sorted(years))
        place = claims.place(record, "stated_year")
        yield Finding(place, message, hint, (claim["claim_id"],), judged, tentative=tentative)
