"""A claim cites a source that a later one has updated or replaced.

## What it checks

Sources that a claim cites have nothing in `superseded_by`.

## Why it matters

A newer version of the same review has more trials and may come to other results. Readers should know that there is one.

## Fails

```csv sources
source_id,status,title,issued_on,superseded_by
S1,identified,,,S3
S3,identified,An invented update,2024,
```

## Passes

```csv sources
source_id,superseded_by
S1,
```

## How to fix

Read the later source. Record its numbers as estimates too, and acknowledge the problem with what they change.

## Source

Cochrane Handbook, chapter IV, on updating reviews, https://training.cochrane.org/handbook/current/chapter-iv.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import cited_sources
from validator.evidence.sound import sound_claims, sound_sources
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import counted, listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for successors of each source that is cited."""
    sources = sound_sources(package)
    yield from left_out(sound_claims(package), sources)
    citing = cited_sources(package)["source_id"].value_counts()
    cited = sources.rows["source_id"].isin(citing.index)
    yield Examined(int(cited.sum()))
    issued = dict(zip(sources.rows["source_id"], sources.rows["issued_on"], strict=True))
    for record in sources.where(cited & (sources.rows["superseded_by"] != "")):
        row = sources.row(record)
        later = split_items(row["superseded_by"])
        dated = listed(f"{name} ({issued[name]})" if issued.get(name) else name for name in later)
        claims = counted(int(citing[row["source_id"]]), "claim")
        message = f"superseded_by is {dated}: {row['source_id']}, which is cited by {claims}, is not the latest"
        hint = "Read the later source, record its numbers too, and acknowledge it with what they change."
        place = sources.place(record, "superseded_by")
        yield Finding(place, message, hint, (row["source_id"], *later), tuple(later))
