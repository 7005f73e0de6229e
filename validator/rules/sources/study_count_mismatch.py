"""A claim's number of studies is not that of any of its sources.

## What it checks

A claim's `study_count` is that of one of the sources it cites, or of an estimate of theirs that bears on it. Sources
whose number of studies is not known are not held against it.

## Why it matters

"62 randomised trials" tells readers how much evidence there is, and often which paper is meant.

## Fails

```csv claims
claim_id,study_count
C1,21
```

## Passes

```csv claims
claim_id,study_count
C1,12
```

## How to fix

Enter the number that the passage states. If the article's number is not its source's, keep it and acknowledge the
problem.

## Source

Baethge and Jergas 2025, on numbers misquoted, https://doi.org/10.1186/s41073-025-00173-z.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import bearing, cited_sources
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Compares each claim's number of studies with those of its sources and estimates."""
    found = bearing(package)
    claims = found.claims
    yield from left_out(claims, found.estimates)
    counts = claims.rows["study_count"]
    cited = cited_sources(package)
    cited = cited[counts.reindex(cited["claim"]).ne("").to_numpy()]
    unknown = cited.loc[cited["study_count"] == "", "claim"]
    known = cited[~cited["claim"].isin(unknown)]
    yield Examined(known["claim"].nunique())
    right = known.loc[known["study_count"] == counts.reindex(known["claim"]).to_numpy(), "claim"]
    pairs = found.pairs[found.pairs["claim"].isin(known["claim"])]
    of_estimates = found.estimates.rows["study_count"].reindex(pairs["estimate"]).to_numpy()
    in_part = pairs.loc[of_estimates == counts.reindex(pairs["claim"]).to_numpy(), "claim"]
    wrong = (
        known[~known["claim"].isin(right) & ~known["claim"].isin(in_part)]
        .groupby("claim")[["source_id", "study_count"]]
        .agg(list)
    )
    for record, sources, numbers in wrong.itertuples(name=None):
        claim = claims.row(record)
        if set(numbers) == {"1"} and claim["study_count"] == str(len(numbers)):  # so many single studies
            continue
        each = [f"{number} in {name}" for name, number in zip(sources, numbers, strict=True)]
        message = f"study_count is {claim['study_count']}, but it is {listed(each)}"
        hint = "Enter what the passage states; if the article's number is not its source's, keep and acknowledge it."
        judged = (claim["study_count"], *sorted(numbers))
        yield Finding(claims.place(record, "study_count"), message, hint, (claim["claim_id"],), judged)
