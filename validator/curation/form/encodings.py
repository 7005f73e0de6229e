"""Finds out what a file that is not UTF-8 is encoded in, where that is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from validator.wording import quoted

ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1257": "Windows-1257",
    "iso8859_2": "ISO 8859-2",
    "iso8859_15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that a file which is not UTF-8 may be in, the likeliest first; all write ASCII alike."""

_SIGNS = frozenset("‘’“”„‚–—…•·°±×§«»€µ²³½¼¾®©™´\u00a0")
"""Signs that are no letters and yet stand in prose."""

_BETWEEN_LETTERS = frozenset("‘’–—·\u00a0")
"""Those of them that may have a letter on both sides; any other may at most stand before or after a word."""

_DOS_LETTERS = range(0x80, 0xA9)
"""Where DOS has the letters of most languages; a text with none of them is hardly from there."""

_SHORTEST_WORD = 3
_LONGEST_WORD = 40


class UncertainFileError(Exception):
    """A file of which it is not certain what it says.

    Attributes:
        hint: what to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file.

    Raises:
        UncertainFileError: if it can't be read so.
    """
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        what = f"it can't be read as {ENCODINGS.get(encoding, encoding.upper())}"
        raise UncertainFileError(what, "Save it as UTF-8, or name its encoding with --encoding.") from None


def encoding_of(content: bytes, known_words: Callable[[], Collection[str]]) -> str:
    """The encoding in which a file is prose.

    Where it is prose in several that give other texts, a word settles it that is known in one reading and not in the
    others: author’s, where the package has the word author.

    Args:
        content: the file.
        known_words: gives the words that are certain to stand in the package, in small letters.

    Raises:
        UncertainFileError: if it is prose in none, or nothing settles in which.
    """
    texts: dict[str, str] = {}
    for name in ENCODINGS:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        is_likely = name != "cp850" or any(byte in _DOS_LETTERS for byte in content)
        if is_likely and text not in texts.values() and _is_prose(text):
            texts[name] = text
    if not texts:
        raise UncertainFileError("it is not UTF-8, and in no usual encoding does it read as text", "Save it as UTF-8.")
    if len(texts) > 1:
        known = known_words()
        attested = {name: set(_attested(text, known)) for name, text in texts.items()}
        settled = next((name for name in texts if _beats_all(attested, name)), None)
        if settled is None:
            raise _doubt(texts)
        return settled
    return next(iter(texts))


def _beats_all(attested: dict[str, set[int]], name: str) -> bool:
    """Whether something speaks for a reading that speaks for no other, and nothing for another that does not for it."""
    others = [places for other, places in attested.items() if other != name]
    return all(attested[name] > places for places in others)


def _attested(text: str, known: Collection[str]) -> Iterator[int]:
    """The places of the characters beyond ASCII that stand in or at known words."""
    for found in re.finditer(r"[^\x00-\x7f]", text):
        before = re.search(r"[^\W\d_]*$", text[max(found.start() - _LONGEST_WORD, 0) : found.start()])
        after = re.match(r"[^\W\d_]*", text[found.end() : found.end() + _LONGEST_WORD])
        first, last = (part[0].casefold() if part else "" for part in (before, after))
        if found[0].isalpha():
            is_known = f"{first}{found[0].casefold()}{last}" in known
        elif first and last:  # an apostrophe: only what follows the word that it belongs to may be no word itself
            is_known = found[0] == "’" and last == "s" and len(first) >= _SHORTEST_WORD and first in known
        else:  # a quotation mark
            is_known = found[0] in "“”‘’„‚" and len(first or last) > 1 and (first or last) in known
        if is_known:
            yield found.start()


def _doubt(texts: dict[str, str]) -> UncertainFileError:
    """Says by an example how the file can be read."""
    (first, one), (other, two) = list(texts.items())[:2]
    words = zip(re.split(r"[\s;,]+", one), re.split(r"[\s;,]+", two), strict=False)
    in_one, in_two = next((word, rival) for word, rival in words if word != rival)
    readings = f"{quoted(in_one)} ({ENCODINGS[first]}) and {quoted(in_two)} ({ENCODINGS[other]})"
    hint = f"If the first is right, add --encoding {first}."
    return UncertainFileError(f"it is not UTF-8, and can be read as {readings}", hint)


def _is_prose(text: str) -> bool:
    """Whether every character beyond ASCII stands where it would in prose.

    A letter stands beside letters, and a capital one neither after a small letter nor within a word of small ones.
    """
    for found in re.finditer(r"[^\x00-\x7f]", text):
        character = found[0]
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        if character in _SIGNS:
            if before.isalpha() and (character in "„‚" or (after.isalpha() and character not in _BETWEEN_LETTERS)):
                return False
            continue
        if not character.isalpha() or character in "ªºﬁﬂ" or unicodedata.category(character) == "Lm":
            return False
        if not (before.isalpha() or after.isalpha()):
            return False
        if character.isupper() and before.islower():
            return False
    return True
