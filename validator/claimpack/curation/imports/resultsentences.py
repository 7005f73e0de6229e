"""Cuts a source's text into sentences, so that the words of one are never read as the next one's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_HEADING = re.compile(
    r"[\s*]*(?P<name>[A-Z][A-Za-z]+(?:(?:\s?[/,&]\s?|\s)[A-Za-z]+){0,5})\s?:"
    r"|\s*(?P<alone>BACKGROUND|Background|INTRODUCTION|Introduction|METHODS|Methods|RESULTS|Results|FINDINGS|Findings"
    r"|CONCLUSIONS?|Conclusions?)\s(?=[A-Z])"
)
_SECTIONS = (
    ("results", re.compile(r"result|finding|conclusion|interpretation|discussion", re.IGNORECASE)),
    (
        "background",
        re.compile(r"background|introduction|context|rationale|importance|objective|aims?\b|purpose", re.IGNORECASE),
    ),
    (
        "methods",
        re.compile(r"method|design|setting|patients|participants|subjects|material|measure|data", re.IGNORECASE),
    ),
)
_OF_OTHERS = re.compile(
    r"\b(?:previous|prior|earlier|recent|past)\s(?:[\w-]+\s){0,3}(?:stud(?:y|ies)|trials?|reports?|meta-analys[ie]s|reviews?|"
    r"research)\s(?:\w+\s){0,3}(?:found|show|report|suggest|demonstrat|indicat|estimat)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[^A-Z]")
"""The beginning of a line that continues a sentence, whatever the end of the line before it."""


def unwrapped(plain_text: str) -> str:
    """The text with a space for each line break within a sentence; its length, and so all places, stay the same.

    Table rows, short lines, list items and headings stay lines.

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
    """Whether a line continues the sentence of the line before it."""
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
        ends_paragraph = match[0].count("\n") > 1
        if (
            not ends_paragraph
            and plain_text[match.start()] == "."
            and _ABBREVIATION.search(plain_text[max(start, stop - 8) : stop])
        ):
            continue
        if plain_text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if plain_text[start:].strip():
        yield start, len(plain_text)


def sections(plain_text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The section of each sentence: results, methods or background; blank without headings.

    A sentence on findings of earlier studies counts as background.

    Args:
        plain_text: a text in plain signs.
        places: where its sentences begin and end.
    """
    named = [_section(plain_text, start, end) for start, end in places]
    current = ""
    has_results = "results" in named
    for (start, end), name in zip(places, named, strict=True):
        current = name or current
        is_of_others = current != "results" and _OF_OTHERS.search(plain_text, start, end)
        yield "background" if is_of_others else current if has_results else ""


def _section(plain_text: str, start: int, end: int) -> str:
    """The section that begins with a sentence; blank if none does."""
    heading = _HEADING.match(plain_text, start, end)
    words = (heading["name"] or heading["alone"]) if heading else ""
    return next((name for name, form in _SECTIONS if form.search(words)), "")
