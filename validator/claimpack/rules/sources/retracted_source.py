"""A claim cites a source that was retracted or withdrawn, or has an expression of concern.

## What it checks

The `retraction_status` of every identified source that a claim cites. Retracted, withdrawn and an expression of concern
are warnings, and a correction is a note. Sources whose status was not looked up count as not checked.
`retraction-check-stale` reports look-ups that are too old.

## Why it matters

Retracted papers are cited for years, mostly by people who do not know of the retraction.

## Fails

```csv sources
source_id,retraction_status
S1,retracted
```

## Passes

```csv sources
source_id,retraction_status,retraction_checked_on
S1,none_found,2026-02-01
```

## How to fix

Read the notice. If the article cites a retracted paper, acknowledge the problem and say what the notice says. If a
correction changed a recorded number, enter the new one.

## Source

Hsiao and Schneider 2021, on citations after retraction, https://doi.org/10.1162/qss_a_00155. Where to look it up:
PubMed, Crossref (which holds the Retraction Watch database), the journal's page.
"""

from collections.abc import Iterator

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out
from claimpack.wording import counted

SEVERITY = "warning"

_WORDS = {
    "retracted": "has been retracted",
    "withdrawn": "has been withdrawn",
    "concern": "has an expression of concern",
    "corrected": "has been corrected",
}


def check(package: Package) -> Iterator[Observation]:
    """Looks at the retraction status of each source that is cited."""
    evidence = evidence_of(package)
    sources = evidence.sources
    yield from left_out(evidence.claims, sources)
    unchecked = 0
    for source in sources:
        citing, status = evidence.times_cited[source["source_id"]], source["retraction_status"]
        if not citing or source["status"] != "identified":
            continue
        if status in ("", "not_checked"):
            unchecked += 1
            continue
        yield Examined(1)
        if status in _WORDS:
            yield _finding(source, citing)
    if unchecked:
        yield LeftOut(f"{counted(unchecked, 'cited source')} whose retraction status was not looked up")


def _finding(source: Record, citing: int) -> Finding:
    name, word = source["source_id"], source["retraction_status"]
    message = f"retraction_status is {word}: {name}, which is cited by {counted(citing, 'claim')}, {_WORDS[word]}"
    hint = "Read the notice, correct what it changes, and acknowledge it with what it says."
    data = {"source_id": name, "retraction_status": word, "claims": citing}
    return Finding.on(source, "retraction_status", message, hint, (word,), tentative=word == "corrected", data=data)
