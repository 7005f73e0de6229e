"""The positions of an article's passages do not follow the text.

## What it checks

Within an article, `position` rises with `start`, and no two passages have the same position.

## Why it matters

Position is what a reader sorts by. Out of order, a list item stands under another heading.

## Fails

```csv passages
passage_id,position
P2,1
```

## Passes

```csv passages
passage_id,position
P8,20
```

## How to fix

Number the passages of the article from 1 in the order of their `start`.

## Source

Claimpack's own: passages follow one another as the text does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.refusedcells import left_out_records, unsaid

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each passage and the one that starts before it."""
    passages = package.table("passages")
    table = (
        passages["article_id"]
        .to_frame("article")
        .assign(start=passages.integers("start"), position=passages.integers("position"))
    )
    table = table[(table["article"] != "") & table["start"].notna() & table["position"].notna()]
    yield Examined(len(table))
    yield from left_out_records(passages, unsaid(passages, "article_id", "start", "position"))
    table = table.sort_values(["article", "start", "position"], kind="stable")
    before = table.groupby("article")["position"].shift()
    for record in table.index[(table["position"] <= before).fillna(value=False)]:
        position, previous = int(table["position"][record]), int(before[record])
        message = f"position is {position}, but the passage that starts before it has position {previous}"
        hint = "Number the passages from 1 in the order of their start."
        subjects = passages.subjects(int(record))
        yield Finding(passages.place(int(record), "position"), message, hint, subjects, (position, previous))
