"""The positions of an article's passages do not follow the text.

## What it checks

Within an article, `position` rises with `start`, and no two passages have the same position.

## Why it matters

Readers sort passages by position. Out of order, a list item appears under the wrong heading.

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

Number the passages of the article from 1, in the order of `start`.

## Source

Claimpack's own: passages follow one another as the text does.
"""

from collections.abc import Iterator
from itertools import pairwise

from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out_records, refused_in

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at each passage and the one that starts before it."""
    passages = package.table("passages")
    columns = "article_id", "start", "position"
    in_order = sorted(
        (article, int(start), int(position), record)
        for record, (article, start, position) in enumerate(zip(*map(passages.cells, columns), strict=True))
        if article and start and position
    )
    yield Examined(len(in_order))
    yield from left_out_records(passages, refused_in(passages, *columns))
    for (article, _, previous, _), (same, _, position, record) in pairwise(in_order):
        if article == same and position <= previous:
            message = f"position is {position}, but the passage that starts before it has position {previous}"
            hint = "Number the passages from 1 in the order of their start."
            yield Finding.on(passages.record(record), "position", message, hint, (position, previous))
