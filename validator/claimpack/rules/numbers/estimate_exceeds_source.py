"""An estimate is based on more than its source includes, or on something else.

## What it checks

An estimate's `study_count` and `population_size` are not above those of its source. Its intervention, route and
population are among those that its source studied. Only what is recorded for both is compared.

## Why it matters

The studies of one outcome can't include more trials or people than the whole paper does. One of the numbers was
mistyped, or the estimate belongs to another source.

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

from collections.abc import Iterator
from functools import cache

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.evidence.scope import COVERING, STUDIED
from claimpack.package.package import Package
from claimpack.package.tableschema import split_items
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Compares each estimate with its source."""
    evidence = evidence_of(package)
    yield from left_out(evidence.estimates, evidence.sources)
    yield from _beyond_size(evidence)
    yield from _beyond_scope(evidence)


def _beyond_size(evidence: Evidence) -> Iterator[Observation]:
    hint = "Compare both with the source; acknowledge it if it counts several comparisons of one study."
    examined = 0
    for estimate in evidence.estimates:
        name = estimate["source_id"]
        source = evidence.sources.by_id[name]
        for column, what in (("study_count", "studies"), ("population_size", "people")):
            here, whole = estimate[column], source[column]
            if not here or not whole:
                continue
            examined += 1
            if int(here) > int(whole):
                message = f"{column} is {here}, but the source {name} includes {whole} {what} in all"
                yield Finding.on(estimate, column, message, hint, (here, whole), source)
    yield Examined(examined)


def _beyond_scope(evidence: Evidence) -> Iterator[Observation]:
    tree = evidence.concepts

    @cache
    def is_covered(concept: str, cell: str) -> bool:
        return tree.covers(split_items(cell), concept)

    examined = 0
    for estimate in evidence.estimates:
        name = estimate["source_id"]
        source = evidence.sources.by_id[name]
        for column in COVERING:
            concept, cell = estimate[column], source[STUDIED[column]]
            if not concept or not cell:
                continue
            examined += 1
            if not is_covered(concept, cell):
                studied = split_items(cell)
                message = f"{column} is {concept}, but the source {name} studied {listed(studied)}"
                judged = (concept, *sorted(studied))
                yield Finding.on(estimate, column, message, "Compare both with the source.", judged, source)
    yield Examined(examined)
