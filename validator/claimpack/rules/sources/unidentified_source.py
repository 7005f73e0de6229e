"""A claim cites a source, and nobody knows which document it is.

## What it checks

Every source that a claim cites is `identified`. A source with that status has a title or an identifier; one that is
`unidentified` has nothing but its id, its role and a note.

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
leave the source unidentified, with what would identify it blank, and acknowledge the problem: no likely candidate
takes its place.

## Source

COPE and others, principles of transparency; on citations that lead nowhere: Jergas and Baethge 2015,
https://doi.org/10.7717/peerj.1364.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out
from claimpack.wording import counted, quoted

SEVERITY = "warning"


_NAMING = ("title", "doi", "pmid", "pmcid", "url")
_FREE = ("source_id", "status", "role", "note")


def check(package: Package) -> Iterator[Observation]:
    """Looks at the status of each source, and whether its other columns bear it out."""
    evidence = evidence_of(package)
    sources = evidence.sources
    yield from left_out(evidence.claims, sources)
    times_cited = evidence.times_cited
    yield Examined(len(sources))
    others = [column for column in sources.table.schema.fields if column not in _FREE]
    for source in sources:
        name = source["source_id"]
        data = {"source_id": name}
        if source["status"] == "identified":
            if not any(source[column] for column in _NAMING):
                message = f"status is identified, but nothing says what document {name} is"
                hint = "Enter its title or an identifier, or make the status unidentified."
                yield Finding.on(source, "status", message, hint, ("identified", ""), data=data)
            continue
        column = next((column for column in others if source[column]), None)
        if column is not None:
            value = source[column]
            message = f"status is unidentified, but {column} is {quoted(value)}: no candidate stands in for it"
            hint = (
                "Make the status identified if it is certain which document this is; otherwise clear the other columns."
            )
            data |= {"column": column, "value": value}
            yield Finding.on(source, column, message, hint, (column, value), data=data)
        elif name in times_cited:
            claims = times_cited[name]
            cite = f"{counted(claims, 'claim')} {'cites' if claims == 1 else 'cite'}"
            message = f"status is unidentified: nobody knows what document {name} is, which {cite}"
            hint = "Find out which document it is; until that is certain, acknowledge it and let no candidate stand in."
            yield Finding.on(source, "status", message, hint, ("unidentified",), data=data | {"claims": claims})
