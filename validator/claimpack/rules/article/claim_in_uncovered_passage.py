"""A claim is on a passage that is recorded as having no claim.

## What it checks

The passage of each claim has the `coverage` `claims`.

## Why it matters

Either the claim names the wrong passage, or the recorded reason why the passage has no claim is wrong.

## Fails

```csv claims
claim_id,passage_id
C5,P1
```

## Passes

```csv claims
claim_id,passage_id
C5,P8
```

## How to fix

Correct the claim's passage, or set the passage's coverage to `claims` and clear its reason.

## Source

Claimpack's own: every word of the article is accounted for.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import quoted

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Looks up the passage of each claim."""
    claims, passages = package.table("claims"), package.table("passages")
    coverage: dict[str, str] = {}
    for passage, cell in passages.rows("passage_id", "coverage"):
        coverage.setdefault(passage, cell)
    coverage.pop("", None)  # a refused id is blank
    found = [coverage.get(passage) for passage in claims.cells("passage_id")]
    there, unread = len(found) - found.count(None), found.count("")  # a refused coverage is blank
    yield Examined(there - unread)
    if there < len(found):
        yield LeftOut("claims whose passage is not in passages")
    if unread:
        yield LeftOut("claims on passages whose coverage another rule reports")
    for record, covered in enumerate(found):
        if covered == "none":
            passage = claims.cells("passage_id")[record]
            message = f"the claim is on {quoted(passage)}, whose coverage is none"
            hint = "Correct the claim's passage, or set the passage's coverage to claims."
            claim, judged = claims.record(record), (passage, "none")
            yield Finding.on(claim, "passage_id", message, hint, judged, ("passages", passage))
