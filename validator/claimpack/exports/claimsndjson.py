"""Makes ``claims.ndjson``, one claim a line, for streaming; ``claim.schema.json`` is the schema of each line."""

from __future__ import annotations

from collections.abc import Iterator

from claimpack.exports.packagerecords import Bundle

FILE = "claims.ndjson"


def pieces(bundle: Bundle) -> Iterator[str]:
    """The claims, one per line, each complete in itself."""
    for text in bundle.claim_texts():
        yield text + "\n"
