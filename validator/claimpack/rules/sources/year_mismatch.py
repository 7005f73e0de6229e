"""The year that the article gives for its source is not its year of publication.

## What it checks

A claim's `stated_year` is the year in `issued_on` of one of its sources. If it is one year later, it is only a note,
since a printed issue often follows the first publication. A claim is left out if the year of a source is not known.

## Why it matters

A wrong year leads readers to another paper. It is often the first sign that a citation was copied without reading it.

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

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_HINT = "Compare it with the passage and the paper; if the article gives the wrong year, keep and acknowledge it."


def check(package: Package) -> Iterator[Observation]:
    """Compares each stated year with those of the sources."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.sources)
    examined = 0
    for claim in evidence.claims.filled("stated_year"):
        stated = claim["stated_year"]
        years = [(source["source_id"], source["issued_on"][:4]) for source in evidence.sources_of(claim)]
        if not years or not all(year for _, year in years):
            continue
        examined += 1
        if stated not in [year for _, year in years]:
            yield _finding(claim, years)
    yield Examined(examined)


def _finding(claim: Record, years: list[tuple[str, str]]) -> Finding:
    stated = claim["stated_year"]
    each = listed(f"{name} was first published in {year}" for name, year in years)
    message = f"stated_year is {stated}, but {each}"
    data = {
        "stated_year": int(stated),
        "source_ids": [name for name, _ in years],
        "years": [int(year) for _, year in years],
    }
    judged = (stated, *sorted(year for _, year in years))
    cause = (claim["passage_id"], stated, *sorted(f"{name}: {year}" for name, year in years))
    tentative = any(int(stated) == int(year) + 1 for _, year in years)
    return Finding.on(claim, "stated_year", message, _HINT, judged, tentative=tentative, cause=cause, data=data)
