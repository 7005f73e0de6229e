"""An acknowledgement names a rule that does not exist, or whose problems can't be accepted.

## What it checks

`rule` names a known rule that is not of the structure family. A record that can't be read can't be accepted.

## Why it matters

Such a row accepts nothing, but people who read the table will think that it does.

## Fails

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on
unused-sources,S3,0123456789abcdef,Kept for context.,Somebody,2026-01-01
```

## Passes

```csv acknowledgements
rule,subjects,fingerprint,reason,acknowledged_by,acknowledged_on
unused-source,S3,0123456789abcdef,Kept for context.,Somebody,2026-01-01
```

## How to fix

Run `claimpack acknowledge` instead of writing the row by hand. It knows the rules and the fingerprint.

## Source

Claimpack's own.
"""

from collections.abc import Iterator

from claimpack.rules.catalogue import all_rules
from claimpack.rules.finding import Examined, Finding, Observation, left_out_cells
from claimpack.rules.runresults import RunResults
from claimpack.wording import joined, nearest, quoted

SEVERITY = "error"


def check(outcome: RunResults) -> Iterator[Observation]:
    """Looks up the rule of each acknowledgement."""
    table = outcome.package.table("acknowledgements")
    known = {rule.name: rule.can_be_acknowledged for rule in all_rules()}
    acceptable = {name for name, can_be in known.items() if can_be}
    yield from left_out_cells(table, "rule")
    for record, name in enumerate(table.cells("rule")):
        if not name:
            continue
        yield Examined(1)
        if name in acceptable:
            continue
        if name in known:
            message = f"rule is {quoted(name)}, whose problems can't be accepted"
            hint = "Correct the problem and delete this row."
        else:
            message = f"rule is {quoted(name)}, which is not a rule"
            hint = joined(nearest(name, known), "claimpack rules lists them.")
        yield Finding.on(table.record(record), "rule", message, hint, (name,))
