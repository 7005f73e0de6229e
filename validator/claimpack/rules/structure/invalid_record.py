"""The cells of a claim do not fit together.

## What it checks

Each claim, assembled with its concepts, sources, passage and relations, follows the JSON Schema of a claim
(`schemas/claim.schema.json`). Table Schema checks each cell by itself; this rule checks the cells together. A claim
with a cell that invalid-cell reports is left out.

## Why it matters

Apps read claims as such records. If a claim gives a population size but says that none is reported, an app would show
either of the two.

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

The message names the two columns that disagree. Correct the one that is wrong.

## Source

JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12, as implemented by jsonschema.
"""

from collections.abc import Iterator

from claimpack.package.claimrecord import claim_records, column_of
from claimpack.package.jsonschemacheck import differences
from claimpack.package.package import Package
from claimpack.package.recordscreen import complete_claims, uncertain_claims
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import counted

SEVERITY = "error"

_PARTS = ("passages", "sources", "concepts", "relations")


def check(package: Package) -> Iterator[Observation]:
    """Looks at the assembled record of each claim whose cells are all in order."""
    claims = package.table("claims")
    complete = complete_claims(package)
    parts_in_order = not any(package.table(name).refused_records for name in _PARTS)
    for record, claim in claim_records(package, only=uncertain_claims(package, complete)):
        for difference in differences(claim, "claim.schema.json", "the claim"):
            if difference.spoken_for or parts_in_order:
                column = column_of(difference.pointer)
                judged = tuple(claims.written(name)[record] for name in claims.columns)
                column = column if column in claims.columns else None
                yield Finding.on(claims.record(record), column, difference.message, difference.hint, judged)
    yield Examined(len(complete))
    if len(complete) < len(claims):
        left = counted(len(claims) - len(complete), "claim")
        yield LeftOut(f"{left} with an invalid cell or a reference to a missing record")
    if not parts_in_order:
        yield LeftOut(f"what records with invalid cells in {', '.join(_PARTS)} contribute to claims")
