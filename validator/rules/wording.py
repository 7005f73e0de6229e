"""How rules put values into words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def quoted(value: str, longest: int = 60) -> str:
    """A value for a message: in double quotes, its unprintable characters spelt out, its middle left out if long."""
    if len(value) > longest:
        half = longest // 2
        value = f"{value[:half]}…{value[-half:]}"
    spelt = "".join(
        character if character.isprintable() else f"\\u{{{ord(character):04X}}}" if character != "\n" else "\\n"
        for character in value
    )
    return f'"{spelt}"'


def nearest(value: str, choices: Iterable[str]) -> str:
    """A sentence that suggests the choice nearest to ``value``; empty where none is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(value.strip().casefold(), by_folded, n=1)
    return f"Did you mean {quoted(by_folded[found[0]])}?" if found else ""


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``1 record``, ``1,204 records``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def joined(*sentences: str) -> str:
    """The sentences that are not empty, in a row."""
    return " ".join(sentence for sentence in sentences if sentence)
