"""A source is in the package, but nothing refers to it.

## What it checks

Each source is cited by a claim, is in a reference list, or supersedes another source. A source whose `role` is context
needs none of these.

## Why it matters

It may be a citation that was recorded and then forgotten. If the source is there for context, readers should be able to
see that: its `role` says so.

## Fails

```csv sources
source_id,status,title
S3,identified,An invented paper
```

## Passes

```csv references
article_id,citation,source_id
light,2,S2
```

## How to fix

Cite it, list it, or remove it. If you keep it for context, enter `context` as its role.

## Source

Claimpack's own.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.evidence.usable import UsableRecords
from claimpack.package.package import Package
from claimpack.package.tableschema import LIST_DELIMITER
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out

SEVERITY = "note"

_HINT = "Cite it or take it out; if it is kept for context, enter context as its role."


def check(package: Package) -> Iterator[Observation]:
    """Looks for a reference to each source, in cells that other rules refuse as well."""
    evidence = evidence_of(package)
    sources, claims = evidence.sources, evidence.claims
    yield from left_out(sources)
    used = _named_anywhere(package, claims, sources)
    if package.is_shared:
        yield LeftOut("packages of the registry may cite what they share")
        return
    own = [source for source in sources if not source.is_shared]  # another package may use a shared one
    yield Examined(len(own))
    for source in own:
        name = source["source_id"]
        if name not in used and source["role"] != "context":
            message = (
                f"source_id is {name}, which no claim cites, no reference list names and no source is superseded by"
            )
            yield Finding.on(source, "source_id", message, _HINT, (name,), data={"source_id": name})


def _named_anywhere(package: Package, claims: UsableRecords, sources: UsableRecords) -> set[str]:
    """The ids in cells that name sources, and in every cell of unusable records, whose cells may have shifted."""
    cells = set(package.table("references").distinct_cells("source_id"))
    for records, column in ((claims, "source_ids"), (sources, "superseded_by")):
        cells |= records.table.distinct_cells(column)
    found = {name.strip() for cell in cells for name in cell.split(LIST_DELIMITER)}
    for records in (claims, sources):
        key = records.table.schema.primary_key[0]
        found |= records.names_in_unusable(column for column in records.table.schema.fields if column != key)
    return found
