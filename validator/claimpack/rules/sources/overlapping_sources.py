"""A claim cites several sources that pooled some of the same studies.

## What it checks

Claims that cite several sources, all of which share studies with each other: `overlaps_with` says so, or one is an
update of the other (`superseded_by`). It is a note in two cases:

- the claim is a synthesis, which is about what several sources found together;
- its `study_count` counts single studies that are the same, such as two reports of one trial.

A claim that also cites a source which shares no studies with one of the others is not reported. study-count-mismatch
and population-size-mismatch report sums of the studies or the people of overlapping reviews.

## Why it matters

Two reviews of the same trials are one piece of evidence. Side by side they look like two that agree.

## Fails

```csv claims
claim_id,claim_type
C2,synthesis
```

```csv sources
source_id,overlaps_with
S1,S2
```

## Passes

```csv claims
claim_id,claim_type
C2,synthesis
```

## How to fix

Check that the sources share studies. If the article presents them as independent, acknowledge the note and say so.

## Source

Hennessy and Johnson 2020, on overlap of primary studies, https://doi.org/10.1002/jrsm.1390; Pieper and others 2014,
https://doi.org/10.1016/j.jclinepi.2013.11.007.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "note"

_HINT = (
    "Check that they share studies, and take them as one piece of evidence; if the article presents them as "
    "independent, acknowledge it and say so."
)


def check(package: Package) -> Iterator[Observation]:
    """Looks at claims whose sources all share studies with each other."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.sources)
    overlapping: dict[str, bool] = {}
    examined = 0
    several = {cell for cell in evidence.claims.cells("source_ids") if LIST_DELIMITER in cell}
    for claim in evidence.claims.where("source_ids", several):
        cell, sources = claim["source_ids"], evidence.sources_of(claim)
        if len(sources) < 2:  # noqa: PLR2004 - several
            continue
        are_counted = claim["study_count"] == str(len(sources)) and {each["study_count"] for each in sources} == {"1"}
        if not (claim["claim_type"] == "synthesis" or are_counted):
            continue
        examined += 1
        if cell not in overlapping:
            pairs = combinations((source.key for source in sources), 2)
            overlapping[cell] = all(evidence.source_ages.share_studies(*pair) for pair in pairs)
        if overlapping[cell]:
            yield _finding(claim, sources, are_counted=are_counted)
    yield Examined(examined)


def _finding(claim: Record, sources: Sequence[Record], *, are_counted: bool) -> Finding:
    names = sorted(source.key for source in sources)
    message = f"source_ids names {listed(names)}, which share studies: they are not independent evidence"
    if are_counted:
        message += f", so that there are fewer than {len(names)} studies"
    judged = (*names, claim["study_count"] if are_counted else "")
    return Finding.on(claim, "source_ids", message, _HINT, judged, cause=judged)
