"""Detects the encoding of a file that is not UTF-8, if it is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from claimpack.wording import quoted

ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
    "iso8859_2": "ISO 8859-2",
    "iso8859_15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp852": "DOS 852",
    "koi8_r": "KOI8-R",
    "iso8859_7": "ISO 8859-7",
}
"""The possible encodings of a file that is not UTF-8, the likeliest first; all encode ASCII in the same way."""
_OF_WINDOWS = frozenset(name for name in ENCODINGS if name.startswith("cp125"))
_USUAL = _OF_WINDOWS | {"mac_roman", "cp850", "cp852"}
"""The encodings that are accepted if no other fits; but not for single letters, and only those of Windows for signs."""
_LETTER = re.compile(r"(?![\x00-\x7f])[^\W\d_]")
_SIGNS = frozenset("‘’“”„‚–—…•·°±×§«»€µ²³½¼¾®©™´\u00a0")
"""Signs in prose that are not letters."""
_BETWEEN_LETTERS = frozenset("‘’–—·\u00a0")
"""Signs that may have letters on both sides; the others are only before or after a word."""
_COMPARISONS = frozenset("≤≥≠∞≈")
"""Signs of old Macs, which are between spaces and numbers and never beside a letter."""
_DOS_LETTERS = range(0x80, 0xA9)
"""The bytes of most letters in DOS; a text without any of them is hardly from there."""
_SHORTEST_WORD = 3
_LONGEST_WORD = 40


class UncertainFileError(Exception):
    """A file whose content is not certain; the message says why.

    Attributes:
        hint: what to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file.

    Raises:
        UncertainFileError: if it is not in that encoding.
    """
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        what = f"it can't be read as {ENCODINGS.get(encoding, encoding.upper())}"
        raise UncertainFileError(what, "Save it as UTF-8, or name its encoding with --encoding.") from None


def encoding_of(content: bytes, known_words: Callable[[], Collection[str]]) -> str:
    """The encoding in which a file reads as prose.

    If several encodings give prose with different texts, a word decides that is known in one reading but not in the
    others: author’s, if the package has the word author.

    Args:
        content: the file.
        known_words: returns the words that are certainly in the package, in lower case.

    Raises:
        UncertainFileError: if it reads as prose in no encoding, or it is not certain in which.
    """
    texts: dict[str, str] = {}
    for name in ENCODINGS:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        is_likely = name not in ("cp850", "cp852") or any(byte in _DOS_LETTERS for byte in content)
        if is_likely and text not in texts.values() and _is_prose(text):
            texts[name] = text
    if not texts:
        raise UncertainFileError(
            "it is not UTF-8, and can't be read as text in any usual encoding", "Save it as UTF-8."
        )
    if len(texts) > 1:
        known = known_words()
        attested = {name: set(_attested(text, known)) for name, text in texts.items()}
        settled = next((name for name in texts if _beats_all(attested, name)), None)
        if settled is None:
            raise _doubt(texts)
        return settled
    (name,) = texts
    in_words = [_is_in_a_word(texts[name], found.start()) for found in _LETTER.finditer(texts[name])]
    is_certain = name in _USUAL and all(in_words) and (bool(in_words) or name in _OF_WINDOWS)
    if not is_certain:
        raise _doubt(texts)
    return name


def _beats_all(attested: dict[str, set[int]], name: str) -> bool:
    """Whether a reading has all known words of each other reading, and at least one more."""
    others = [places for other, places in attested.items() if other != name]
    return all(attested[name] > places for places in others)


def _attested(text: str, known: Collection[str]) -> Iterator[int]:
    """The places of the non-ASCII characters that are in or beside known words."""
    for found in re.finditer(r"[^\x00-\x7f]", text):
        before = re.search(r"[^\W\d_]*$", text[max(found.start() - _LONGEST_WORD, 0) : found.start()])
        after = re.match(r"[^\W\d_]*", text[found.end() : found.end() + _LONGEST_WORD])
        first, last = (part[0].casefold() if part else "" for part in (before, after))
        if found[0].isalpha():
            is_known = f"{first}{found[0].casefold()}{last}" in known
        elif first and last:  # an apostrophe
            is_known = found[0] == "’" and last == "s" and len(first) >= _SHORTEST_WORD and first in known
        else:  # a quotation mark
            is_known = found[0] in "“”‘’„‚" and len(first or last) > 1 and (first or last) in known
        if is_known:
            yield found.start()


def _doubt(texts: dict[str, str]) -> UncertainFileError:
    """The error for an uncertain file, with an example of how it can be read."""
    (first, one), *others = texts.items()
    if not others:
        word = next((word for word in re.split(r"[\s;,]+", one) if not word.isascii()), "")
        what = f"it is not UTF-8, and may be {ENCODINGS[first]}, with {quoted(word)}"
        return UncertainFileError(what, f"If that is right, add --encoding {first}.")
    other, two = others[0]
    words = zip(re.split(r"[\s;,]+", one), re.split(r"[\s;,]+", two), strict=False)
    in_one, in_two = next(((word, rival) for word, rival in words if word != rival), (one, two))
    readings = f"{quoted(in_one)} ({ENCODINGS[first]}) and {quoted(in_two)} ({ENCODINGS[other]})"
    hint = f"If the first is right, add --encoding {first}."
    return UncertainFileError(f"it is not UTF-8, and can be read as {readings}", hint)


def _is_prose(text: str) -> bool:
    """Whether every non-ASCII character is where it would be in prose.

    A letter is beside letters of its script, except a single Greek letter. A capital is not after a small letter.
    """
    for found in re.finditer(r"[^\x00-\x7f]", text):
        character = found[0]
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        if character in _COMPARISONS:
            if before.isalpha() or after.isalpha():
                return False
            continue
        if character in _SIGNS:
            if before.isalpha() and (character in "„‚" or (after.isalpha() and character not in _BETWEEN_LETTERS)):
                return False
            continue
        if not character.isalpha() or character in "ªºﬁﬂ" or unicodedata.category(character) == "Lm":
            return False
        if not _is_in_a_word(text, found.start()) and _script(character) != "GREEK":
            return False
        if character.isupper() and before.islower():
            return False
        if any(beside.isalpha() and _script(beside) != _script(character) for beside in (before, after)):
            return False
    return True


def _is_in_a_word(text: str, place: int) -> bool:
    return text[max(place - 1, 0) : place].isalpha() or text[place + 1 : place + 2].isalpha()


def _script(letter: str) -> str:
    """The script of a letter, such as LATIN."""
    return unicodedata.name(letter, "").partition(" ")[0]
