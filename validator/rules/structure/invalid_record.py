"""The cells of a claim do not fit together.

## What it checks

Each claim, assembled with its concepts, sources, passage and relations, against the JSON Schema of a claim
(`schemas/claim.schema.json`). Table Schema judges one cell at a time; this rule judges what they say together. A claim
with a cell that invalid-cell refuses is left to that rule.

## Why it matters

Apps read claims as such records. A claim that gives a population size but says that none is reported would be shown
with one or the other.

## Fails

```csv claims
claim_id,population_size,population_basis
C1,1640,not_reported
```

## Passes

```csv claims
claim_id,population_size,population_basis
C1,1640,stated
```

## How to fix

The message names the two columns that disagree; change the one that is wrong.

## Source

JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12, as implemented by jsonschema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.claimrecord import claim_records, column_of
from validator.package.conformance import differences
from validator.rules.finding import Examined, Finding, Sighting

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "error"


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the assembled record of each claim whose cells are all in order."""
    claims = package.table("claims")
    refused = _records_with_refused_cells(claims)
    for record, claim in claim_records(package):
        if record in refused:
            continue
        yield Examined(1)
        for difference in differences(claim, "claim.schema.json", "the claim"):
            if not difference.spoken_for:  # a demand on a single cell: invalid-cell tells of it in the cell's table
                continue
            column = column_of(difference.pointer)
            judged = tuple(str(claims.cells[name].iloc[record]) for name in claims.cells)
            yield Finding(
                claims.place(record, column), difference.message, difference.hint, claims.subjects(record), judged
            )


def _records_with_refused_cells(claims: Table) -> set[int]:
    found = set(claims.file.ragged)
    for column, refused in claims.refused.items():
        if refused:
            found.update(claims.records_where(claims.cells[column].isin(list(refused))))
    return found
