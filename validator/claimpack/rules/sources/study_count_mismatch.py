"""A claim's number of studies is not the number of any of its sources.

## What it checks

A claim's `study_count` is that of one of the sources that it cites, or of one of their estimates that bears on it. A
claim is left out if the number of studies of one of its sources is not known.

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

Enter the number that the passage states. If it differs from the source's number, keep it and acknowledge the problem.

## Source

Baethge and Jergas 2025, on numbers misquoted, https://doi.org/10.1186/s41073-025-00173-z.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"

_HINT = "Enter what the passage states; if that differs from the source's number, keep it and acknowledge the problem."


def check(package: Package) -> Iterator[Observation]:
    """Compares each claim's number of studies with those of its sources and estimates."""
    evidence = evidence_of(package)
    bearing_on = evidence.matching.bearing_on
    yield from left_out(evidence.claims, evidence.estimates)
    examined = 0
    for claim in evidence.claims.filled("study_count"):
        count = claim["study_count"]
        counts = [(source["source_id"], source["study_count"]) for source in evidence.sources_of(claim)]
        numbers = [number for _, number in counts]
        if not numbers or "" in numbers:
            continue
        examined += 1
        if count in numbers or any(match.estimate["study_count"] == count for match in bearing_on(claim)):
            continue
        if set(numbers) == {"1"} and count == str(len(numbers)):  # each source is one study
            continue
        each = listed(f"{number} in {name}" for name, number in counts)
        message = f"study_count is {count}, but it is {each}"
        data = {
            "study_count": int(count),
            "source_ids": [name for name, _ in counts],
            "study_counts": [int(number) for number in numbers],
        }
        judged = (count, *sorted(numbers))
        cause = (claim["passage_id"], count, *sorted(f"{name}: {number}" for name, number in counts))
        yield Finding.on(claim, "study_count", message, _HINT, judged, cause=cause, data=data)
    yield Examined(examined)
