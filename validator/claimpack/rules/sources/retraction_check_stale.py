"""A cited source was checked for a retraction over a year ago, or on an unknown day.

## What it checks

An identified source that a claim cites, and whose `retraction_status` is `none_found`, was looked up on a known day
(`retraction_checked_on`), at most 365 days ago. A source that was not looked up, or whose status is blank, is reported
if it has a DOI, a PMID or a PMCID to look it up by. All problems are notes. `retracted-source` reports what a look-up
found.

## Why it matters

"None found" is true for one day only. Most retractions come more than a year after the paper.

## Fails

```csv sources
source_id,retraction_status,retraction_checked_on
S1,none_found,2024-02-01
```

## Passes

```csv sources
source_id,retraction_status,retraction_checked_on
S1,none_found,2026-02-01
```

## How to fix

Look the source up again in PubMed, in Crossref (which holds the Retraction Watch database) or on the journal's page,
and enter what was found, with the day.

## Source

How long retractions take: Steen, Casadevall and Fang 2013, https://doi.org/10.1371/journal.pone.0068397. A year is
Claimpack's own.
"""

from collections.abc import Iterator
from datetime import date

from claimpack.evidence.evidence import evidence_of
from claimpack.package.identifiers import IDENTIFIERS
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, Observation, left_out, left_out_if_any
from claimpack.wording import counted

SEVERITY = "note"

_MOST_DAYS = 365
_HINT = "Look it up again and enter what was found, with the day."
_FIRST_HINT = "Look it up and enter what was found, with the day."
_UNDATED_HINT = "Look it up and enter the day, or set the status to not_checked."


def check(package: Package) -> Iterator[Observation]:
    """Looks at the day on which each cited source was looked up."""
    evidence = evidence_of(package)
    yield from left_out(evidence.claims, evidence.sources)
    examined = without = 0
    for source in evidence.sources.where("status", ["identified"]):
        citing, status = evidence.times_cited[source["source_id"]], source["retraction_status"]
        if not citing or status not in ("", "none_found", "not_checked"):
            continue
        if status != "none_found" and not any(source[column] for column in IDENTIFIERS):
            without += 1
            continue
        examined += 1
        what = _stale(source, package.today)
        if what:
            yield _finding(source, what, counted(citing, "claim"))
    yield Examined(examined)
    yield from left_out_if_any(without, "cited source", "without an identifier to look a retraction up by")


def _stale(source: Record, today: date) -> str:
    """What is wrong with the day; blank where nothing is."""
    day = source["retraction_checked_on"]
    if source["retraction_status"] != "none_found":
        return "has not been looked up"
    if not day:
        return "was looked up on a day that is not known"
    days = (today - date.fromisoformat(day)).days
    if days < -1:  # in Auckland it is tomorrow already
        return "was looked up on a day that has not come yet"
    return f"was last looked up {days:,} days ago" if days > _MOST_DAYS else ""


def _finding(source: Record, what: str, claims: str) -> Finding:
    name, status, day = source["source_id"], source["retraction_status"], source["retraction_checked_on"]
    recorded = f"retraction_status is {status or 'blank'}" + (f" and retraction_checked_on is {day}" if day else "")
    hint = _FIRST_HINT if status != "none_found" else _HINT if day else _UNDATED_HINT
    column = "retraction_checked_on" if status == "none_found" else "retraction_status"
    message = f"{recorded}: {name}, which is cited by {claims}, {what}"
    return Finding.on(source, column, message, hint, (status, day), cause=(name, status, day))
