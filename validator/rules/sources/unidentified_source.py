"""A claim cites a source, and nobody knows which document it is.

## What it checks

Every source that a claim cites is `identified`.

## Why it matters

What can't be found can't be checked. The claim may be right; nothing shows it.

## Fails

```csv sources
source_id,status,source_type,title,issued_on,intervention,retraction_status
S2,unidentified,,,,,
```

## Passes

```csv sources
source_id,status
S2,identified
```

## How to fix

Ask the publisher for the reference, or look for a paper with the numbers that the article gives. Until it is certain,
leave the source unidentified, with every other column blank, and acknowledge the problem: no likely candidate stands
in for it.

## Source

COPE and others, principles of transparency; on citations that lead nowhere: Jergas and Baethge 2015,
https://doi.org/10.7717/peerj.1364.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import cited_sources
from validator.evidence.sound import sound_claims, sound_sources
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the status of each source that is cited."""
    sources = sound_sources(package)
    yield from left_out(sound_claims(package), sources)
    citing = cited_sources(package)["source_id"].value_counts()
    cited = sources.rows["source_id"].isin(citing.index)
    yield Examined(int(cited.sum()))
    for record in sources.where(cited & (sources.rows["status"] != "identified")):
        source = sources.row(record)["source_id"]
        claims = int(citing[source])
        cite = f"{counted(claims, 'claim')} {'cites' if claims == 1 else 'cite'}"
        message = f"status is unidentified: nobody knows what document {source} is, which {cite}"
        hint = "Find out which document it is; until that is certain, acknowledge it and let no candidate stand in."
        yield Finding(sources.place(record, "status"), message, hint, (source,), ("unidentified",))
