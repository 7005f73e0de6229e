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
from typing import TYPE_CHECKING

from validator.evidence.bearing import bearing
from validator.evidence.coverage import COVERING, is_part_of_what_was_studied, studied
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_sources
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Asks of each claim whether a source covers it; what many claims have in common is asked once."""
    found, tree = bearing(package), hierarchy(package)
    claims, sources = found.claims, sound_sources(package)
    yield from left_out(claims, sources, found.estimates)
    rows = claims.rows[(claims.rows["effect_direction"] != "not_applicable") & (claims.rows["source_ids"] != "")]
    for column in COVERING:
        here = rows[rows[column] != ""]
        for shared, group in here.groupby([column, "source_ids"], sort=False):
            concept, names = map(str, shared)
            cited = [sources.by_id[name] for name in split_items(names) if name in sources.by_id]
            if len(cited) < len(split_items(names)) or not all(studied(source, column) for source in cited):
                continue  # a source that is not identified may have studied anything
            yield Examined(len(group))
            why, tentative = _told(concept, cited, column, tree)
            if not why:
                continue
            served = found.pairs["claim"][found.pairs[column].isin(["equal", "narrower"])] if tentative else ()
            for record in group.index[~group.index.isin(served)]:
                message = f"{column} is {concept}, but {why}"
                hint = "Check the record against the article; acknowledge it if it is the article that goes too far."
                judged = (concept, *sorted(f"{each['source_id']}: {';'.join(studied(each, column))}" for each in cited))
                place = claims.place(record, column)
                yield Finding(place, message, hint, (rows["claim_id"][record],), judged, tentative=tentative)


def _told(concept: str, sources: list[dict[str, str]], column: str, tree: Hierarchy) -> tuple[str, bool]:
    """What is to be told, and whether only as a note; blank if a source covers the concept."""
    each = listed(f"{source['source_id']} studied {' and '.join(studied(source, column))}" for source in sources)
    covering = [source for source in sources if tree.covers(studied(source, column), concept)]
    if not covering:
        together = [name for source in sources for name in studied(source, column)]
        return ("", False) if tree.covers(together, concept) else (each, False)
    if all(is_part_of_what_was_studied(concept, source, column, tree) for source in covering):
        return f"{each} as a whole, so that nothing shows what holds for this part", True
    return "", False
