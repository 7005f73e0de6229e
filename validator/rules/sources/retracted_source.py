"""A claim cites a source that was retracted, or that its journal has warned of.

## What it checks

`retraction_status` of every source that a claim cites: retracted and expression of concern are warnings, a correction
is a note. Sources whose status was not looked up are told as not checked.

## Why it matters

Retracted papers go on being cited for years, mostly by people who do not know.

## Fails

```csv sources
source_id,retraction_status
S1,retracted
```

## Passes

```csv sources
source_id,retraction_status
S1,none_found
```

## How to fix

Check the notice. If the article cites a retracted paper, acknowledge the problem and say what the notice says; if a
correction changed a number that is recorded, enter the new one.

## Source

Hsiao and Schneider 2021, on citations after retraction, https://doi.org/10.1162/qss_a_00155. Where to look it up:
PubMed, Crossref (which holds the Retraction Watch database), the journal's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.evidence import evidence_of
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.soundness import left_out
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"

_TOLD = {
    "retracted": "has been retracted",
    "concern": "carries an expression of concern",
    "corrected": "has been corrected",
}


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the retraction status of each source that is cited."""
    evidence = evidence_of(package)
    sources = evidence.sources
    yield from left_out(evidence.claims, sources)
    cited = [each for each in sources if each.key in evidence.times_cited and each["status"] == "identified"]
    unchecked = sum(each["retraction_status"] in ("", "not_checked") for each in cited)
    yield Examined(len(cited) - unchecked)
    if unchecked:
        yield LeftOut(f"{counted(unchecked, 'cited source')} whose retraction status was not looked up")
    for each in cited:
        source, word = each["source_id"], each["retraction_status"]
        if word not in _TOLD:
            continue
        claims = counted(evidence.times_cited[source], "claim")
        message = f"retraction_status is {word}: {source}, which is cited by {claims}, {_TOLD[word]}"
        hint = "Read the notice, correct what it changes, and acknowledge it with what it says."
        place = each.place("retraction_status")
        yield Finding(place, message, hint, (source,), (word,), tentative=word == "corrected")
