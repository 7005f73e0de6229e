"""A digest of what a claim's record says, which shows whether a review is of another wording."""

from __future__ import annotations

import hashlib
import json

from claimpack.package.table import Record

NOT_REVIEWED = frozenset({"reviewed_by", "reviewed_on"})
"""The columns that a review itself writes."""


def claim_digest(claim: Record) -> str:
    """Sixteen hexadecimal digits made of all cells of a record of ``claims`` but those that a review writes.

    Blank cells make no difference, so that a column that is added later changes nothing.
    """
    cells = [(column, claim[column]) for column in claim.table.schema.fields if column not in NOT_REVIEWED]
    content = json.dumps([cell for cell in cells if cell[1]], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
