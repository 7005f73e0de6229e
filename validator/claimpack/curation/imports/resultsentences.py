"""Cuts a source's text into sentences, so that what one says is never read into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(
    r"[.?!][\"')\]]{0,2}\s+(?=[\"'(\[]?[A-Z0-9])|\n\s*\n|\n(?=[A-Z][A-Za-z]*(?:[ /&]+[A-Za-z]+)"
    r"{0,3}:)|\n(?=[^\n]*[\t|])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|v|e\.g|i\.e|approx|no|fig|st|dr|al|resp|ca|cf|adj|incl|sp|ref|C\.I)|(?:^|[\s(])[A-Z])\.$",
    re.IGNORECASE,
)
_SHORTEST_WRAPPED = 30
_ITEM = re.compile(r"\s|[-*•–>]|\d{1,3}[.)]\s")
_GOES_ON = re.compile(r"[^A-Z]")
"""How a line that goes on with a sentence may begin, whatever the line before it ends in."""


def unwrapped(plain_text: str) -> str:
    """The text with a space for each line break inside a sentence, and just as long, so that places stay.

    Lines of tables, short lines, items of lists and headings stay lines.

    >>> unwrapped("It was rarer with it in both of the trials (odds\\nratio 0.78, 95% CI 0.65 to 0.94).")
    'It was rarer with it in both of the trials (odds ratio 0.78, 95% CI 0.65 to 0.94).'
    >>> unwrapped("Fever: RR 0.78\\nRash: RR 0.90")
    'Fever: RR 0.78\\nRash: RR 0.90'
    """
    lines = plain_text.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        joined += [" " if _is_wrapped(before, line) else "\n", line]
    return "".join(joined)


def _is_wrapped(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if len(before) < _SHORTEST_WRAPPED or not line or _ITEM.match(line) or re.search(r"[\t|]", before + line):
        return False
    end = before.rstrip()[-1:]
    if end in ".?!":
        return line[0].islower()
    return end not in ")]:" or _GOES_ON.match(line) is not None


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
