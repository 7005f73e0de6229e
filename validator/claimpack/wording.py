"""Puts values into words."""

from __future__ import annotations

import difflib
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sized
from functools import lru_cache

_KEPT = 65_536
"""How many sorting keys of ids are cached."""
_NUMBER = re.compile(r"([0-9]+)")


def quoted(value: str, longest: int = 60) -> str:
    """A value for a message: in double quotes, with unprintable characters spelt out, and shortened if long."""
    return f'"{printable(shortened(value, longest))}"'


def shortened(text: str, longest: int) -> str:
    """The text, without its middle if it has more than ``longest`` characters (an even number)."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}…{text[-half:]}"


def printable(text: str) -> str:
    """The text in one line, with invisible characters spelt out, so that it can't change a terminal or a report.

    Commands for the runner of GitHub Actions are spelt out too: ``##[``, and ``::error``, which might end up at the
    start of a line.
    """
    if not text.isprintable():
        text = "".join(
            character if character.isprintable() else "\\n" if character == "\n" else f"\\u{{{ord(character):04X}}}"
            for character in text
        )
    return _COMMAND.sub(lambda sign: f"\\u{{{ord(sign[0]):04X}}}", text)


_COMMAND = re.compile(r"(?<!:):(?=:[A-Za-z])|#(?=#\[)")
"""The first character of a command."""


def character_name(character: str) -> str:
    """The name of an invisible character: ``a tab (U+0009)``, ``zero width space (U+200B)``."""
    kind = _CATEGORIES.get(unicodedata.category(character), "an unassigned character")
    name = _CONTROLS.get(character) or unicodedata.name(character, kind).lower()
    return f"{name} (U+{ord(character):04X})"


_CONTROLS = {"\t": "a tab", "\r": "a carriage return", "\x1b": "an escape character"}
_CATEGORIES = {"Cc": "a control character", "Co": "a private-use character", "Cs": "half of a surrogate pair"}


def nearest(value: str, choices: Iterable[str]) -> str:
    """A sentence that suggests the choice most similar to ``value``; empty if none is similar."""
    by_folded: dict[str, str] = {}
    for choice in choices:
        by_folded.setdefault(choice.casefold(), choice)
    found = difflib.get_close_matches(value.strip().casefold(), by_folded, n=1)
    return f"Did you mean {quoted(by_folded[found[0]])}?" if found else ""


def nearest_id(value: str, choices: Iterable[str]) -> str:
    """A sentence that suggests the id that was most likely meant; empty if there is none.

    ``P7`` may mean ``P007``, but never ``P037``: ids that differ in their digits are different records.
    """
    ids = list(choices)
    same = [choice for choice in ids if _without_zeros(choice) == _without_zeros(value)]
    near = same or [
        choice
        for choice in difflib.get_close_matches(value.strip(), ids, n=5, cutoff=0.75)
        if re.findall(r"[0-9]+", choice) == re.findall(r"[0-9]+", value)
    ]
    return f"Did you mean {quoted(near[0])}?" if near else ""


def _without_zeros(identifier: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", identifier.strip()).casefold()


def within_sentence(label: str) -> str:
    """A label within a sentence: in small letters, unless its first word has another capital.

    >>> within_sentence("Eye strain"), within_sentence("MRI scan"), within_sentence("Guillain-Barré syndrome")
    ('eye strain', 'MRI scan', 'Guillain-Barré syndrome')
    """
    first = label.partition(" ")[0]
    return label if any(letter.isupper() for letter in first[1:]) else label[:1].lower() + label[1:]


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``1 record``, ``1,204 records``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def joined(*sentences: str) -> str:
    """The sentences that are not empty, joined by spaces."""
    return " ".join(sentence for sentence in sentences if sentence)


def listed(values: Iterable[str], last: str = "and", most: int = 10) -> str:
    """The values as a list: ``a, b and c``; if there are too many, a number replaces the rest."""
    here = list(values)
    if len(here) > most:
        here = [*here[: most - 1], f"{len(here) - most + 1:,} more"]
    return f"{', '.join(here[:-1])} {last} {here[-1]}" if len(here) > 1 else "".join(here)


def wrapped(text: str, indent: str = "", further: str | None = None) -> list[str]:
    """The text, printable, in lines of 100 characters; ``further`` indents all lines but the first."""
    rest = indent if further is None else further
    return textwrap.wrap(printable(text), 100, initial_indent=indent, subsequent_indent=rest, break_long_words=False)


def and_more(items: Sized, most: int, line: str = "and {} more") -> list[str]:
    """A line with the number of items beyond the first ``most``; no line if there are none."""
    more = len(items) - most
    return [line.replace("{}", f"{more:,}", 1)] if more > 0 else []


@lru_cache(maxsize=_KEPT)
def natural_order(identifier: str) -> tuple[tuple[str | int, ...], str]:
    """A key that sorts ids as people do: ``C9`` before ``C10``."""
    parts: list[str | int] = [*_NUMBER.split(identifier)]
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts), identifier
