"""Composes Unicode text (NFC) in linear time, whatever the text."""

from __future__ import annotations

import re
import unicodedata

_MANY = 30
"""No language has more accents than this in a row (Unicode Standard Annex 15, stream-safe text format)."""


def composed(text: str) -> str:
    """The text in NFC.

    ``unicodedata`` sorts the marks after a letter in quadratic time. Here they are sorted first, which does not change
    the result.

    >>> composed("cafe\u0301") == "caf\u00e9"
    True
    """
    if text.isascii():
        return text
    marks = "".join(character for character in sorted(set(text)) if unicodedata.combining(character))
    if marks:
        text = re.sub(rf"[{re.escape(marks)}]{{{_MANY},}}", _in_order, text)
    return unicodedata.normalize("NFC", text)


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(marks[0], key=unicodedata.combining))
