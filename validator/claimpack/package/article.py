"""Normalises an article's text, so that offsets and hashes are the same wherever the text was copied from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from claimpack.package.normalform import composed

_SHOWN_WORDS = 3
_SHOWN_CHARACTERS = 60
_WORDS_TO_SHOW_BOTH_ENDS = 9


def normalise(text: str) -> str:
    r"""The text in which offsets are counted and from which hashes are made.

    In this order: Unicode is composed (NFC); CR LF and CR become LF; every other run of white space within a line
    becomes one space; control and format characters (categories Cc and Cf) go, except the joiners U+200C and U+200D;
    spaces at both ends of a line go; three or more LF in a row become two; white space at both ends of the text goes.
    White space is what Unicode defines as such, and U+001C to U+001F.

    >>> normalise("\ufeffA  title\r\n\r\n \u00a0 \r\nSa\u00adfe.1\n")
    'A title\n\nSafe.1'
    """
    text = re.sub(r"\r\n?", "\n", composed(text))
    text = re.sub(r"[^\S\n]+", " ", text)
    if not text.isprintable():
        text = "".join(character for character in text if not _is_dropped(character))
        text = composed(text)  # characters that were apart may combine now
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _is_dropped(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf") and character not in "\n\u200c\u200d"


def sha256(text: str) -> str:
    """The SHA-256 of ``text`` as UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def opening_and_closing_words(text: str) -> tuple[str, str]:
    """A few words by which a reader finds a passage, too few to republish it; a short passage has no closing words.

    Bullets and quotation marks at the start are left out, and so are stops and citation marks at the end.

    >>> opening_and_closing_words("• In ten small trials nobody saw any rare harm.1–4")
    ('In ten small', 'any rare harm')
    """
    words = re.sub(r"^[\W_]+", "", _plain(text)).split()
    opening = _shortened(words[:_SHOWN_WORDS])
    if len(words) <= _SHOWN_WORDS:
        opening = _to_last_letter(opening) or opening
    if len(words) < _WORDS_TO_SHOW_BOTH_ENDS:
        return opening, ""
    closing = _to_last_letter(" ".join(words))
    return opening, re.sub(r"^[\W_]+", "", _shortened(closing.split()[-_SHOWN_WORDS:], from_end=True))


def begins_with(text: str, words: str) -> bool:
    """Whether ``words`` open ``text``; a bullet or other signs may come before them."""
    before, found, _ = _plain(text).partition(words)
    return bool(found) and not re.search(r"[^\W_]", before)


def ends_with(text: str, words: str) -> bool:
    """Whether ``words`` close ``text``; a stop or a citation mark may come after them."""
    _, found, after = _plain(text).rpartition(words)
    return bool(found) and not re.search(r"[^\W\d_]", after)


def _plain(text: str) -> str:
    """The text in one line, without invisible characters."""
    seen = "".join(character for character in text if character.isprintable() or character.isspace())
    return " ".join(seen.split())


def _shortened(words: list[str], *, from_end: bool = False) -> str:
    text = " ".join(words)
    if from_end:
        start = max(len(text) - _SHOWN_CHARACTERS, 0)
        while start and start < len(text) and _belongs_to_the_last(text[start]):
            start += 1
        return text[start:].strip()
    end = _SHOWN_CHARACTERS
    while 0 < end < len(text) and _belongs_to_the_last(text[end]):
        end -= 1
    return text[:end].strip()


def _to_last_letter(text: str) -> str:
    """A text up to its last letter and the accents on that; blank if it has no letter."""
    end = len(text)
    while end:
        start = end - 1
        while start and _belongs_to_the_last(text[start]):
            start -= 1
        if text[start].isalnum() and not text[start].isdecimal():
            return text[:end]
        end = start
    return ""


def _belongs_to_the_last(character: str) -> bool:
    """Whether a character, such as an accent, is part of the one before it."""
    return unicodedata.category(character).startswith("M") or character in "\u200c\u200d"


@dataclass(frozen=True)
class ArticleText:
    """The normalised text of one article, as given on the command line."""

    file: str
    text: str

    @cached_property
    def sha256(self) -> str:
        """The hash that ``articles.text_sha256`` records."""
        return sha256(self.text)
