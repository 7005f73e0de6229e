"""Cuts a source's text into sentences, so that what one says is never read into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.?!][\"')\]]{0,2}\s+(?=[\"'(\[]?[A-Z0-9])|\n\s*\n|\n(?=[A-Z][A-Za-z]*(?:[ /&]+[A-Za-z]+)"
    r"{0,3}:)|\n(?=[^\n]*[\t|])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|v|e\.g|i\.e|approx|no|fig|st|dr|al|resp|ca|cf|adj|incl|sp|ref)|(?:^|[\s(])[A-Z])\.$", re.IGNORECASE
)


def sentences(plain_text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence, heading or line of a table begins and ends.

    Args:
        plain_text: a text in plain signs.
    """
    start = 0
    for match in _END.finditer(plain_text):
        stop = match.start() + 1
        if plain_text[match.start()] == "." and _ABBREVIATION.search(plain_text[max(start, stop - 8) : stop]):
            continue
        if plain_text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if plain_text[start:].strip():
        yield start, len(plain_text)
