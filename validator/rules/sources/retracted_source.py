"""A claim cites a source that was retracted or warned of, or looked up on no known day.

## What it checks

`retraction_status` of every identified source that a claim cites: retracted and expression of concern are warnings, a
correction is a note. So is `none_found` without its day in `retraction_checked_on`: a retraction may have come since,
so that it is not a check that was made. Sources whose status was not looked up are told as not checked.

## Why it matters

Retracted papers go on being cited for years, mostly by people who do not know. "None found" is true of one day only.

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

Check the notice. If the article cites a retracted paper, acknowledge the problem and say what the notice says; if a
correction changed a number that is recorded, enter the new one. Where the day is missing, look it up again and enter
the day, or make the status `not_checked`.

## Source

Hsiao and Schneider 2021, on citations after retraction, https://doi.org/10.1162/qss_a_00155. Where to look it up:
PubMed, Crossref (which holds the Retraction Watch database), the journal's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.bearing import cited_sources
from validator.evidence.sound import sound_claims, sound_sources
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.soundness import left_out
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "package"

_TOLD = {
    "retracted": "has been retracted",
    "concern": "carries an expression of concern",
    "corrected": "has been corrected",
}


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the retraction status of each source that is cited."""
    sources = sound_sources(package)
    yield from left_out(sound_claims(package), sources)
    citing = cited_sources(package)["source_id"].value_counts()
    status = sources.rows["retraction_status"]
    cited = sources.rows["source_id"].isin(citing.index) & (sources.rows["status"] == "identified")
    unchecked = cited & status.isin(["", "not_checked"])
    undated = cited & (status == "none_found") & (sources.rows["retraction_checked_on"] == "")
    yield Examined(int((cited & ~unchecked).sum()))
    if unchecked.any():
        yield LeftOut(f"{counted(int(unchecked.sum()), 'cited source')} whose retraction status was not looked up")
    for record in sources.where(undated):
        source = sources.row(record)["source_id"]
        claims = counted(int(citing[source]), "claim")
        message = (
            f"retraction_status is none_found, but retraction_checked_on is blank: on what day {source}, which is "
            f"cited by {claims}, was looked up is not known"
        )
        hint = "Look it up and enter the day, or make the status not_checked."
        place = sources.place(record, "retraction_checked_on")
        yield Finding(place, message, hint, (source,), ("none_found", ""), tentative=True)
    for record in sources.where(cited & status.isin(_TOLD)):
        row = sources.row(record)
        source, word = row["source_id"], row["retraction_status"]
        claims = counted(int(citing[source]), "claim")
        message = f"retraction_status is {word}: {source}, which is cited by {claims}, {_TOLD[word]}"
        hint = "Read the notice, correct what it changes, and acknowledge it with what it says."
        tentative = word == "corrected"
        place = sources.place(record, "retraction_status")
        yield Finding(place, message, hint, (source,), (word,), tentative=tentative)
