"""A source stands in the package and nothing refers to it.

## What it checks

Each source is cited by a claim, stands in a reference list, or supersedes another.

## Why it matters

It may be a citation that was recorded and then forgotten. If it is there for context, its reader should be told.

## Fails

```csv sources
source_id,status,title
S3,identified,An invented paper
```

## Passes

```csv references
article_id,citation_number,source_id
light,2,S2
```

## How to fix

Cite it, list it, or take it out. If it is kept for context, acknowledge the note and say what for.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.evidence import evidence_of
from validator.package.tableschema import LIST_DELIMITER
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "note"

_HINT = "Cite it or take it out; if it is kept for context, acknowledge this note and say what for."


def check(package: Package) -> Iterator[Sighting]:
    """Looks for a reference to each source, in cells that other rules refuse as well."""
    evidence = evidence_of(package)
    sources, claims = evidence.sources, evidence.claims
    yield from left_out(sources)
    used = {name.strip() for name in package.table("references").distinct_cells("source_id")}
    for table, column in ((claims.table, "source_ids"), (sources.table, "superseded_by")):
        used |= {name.strip() for cell in table.distinct_cells(column) for name in cell.split(LIST_DELIMITER)}
    for records in (claims, sources):  # cells may have slipped into other columns
        used |= records.names_in_lost(list(records.table.schema.fields)[1:])
    yield Examined(len(sources))
    for source in sources:
        name = source["source_id"]
        if name not in used:
            message = (
                f"source_id is {name}, which no claim cites, no reference list names and no source is superseded by"
            )
            yield Finding(source.place("source_id"), message, _HINT, (name,), (name,))
