"""A table that a claims package is made of has no records.

## What it checks

articles, passages and claims have at least one record each. The other tables may be empty. Where no table at all has a
record, the package is new: that is one problem and not three, and a warning, as it is where an article was pinned and
nothing is recorded of it yet.

## Why it matters

A check of no claims finds nothing wrong. It must not look like a check of claims that are right.

## Fails

```text claims/claims.csv
claim_id,passage_id,claim_type,statement,intervention,route,population,comparator,outcome,effect_direction,severity,frequency,onset,conditions,population_size,population_basis,study_count,stated_year,source_ids,note
```

## Passes

```text claims/acknowledgements.csv
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by
```

## How to fix

Add the records. If the file held some, look for what emptied it.

## Source

Claimpack's own: a check says how much it looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.package.place import Place
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import all_tables
from claimpack.wording import counted

if TYPE_CHECKING:
    from claimpack.package.package import Package

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Counts the records of the tables that can't be empty."""
    filled = {table.name for table in package.readable_tables() if len(table)}
    is_whole = not package.unread_tables()
    is_new, has_begun = is_whole and not filled, is_whole and filled == {"articles", "passages"}
    for table in all_tables(package):
        if isinstance(table, LeftOut):
            yield table
            continue
        if table.name not in ("articles", "passages", "claims"):
            continue
        yield Examined(1)
        place = Place(table.path, table.name, 1, 1)
        if is_new and table.name == "claims":
            message = "nothing is recorded yet, so that there is nothing to check"
            hint = "Save the article as plain text or HTML, and begin with claimpack anchor ARTICLE_FILE."
            yield Finding(place, message, hint, judged=("new",), tentative=True)
        elif has_begun and table.name == "claims":
            message = f"no claim is recorded yet on {counted(len(package.table('passages')), 'passage')}"
            hint = "Add the first with claimpack new claim; claimpack edit says of passages that they carry none."
            yield Finding(place, message, hint, judged=("begun",), tentative=True)
        elif not is_new and not len(table):
            yield Finding(place, f"{table.name} has no records", "Add them below the header.")
