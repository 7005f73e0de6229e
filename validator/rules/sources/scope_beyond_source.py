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

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from validator.evidence.bearing import bearing
from validator.evidence.coverage import COVERING, STUDIED, is_part_of_what_was_studied
from validator.evidence.distinctrows import ask_once
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_sources
from validator.package.columns import values_of
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Asks of each claim whether a source covers it; what many claims have in common is asked once."""
    found, tree = bearing(package), hierarchy(package)
    claims, sources = found.claims, sound_sources(package)
    yield from left_out(claims, sources, found.estimates)
    rows = claims.rows[(claims.rows["effect_direction"] != "not_applicable") & (claims.rows["source_ids"] != "")]
    for column in COVERING:
        studied = dict(zip(values_of(sources.rows["source_id"]), values_of(sources.rows[STUDIED[column]]), strict=True))
        cells = ask_once([rows["source_ids"]], partial(_studied, studied))
        known = np.array([bool(each) for each in cells], dtype=bool)
        here = rows[(rows[column] != "") & known]
        yield Examined(len(here))
        if here.empty:
            continue
        each = pd.Series(cells, index=rows.index, dtype=object)[here.index]
        verdicts = ask_once([here[column], each], partial(_verdict, tree))
        served = found.pairs["claim"][found.pairs[column].isin(["equal", "narrower"])]
        told = (verdicts == "beyond") | ((verdicts == "part") & ~here.index.isin(served))
        for record, verdict in zip(here.index[told], verdicts[told], strict=True):
            row = claims.row(int(record))
            by_name = {name: split_items(studied[name]) for name in split_items(row["source_ids"])}
            what = listed(f"{name} studied {' and '.join(concepts)}" for name, concepts in by_name.items())
            why = f"{what} as a whole, so that nothing shows what holds for this part" if verdict == "part" else what
            message = f"{column} is {row[column]}, but {why}"
            hint = "Check the record against the article; acknowledge it if it is the article that goes too far."
            judged = (row[column], *sorted(f"{name}: {';'.join(concepts)}" for name, concepts in by_name.items()))
            place = claims.place(int(record), column)
            yield Finding(place, message, hint, (row["claim_id"],), judged, tentative=verdict == "part")


def _studied(studied: Mapping[str, str], source_ids: str) -> tuple[str, ...]:
    """What each of the sources studied; nothing if that is not known of one, which may be anything."""
    cells = tuple(studied.get(name, "") for name in split_items(source_ids))
    return cells if all(cells) else ()


def _verdict(tree: Hierarchy, concept: str, each: tuple[str, ...]) -> str:
    """``beyond`` if no source covers the concept, ``part`` if it is a part only of what each studied; else blank."""
    covering = [cell for cell in each if tree.covers(split_items(cell), concept)]
    if not covering:
        return "" if tree.covers([name for cell in each for name in split_items(cell)], concept) else "beyond"
    return "part" if all(is_part_of_what_was_studied(tree, concept, cell) for cell in covering) else ""
