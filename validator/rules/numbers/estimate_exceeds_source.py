"""An estimate rests on more than its source includes, or on something else.

## What it checks

An estimate's `study_count` and `population_size` are not above those of its source, and its intervention, route and
population are among what its source studied, as far as both are recorded.

## Why it matters

One outcome can't be studied in more trials or people than the whole paper includes. One of the numbers was mistyped,
or the estimate belongs to another source.

## Fails

```csv estimates
estimate_id,study_count
E1,21
```

## Passes

```csv estimates
estimate_id,study_count
E1,12
```

## How to fix

Compare both numbers with the source.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.coverage import COVERING, STUDIED
from validator.evidence.evidence import evidence_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.evidence.hierarchy import Hierarchy
    from validator.package.package import Package
    from validator.package.table import Record

SEVERITY = "warning"

_TABLES = ("estimates", "sources")
_COUNTED = {"study_count": "studies", "population_size": "people"}


def check(package: Package) -> Iterator[Sighting]:
    """Compares each estimate with its source."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    sources, tree = evidence.sources.by_id, evidence.concepts
    covered: dict[tuple[str, str], bool] = {}
    for estimate in evidence.estimates:
        source = sources[estimate["source_id"]]
        for column, what in _COUNTED.items():
            yield from _more_than_all(estimate, source, column, what)
        for column in COVERING:
            yield from _beyond_scope(estimate, source, column, tree, covered)


def _more_than_all(estimate: Record, source: Record, column: str, what: str) -> Iterator[Sighting]:
    here, there = estimate[column], source[column]
    if not here or not there:
        return
    yield Examined(1)
    if int(here) > int(there):
        name = source["source_id"]
        message = f"{column} is {here}, but the source {name} includes {there} {what} in all"
        hint = "Compare both with the source; acknowledge it if it counts several comparisons of one study."
        subjects = (estimate["estimate_id"], name)
        yield Finding(estimate.place(column), message, hint, subjects, (here, there), subject_tables=_TABLES)


def _beyond_scope(
    estimate: Record, source: Record, column: str, tree: Hierarchy, covered: dict[tuple[str, str], bool]
) -> Iterator[Sighting]:
    concept, studied = estimate[column], source[STUDIED[column]]
    if not concept or not studied:
        return
    yield Examined(1)
    concepts = source.items(STUDIED[column])
    if (concept, studied) not in covered:
        covered[concept, studied] = tree.covers(concepts, concept)
    if not covered[concept, studied]:
        name = source["source_id"]
        message = f"{column} is {concept}, but the source {name} studied {listed(concepts)}"
        hint = "Compare both with the source."
        subjects, judged = (estimate["estimate_id"], name), (concept, *sorted(concepts))
        yield Finding(estimate.place(column), message, hint, subjects, judged, subject_tables=_TABLES)
