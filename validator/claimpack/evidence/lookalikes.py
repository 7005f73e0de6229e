"""Finds texts that are different and look the same, or nearly so."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from claimpack.package.normalform import composed

_ALIKE = str.maketrans(
    {
        **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxdqw", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
        **dict(zip("‐‑‒–—−", "------", strict=True)),
        **dict(zip("’‘ʼ“”", "'''\"\"", strict=True)),
    }
)
"""Cyrillic and Greek letters, dashes and quotation marks, with the ASCII characters that look like them."""

_SAME_SHAPE = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "_": "-", ".": "-"})
"""Letters and digits that look alike in many fonts, and signs that people confuse."""


def folded(text: str) -> str:
    """The text as a reader sees it: without capitals, with composed accents, and with single spaces.

    Full-width letters and other compatibility characters become plain ones. Letters of another alphabet become the
    ASCII letters that look like them. Invisible characters are removed.

    >>> folded("Caf\u0065\u0301  au lait") == folded("café au\u00a0LAIT")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", composed(text)).translate(_ALIKE)
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = text.casefold()
    in_order = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "  # as most are
    return text if in_order else " ".join(text.split())


def lookalikes(ids: Iterable[str]) -> dict[str, str]:
    """The ids that look like an earlier one, each with the first id that it looks like.

    Two ids look alike if they differ only in capitals, or only in ``0`` and ``O``, ``1``, ``l`` and ``I``, ``rn`` and
    ``m``, or ``-``, ``_`` and ``.``.

    Args:
        ids: ids, which have no line feeds.

    >>> lookalikes(["C10", "C1O", "c10", "C11", "modern", "modem"])
    {'C1O': 'C10', 'c10': 'C10', 'modem': 'modern'}
    """
    different = list(dict.fromkeys(ids))
    together = "\n".join(different)  # a thousand in one go take no longer than ten one by one
    cases = together.casefold().split("\n")
    shapes = together.translate(_SAME_SHAPE).replace("rn", "m").split("\n")
    repeated = _repeated(cases) | _repeated(shapes)
    if not repeated:
        return {}
    first: tuple[dict[str, str], dict[str, str]] = {}, {}
    alike = {}
    for identifier, *looks in zip(different, cases, shapes, strict=True):
        if repeated.isdisjoint(looks):
            continue
        known = list(zip(first, looks, strict=True))
        earlier = next((seen[look] for seen, look in known if look in seen), None)
        if earlier is not None:
            alike[identifier] = earlier
        for seen, look in known:
            seen.setdefault(look, earlier or identifier)
    return alike


def _repeated(looks: Sequence[str]) -> set[str]:
    """The values that occur more than once; usually there are none."""
    if len(set(looks)) == len(looks):
        return set()
    return {look for look, count in Counter(looks).items() if count > 1}
