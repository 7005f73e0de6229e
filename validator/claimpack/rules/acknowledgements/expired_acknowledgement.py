"""An acknowledgement's day has passed.

## What it checks

`review_by` is today or later. `--today` sets another day as today. After `review_by` the problem counts again.

## Why it matters

A judgement that was made for a limited time does not hold for ever.

## Fails

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by
unused-source,S3,0123456789abcdef,Kept for context.,Somebody,2025-01-01,2026-02-28
```

## Passes

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on,review_by
unused-source,S3,0123456789abcdef,Kept for context.,Somebody,2025-01-01,2026-03-01
```

## How to fix

Look at the problem again. If it is still acceptable, run `claimpack acknowledge` again. If it is gone, delete the row.

## Source

Claimpack's own.
"""

from collections.abc import Iterator

from claimpack.rules.finding import Examined, Finding, Observation, left_out_cells
from claimpack.rules.runresults import RunResults

SEVERITY = "warning"


def check(outcome: RunResults) -> Iterator[Observation]:
    """Compares the last day of each acknowledgement with today."""
    table = outcome.package.table("acknowledgements")
    yield from left_out_cells(table, "review_by")
    yield Examined(len(table) - len(table.unreliable("review_by")))
    today = outcome.package.today.isoformat()
    for record, day in enumerate(table.cells("review_by")):
        if day and day < today:
            message = f"review_by is {day}, which has passed, so what was accepted counts again"
            hint = "Look at the problem again, and acknowledge it again or delete this row."
            yield Finding.on(table.record(record), "review_by", message, hint, (day,))
