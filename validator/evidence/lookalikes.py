"""Finds texts that are different and look the same, or nearly so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from validator.package.composed import composed

_ALIKE = str.maketrans(
    {
        **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxdqw", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
        **dict(zip("‐‑‒–—−", "------", strict=True)),
        **dict(zip("’‘ʼ“”", "'''\"\"", strict=True)),
    }
)
"""Letters of Cyrillic and Greek, dashes and quotation marks, with what ASCII has that looks like them."""

_SAME_SHAPE = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "_": "-", ".": "-"})
"""Letters and digits that many fonts draw alike, and signs that are taken for one another."""


def folded(text: str) -> str:
    """The text as it looks to somebody who reads it: without capitals, accents composed, white space in order.

    Compatibility characters such as full-width letters count as the plain ones, and letters of another alphabet as
    those of ASCII that look like them. Characters that can't be seen count as nothing.

    >>> folded("Caf\u0065\u0301  au lait") == folded("café au\u00a0LAIT")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", composed(text)).translate(_ALIKE)
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(text.casefold().split())


def lookalikes(ids: Iterable[str]) -> dict[str, str]:
    """The ids that look like an earlier one, each with the first of those.

    Alike are ids that differ in capitals alone, and those that differ only in ``0`` and ``O``, ``1``, ``l`` and ``I``,
    ``rn`` and ``m``, or in which of ``-``, ``_`` and ``.`` they have.

    >>> lookalikes(["C10", "C1O", "c10", "C11", "modern", "modem"])
    {'C1O': 'C10', 'c10': 'C10', 'modem': 'modern'}
    """
    first: dict[str, str] = {}
    alike = {}
    for identifier in dict.fromkeys(ids):
        shapes = {f"case {identifier.casefold()}", f"shape {identifier.translate(_SAME_SHAPE).replace('rn', 'm')}"}
        earlier = next((first[shape] for shape in sorted(shapes) if shape in first), None)
        if earlier is not None:
            alike[identifier] = earlier
        for shape in shapes:
            first.setdefault(shape, earlier or identifier)
    return alike
