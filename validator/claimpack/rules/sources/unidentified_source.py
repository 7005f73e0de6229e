"""A claim cites a source, but nobody knows which document it is.

## What it checks

Every source that a claim cites is `identified`. An identified source has a title or an identifier. An `unidentified`
source has only its id, its role and a note.

## Why it matters

A source that can't be found can't be checked. The claim may be right, but nothing shows it.

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

Ask the publisher for the reference, or look for a paper with the numbers that the article gives. Until you are certain,
leave the source unidentified and its other columns blank, and acknowledge the problem. Do not enter a likely candidate.

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
    """Compares the status of each source with its other columns."""
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
                message = f"status is identified, but nothing says which document {name} is"
                hint = "Enter its title or an identifier, or set the status to unidentified."
                yield Finding.on(source, "status", message, hint, ("identified", ""), data=data)
            continue
        column = next((column for column in others if source[column]), None)
        if column is not None:
            value = source[column]
            message = f"status is unidentified, but {column} is {quoted(value)}: no likely candidate may take its place"
            hint = "Set the status to identified if you are certain of the document; otherwise clear the other columns."
            data |= {"column": column, "value": value}
            yield Finding.on(source, column, message, hint, (column, value), data=data)
        elif name in times_cited:
            claims = times_cited[name]
            cite = f"{counted(claims, 'claim')} {'cites' if claims == 1 else 'cite'}"
            message = f"status is unidentified: nobody knows which document {name} is, and {cite} it"
            hint = "Find out which document it is; until that is certain, acknowledge it and enter no likely candidate."
            yield Finding.on(source, "status", message, hint, ("unidentified",), data=data | {"claims": claims})
