"""A claim cites a source, and nobody knows which document it is.

## What it checks

Every source that a claim cites is `identified`. A source with that status has a title or an identifier; one that is
`unidentified` has nothing but its id.

## Why it matters

What can't be found can't be checked. The claim may be right; nothing shows it.

## Fails

```csv sources
source_id,status,source_type,title,issued_on,intervention,retraction_status,retraction_checked_on
S2,unidentified,,,,,,
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
from validator.wording import counted, quoted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "package"


_NAMING = ("title", "doi", "pmid", "pmcid", "url")
_FREE = ("source_id", "status")


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the status of each source, and whether its other columns bear it out."""
    sources = sound_sources(package)
    yield from left_out(sound_claims(package), sources)
    citing = cited_sources(package)["source_id"].value_counts()
    rows = sources.rows
    identified = rows["status"] == "identified"
    yield Examined(len(rows))
    nameless = (rows[list(_NAMING)] == "").all(axis=1)
    for record in sources.where(identified & nameless):
        source = rows["source_id"][record]
        message = f"status is identified, but nothing says what document {source} is"
        hint = "Enter its title or an identifier, or make the status unidentified."
        yield Finding(sources.place(record, "status"), message, hint, (source,), ("identified", ""))
    others = [column for column in rows.columns if column not in _FREE]
    filled = (rows[others] != "").any(axis=1)
    for record in sources.where(~identified & filled):
        row = sources.row(record)
        column = next(column for column in others if row[column])
        message = f"status is unidentified, but {column} is {quoted(row[column])}: no candidate stands in for it"
        hint = "Make the status identified if it is certain which document this is; otherwise clear the other columns."
        yield Finding(sources.place(record, column), message, hint, (row["source_id"],), (column, row[column]))
    cited = rows["source_id"].isin(citing.index)
    for record in sources.where(cited & ~identified & ~filled):
        source = rows["source_id"][record]
        claims = int(citing[source])
        cite = f"{counted(claims, 'claim')} {'cites' if claims == 1 else 'cite'}"
        message = f"status is unidentified: nobody knows what document {source} is, which {cite}"
        hint = "Find out which document it is; until that is certain, acknowledge it and let no candidate stand in."
        yield Finding(sources.place(record, "status"), message, hint, (source,), ("unidentified",))
