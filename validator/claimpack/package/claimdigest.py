"""A digest of a claim's record, which shows whether the claim has changed since it was reviewed."""

from __future__ import annotations

import hashlib
import json

from claimpack.package.table import Record

NOT_REVIEWED = frozenset({"reviewed_by", "reviewed_on"})
"""The columns that a review itself writes."""


def claim_digest(claim: Record) -> str:
    """Sixteen hexadecimal digits, made from all cells of a claim except those that a review writes.

    Blank cells make no difference, so that adding a column changes nothing.
    """
    cells = [(column, claim[column]) for column in claim.table.schema.fields if column not in NOT_REVIEWED]
    content = json.dumps([cell for cell in cells if cell[1]], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
