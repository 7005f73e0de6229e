"""A claim sums up sources, but nothing recorded from one of them is about its outcome.

## What it checks

A synthesis that says something about an outcome needs one of these for each source that it cites:

- an estimate of that source that bears on it;
- a claim that is not a synthesis and cites that source, on the same, a broader or a narrower outcome in a scope that
  meets;
- a relation which says that it sums up or restates a claim that cites that source, with a `note` on how the two fit
  together.

unidentified-source reports sources that are not identified.

## Why it matters

A summary gets its weight from what it sums up. If nothing in a source is about the outcome, the citation is only
decoration.

## Fails

```csv claims
claim_id,claim_type,outcome
C1,synthesis,long_term_safety
```

## Passes

```csv claims
claim_id,claim_type,outcome
C1,synthesis,headache
```

## How to fix

Record what the source says about the outcome: an estimate, or the claim of the article that is based on it, or the
relation to that claim, with a note that says how the summary follows from it. If the source says nothing about it,
acknowledge the problem.

## Source

Baethge and Jergas 2025, https://doi.org/10.1186/s41073-025-00173-z, on citations that do not support what they are
cited for.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import listed

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Reports the sources of which nothing is recorded for what a synthesis says."""
    evidence = evidence_of(package)
    evidence.matching  # noqa: B018 - raises if it is not available
    yield from left_out(evidence.claims, evidence.estimates, evidence.relations)
    found = evidence.summaries
    yield Examined(found.looked_at)
    for number, lacking in found.lacking.items():
        yield _finding(evidence, evidence.claims.table.record(number), lacking)


def _finding(evidence: Evidence, claim: Record, sources: list[str]) -> Finding:
    outcome = evidence.label_of(claim["outcome"])
    message = (
        f"source_ids names {listed(sources, 'or')}, but nothing recorded from it is about {outcome} in this scope: no "
        "estimate, and no claim other than a synthesis"
    )
    hint = (
        "Record what the source says of it, or a relation to the claim that this one sums up, with a note on how "
        "the two go together; acknowledge it if there is nothing."
    )
    judged = (claim["outcome"], claim["effect_direction"], *sorted(sources))
    data = {"outcome": claim["outcome"], "effect_direction": claim["effect_direction"], "source_ids": sources}
    return Finding.on(claim, "source_ids", message, hint, judged, cause=(claim["passage_id"], *judged), data=data)
