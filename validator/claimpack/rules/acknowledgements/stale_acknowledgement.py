"""An acknowledgement accepts a problem that is no longer there.

## What it checks

Each acknowledgement has the fingerprint of a problem that this run finds, and names the same subjects. One that accepts
a cause has the key and the fingerprint of a cause. An acknowledgement is judged only if its rule ran and looked at
everything. Without the article's text, for instance, rules that need it leave something out.

## Why it matters

Perhaps the problem was corrected. Perhaps one of its values has changed, so that it is now another problem, which
nobody has accepted. Or a claim has joined an accepted cause, and nobody has judged that claim. In each case the
recorded reason no longer fits.

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

If the problem is gone, delete the row. If it now has other values, look at it again and run `claimpack acknowledge`,
which replaces the row.

## Source

Claimpack's own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from claimpack.package.place import Place
from claimpack.package.tableschema import split_items
from claimpack.rules.catalogue import all_rules
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out_cells
from claimpack.rules.runresults import RunResults
from claimpack.wording import counted, listed

SEVERITY = "warning"


def check(outcome: RunResults) -> Iterator[Observation]:
    """Looks for the problem, or the cause, of each acknowledgement."""
    table = outcome.package.table("acknowledgements")
    can_be_judged = {rule.name for rule in all_rules() if rule.can_be_acknowledged and not rule.needs_the_others}
    yield from left_out_cells(table, "rule", "fingerprint", "subjects")
    accepted = table.cells_or_blanks("cause")
    outcomes = outcome.causes if any(accepted) else {}
    extents = {key: subjects for key, (_, _, subjects) in outcomes.items()}
    naming_of = cache(lambda is_cause: _naming(extents if is_cause else outcome.found))
    examined = 0
    unsettled: Counter[str] = Counter()
    unreliable = set(table.unreliable("subjects"))
    cells = zip(*map(table.cells, ("rule", "fingerprint", "subjects")), accepted, strict=True)
    for record, (rule, fingerprint, subjects, cause) in enumerate(cells):
        if rule not in can_be_judged or not fingerprint:
            continue
        found = extents.get((rule, cause)) if cause else outcome.found.get((rule, fingerprint))
        if found is None and rule not in outcome.settled:
            unsettled[rule] += 1
            continue
        examined += 1
        named = split_items(subjects)
        column = "fingerprint"
        if found is None:
            naming = naming_of(bool(cause))
            is_another = set.intersection(*(naming.get((rule, each), set()) for each in named or [""]))
            message, hint = _gone(listed(named), fingerprint, cause, table.place(record), is_another=bool(is_another))
            column = "cause" if cause else "fingerprint"
        elif cause and (joined := [each for each in outcomes[rule, cause][1] if each not in named]):
            message = f"subjects is {subjects}, but {listed(joined)} joined the cause after it was accepted"
            hint = "Look at it again and acknowledge it again, which replaces the row."
            column = "subjects"
        elif record not in unreliable and (set(found).isdisjoint(named) if cause else set(found) != set(named)):
            what = "cause" if cause else "problem with this fingerprint"
            message = f"subjects is {subjects}, but the {what} is of {listed(found)}"
            hint = "Acknowledge the problem again, and delete this row."
            column = "subjects"
        else:
            continue
        judged = (subjects,) if column == "subjects" else (rule, fingerprint)
        yield Finding.on(table.record(record), column, message, hint, judged)
    yield Examined(examined)
    for rule, count in unsettled.items():
        yield LeftOut(f"{counted(count, 'acknowledgement')} of {rule}: that rule did not run, or left something out")


def _naming(found: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[tuple[str, str], set[str]]:
    """The problems, or causes, that name a subject, by rule and subject."""
    naming: dict[tuple[str, str], set[str]] = {}
    for (rule, key), subjects in found.items():
        for subject in subjects:
            naming.setdefault((rule, subject), set()).add(key)
    return naming


def _gone(names: str, fingerprint: str, cause: str, row: Place, *, is_another: bool) -> tuple[str, str]:
    """The message and the hint for a problem, or a cause, that is no longer there."""
    what = f"cause is {cause}, but the cause" if cause else f"fingerprint is {fingerprint}, but the problem"
    if is_another:
        again = "Look at it again and acknowledge it again, which replaces the row."
        return f"{what} of {names} now has other values", again
    return f"{what} of {names} is gone", f"Delete the row by hand: line {row.line} of {row.path}."
