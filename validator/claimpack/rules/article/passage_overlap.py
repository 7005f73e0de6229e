"""Two passages of an article overlap, or a passage is empty.

## What it checks

Each passage ends after its start, and starts at or after the end of the one before it.

## Why it matters

The claims of a sentence that is in two passages are counted twice, or put in the wrong place.

## Fails

```csv passages
passage_id,start
P2,10
```

## Passes

```csv passages
passage_id,kind
P2,list_item
```

## How to fix

Pin the passages again with `claimpack anchor`. Never type offsets by hand.

## Source

Claimpack's own: every word of the article is accounted for once.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out_records, refused_in

SEVERITY = "error"

_HINT = "Delete the row that is no longer in the text, or pin the passages again with claimpack anchor."


def check(package: Package) -> Iterator[Observation]:
    """Looks at the offsets of each passage and of the furthest-reaching one before it."""
    passages = package.table("passages")
    columns = "article_id", "start", "end"
    spans = [
        (article, int(start), int(end), record)
        for record, (article, start, end) in enumerate(zip(*map(passages.cells, columns), strict=True))
        if article and start and end
    ]
    yield Examined(len(spans))
    yield from left_out_records(passages, refused_in(passages, *columns))
    for _, start, end, record in spans:
        if end <= start:
            message = f"the passage ends at {end}, which is not after its start at {start}"
            yield Finding.on(passages.record(record), "end", message, _HINT, (start, end))
    article, reached, before = "", 0, -1
    for here, start, end, record in sorted(span for span in spans if span[2] > span[1]):
        if here == article and start < reached:
            other = passages.subjects(before)
            reaching = other[0] if other else "the one before it"
            message = f"the passage starts at {start}, but {reaching} reaches to {reached}"
            passage, earlier = passages.record(record), passages.record(before)
            yield Finding.on(passage, "start", message, _HINT, (start, reached), earlier)
        if here != article or end > reached:
            article, reached, before = here, end, record
