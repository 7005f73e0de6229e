"""An acknowledgement accepts a problem that is not there.

## What it checks

Each acknowledgement has the fingerprint of a problem of this run, and names the same subjects. It is only judged if
its rule ran and looked at everything: without the article's text, for instance, what rests on it is left out.

## Why it matters

The problem was mended, or one of the values it rests on has changed and it is now another problem, which nobody has
accepted. Either way the reason no longer belongs to anything.

## Fails

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on
unused-source,S3,0123456789abcdef,Kept for context.,Somebody,2026-01-01
```

## Passes

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on
unused-source,S3,82a04d2852da8c43,Kept for context.,Somebody,2026-01-01
```

```csv sources
source_id,status,title
S3,identified,An invented paper
```

## How to fix

If the problem is gone, delete the row. If it stands there again with other values, look at it again and run
`claimpack acknowledge`, which replaces the row.

## Source

Claimpack's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimpack.package.tableschema import split_items
from claimpack.rules.catalogue import all_rules
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.refusedcells import left_out_cells
from claimpack.wording import counted, listed

if TYPE_CHECKING:
    from claimpack.rules.runresults import RunResults

SEVERITY = "warning"


def check(outcome: RunResults) -> Iterator[Observation]:
    """Looks for the problem of each acknowledgement."""
    table = outcome.package.table("acknowledgements")
    can_be_judged = {rule.name for rule in all_rules() if rule.can_be_acknowledged and not rule.needs_the_others}
    yield from left_out_cells(table, "rule", "fingerprint", "subjects")
    naming: dict[tuple[str, str], set[str]] = {}
    for (name, fingerprint), about in outcome.found.items():
        for subject in about:
            naming.setdefault((name, subject), set()).add(fingerprint)
    examined = 0
    unsettled: dict[str, int] = {}
    unreliable = set(table.unreliable("subjects"))
    cells = zip(*map(table.cells, ("rule", "fingerprint", "subjects")), strict=True)
    for record, (rule, fingerprint, subjects) in enumerate(cells):
        if rule not in can_be_judged or not fingerprint:
            continue
        found = outcome.found.get((rule, fingerprint))
        if found is None and rule not in outcome.settled:
            unsettled[rule] = unsettled.get(rule, 0) + 1
            continue
        examined += 1
        if found is None:
            changed = set.intersection(*(naming.get((rule, each), set()) for each in split_items(subjects) or [""]))
            names = listed(split_items(subjects))
            message = f"fingerprint is {fingerprint}, but the problem of {names} is gone"
            hint = "Delete the row."
            if changed:
                message = f"fingerprint is {fingerprint}, but the problem of {names} now rests on other values"
                hint = "Look at it again and acknowledge it anew, which replaces the row."
            yield Finding(
                table.place(record, "fingerprint"), message, hint, table.subjects(record), (rule, fingerprint)
            )
        elif set(found) != set(split_items(subjects)) and record not in unreliable:
            message = f"subjects is {subjects}, but the problem with this fingerprint is of {listed(found)}"
            hint = "Acknowledge the problem anew, and delete this row."
            yield Finding(table.place(record, "subjects"), message, hint, table.subjects(record), (subjects,))
    yield Examined(examined)
    for rule, count in unsettled.items():
        yield LeftOut(f"{counted(count, 'acknowledgement')} of {rule}: that rule did not run, or left something out")
