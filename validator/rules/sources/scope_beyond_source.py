"""A claim is about more than its source studied.

## What it checks

The claim's intervention, route and population against those of its sources. It is enough that one source covers it:
has the same concept, a broader one, or all its parts. A claim about a part of what its only sources pooled gets a
note: the pooled result need not hold for the part. What the claim or a source leaves open, and sources that are not
identified, say nothing.

## Why it matters

A result for one kind of cell, one route or one group of patients is often told as if it held for all.

## Fails

```csv claims
claim_id,intervention
C1,light_therapy
```

## Passes

```csv claims
claim_id,intervention
C1,bright_light
```

## How to fix

Check that the record says what the article says, and the source's columns what the source says. If the article takes
its source too far, acknowledge the problem.

## Source

GRADE guidelines 8, on indirect evidence, https://doi.org/10.1016/j.jclinepi.2011.04.014.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from validator.evidence.bearing import bearing, cited_sources
from validator.evidence.coverage import COVERING, narrower_than_source, studied
from validator.evidence.hierarchy import hierarchy
from validator.evidence.rows import rows_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Asks of each claim whether a source covers it."""
    found, tree, cited = bearing(package), hierarchy(package), cited_sources(package)
    claims = found.claims
    yield from left_out(claims)
    about_something = claims.rows.index[claims.rows["effect_direction"] != "not_applicable"]
    cited = cited[cited["claim"].isin(about_something)]
    unidentified = cited.loc[cited["status"] != "identified", "claim"]
    examined = 0
    for label, rows in cited[~cited["claim"].isin(unidentified)].groupby("claim"):
        record = int(str(label))
        claim, sources = claims.row(record), list(rows_of(rows))
        for column in COVERING:
            if not claim[column] or not all(studied(source, column) for source in sources):
                continue
            examined += 1
            told = _told(claim, sources, column, tree)
            if told is None:
                continue
            message, tentative = told
            if tentative and _has_estimate_of_its_own(package, record, column):
                continue
            hint = "Check the record against the article; acknowledge it if it is the article that goes too far."
            judged = (
                claim[column],
                *(f"{source['source_id']}: {';'.join(studied(source, column))}" for source in sources),
            )
            place = claims.place(record, column)
            yield Finding(place, message, hint, (claim["claim_id"],), judged, tentative=tentative)
    yield Examined(examined)


def _told(
    claim: Mapping[str, str], sources: list[dict[Any, Any]], column: str, tree: Hierarchy
) -> tuple[str, bool] | None:
    """What is to be told of one column, and whether only as a note; nothing if a source covers it."""
    covering = [source for source in sources if tree.covers(studied(source, column), claim[column])]
    each = listed(f"{source['source_id']} studied {' and '.join(studied(source, column))}" for source in sources)
    if not covering:
        return f"{column} is {claim[column]}, but {each}", False
    only = {column: claim[column]} | {other: "" for other in COVERING if other != column}
    if all(narrower_than_source(only, source, tree) for source in covering):
        return (
            f"{column} is {claim[column]}, but {each} as a whole, so that nothing shows what holds for this part",
            True,
        )
    return None


def _has_estimate_of_its_own(package: Package, record: int, column: str) -> bool:
    """Whether an estimate bears on the claim that is about no more than the claim is."""
    pairs = bearing(package).pairs
    return bool((pairs.loc[pairs["claim"] == record, column].isin(["equal", "narrower"])).any())
