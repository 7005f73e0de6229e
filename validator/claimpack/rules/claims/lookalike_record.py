"""Two records look like one record.

## What it checks

- No two ids of a table look alike. They must differ in more than capital letters, `0` and `O`, `1`, `l` and `I`, `rn`
  and `m`, or `-`, `_` and `.`.
- No two sources have the same DOI, PMID or PMCID.
- No two concepts of one kind have the same label. Capitals, composed accents, full-width letters and letters of other
  alphabets that look the same make no difference.
- No two articles have the same text.

## Why it matters

Somebody who mistakes `C1O` for `C10` judges the wrong claim. A paper entered as two sources counts twice as evidence.
If an article is entered twice, only the first is checked against its text.

## Fails

```csv concepts
concept_id,kind,label,definition
eye_strain,outcome,Eye strain,Tired or aching eyes.
eye-strain,outcome,Strained eyes,Tired or aching eyes.
```

## Passes

```csv concepts
concept_id,kind,label,definition
eye_strain,outcome,Eye strain,Tired or aching eyes.
eye_redness,outcome,Red eyes,Reddened eyes.
```

## How to fix

If they are the same, keep one of the two and use its id wherever the other is named. If not, give one of them an id or
a label that nobody can confuse, or correct its identifier.

## Source

Unicode Technical Standard 39, Unicode Security Mechanisms, section 4, https://www.unicode.org/reports/tr39/.
"""

from collections.abc import Iterator
from functools import cache
from itertools import repeat

from claimpack.evidence.lookalikes import folded, lookalikes
from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.package.unavailable import Unavailable
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.readabletables import left_out_tables
from claimpack.wording import character_name, joined, quoted

SEVERITY = "warning"

_SAME: tuple[tuple[str, str, str | None], ...] = (
    ("sources", "doi", None),
    ("sources", "pmid", None),
    ("sources", "pmcid", None),
    ("concepts", "label", "kind"),
    ("articles", "text_sha256", None),
)
"""Tables with a column in which records hardly ever agree, and the column within whose values this holds."""


def check(package: Package) -> Iterator[Observation]:
    """Looks at the ids of each table, and at other cells that identify a record."""
    yield from left_out_tables(package)
    for table in package.readable_tables():
        try:
            if len(table.schema.primary_key) == 1:
                yield from _ids(table)
            reported: set[tuple[int, int]] = set()
            for name, column, within in _SAME:
                if name == table.name:
                    yield from _same(table, column, within, reported)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))


def _ids(table: Table) -> Iterator[Observation]:
    [key] = table.schema.primary_key
    ids = table.cells(key)
    yield Examined(sum(map(bool, ids)))
    alike = lookalikes(filter(None, ids))
    for record, name in enumerate(ids) if alike else ():
        if name in alike:
            message = f"{key} {quoted(name)} looks like {quoted(alike[name])}, which is another record's"
            hint = "Give one of them an id that nobody can confuse, or merge the two records."
            data, other = {"column": key, "id": name, "other_id": alike[name]}, (table.name, alike[name])
            yield Finding.on(table.record(record), key, message, hint, (name, alike[name]), other, data=data)


def _same(table: Table, column: str, within: str | None, reported: set[tuple[int, int]]) -> Iterator[Observation]:
    """Looks for records with the same value in a column; pairs already reported for another column are left out."""
    cells, ids = table.cells(column), table.cells(table.schema.primary_key[0])
    groups = table.cells(within) if within else repeat("")
    yield Examined(sum(map(bool, cells)))
    first: dict[tuple[str, str], int] = {}
    look = cache(folded)
    for record, (cell, group) in enumerate(zip(cells, groups, strict=False)):
        earlier = first.setdefault((group, look(cell)), record)
        # an identifier without a digit is for invalid-identifier
        says_something = any(map(str.isalnum if within else str.isdigit, cell))
        if not says_something or earlier == record or not ids[record] or ids[record] == ids[earlier]:
            continue
        if (record, earlier) in reported:
            continue
        reported.add((record, earlier))
        other = "has, too" if cells[earlier] == cell else f"has as {quoted(cells[earlier])}"
        message = f"{column} is {quoted(cell)}, which {ids[earlier]} {other}"
        hint = joined(
            _foreign(cell, cells[earlier]),
            "Keep one of the two records if they are the same; otherwise correct the one that is wrong.",
        )
        data = {"column": column, "value": cell, "other_value": cells[earlier]}
        one, same = table.record(record), table.record(earlier)
        yield Finding.on(one, column, message, hint, (cell, cells[earlier]), same, data=data)


def _foreign(one: str, other: str) -> str:
    """Names the non-ASCII letter in which two texts that look the same differ; blank if there is none."""
    apart = next(
        (letter for letter in (*one, *other) if not letter.isascii() and (letter in one) != (letter in other)), ""
    )
    return f"One of them holds {character_name(apart)}." if apart else ""
