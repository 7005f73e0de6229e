"""Normalises an article's text, so that offsets and hashes mean the same wherever it was copied from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_OPENING_WORDS = _CLOSING_WORDS = 3
_WORDS_TO_SHOW_BOTH = 9


def normalise(text: str) -> str:
    """The text that offsets count in and hashes are made of.

    In this order: a byte-order mark at the start is dropped; Unicode is composed (NFC); CR LF and CR become LF; every
    other run of white space within a line becomes one space; spaces at both ends of a line go; three or more LF in a
    row become two; white space at both ends of the text goes. White space is what Unicode calls so.

    >>> normalise("\\ufeffA  title\\r\\n\\r\\n \\u00a0 \\r\\nSafe.1\\n")
    'A title\\n\\nSafe.1'
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def sha256(text: str) -> str:
    """The SHA-256 of ``text`` as UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def opening_and_closing_words(text: str) -> tuple[str, str]:
    """A few words by which an eye finds a passage, too few to republish it; a short one has no closing words.

    >>> opening_and_closing_words("• In ten small trials nobody saw any rare harm.1–4")
    ('In ten small', 'any rare harm')
    """
    words = re.sub(r"^[\W\d_]+", "", text).split()
    opening = re.sub(r"(?<=[^\W\d_])[\d,–-]+$", "", " ".join(words[:_OPENING_WORDS]))
    closing = re.sub(r"[\W\d_]+$", "", " ".join(words[-_CLOSING_WORDS:]))
    return opening, closing if len(words) >= _WORDS_TO_SHOW_BOTH else ""


def begins_with(text: str, words: str) -> bool:
    """Whether ``words`` open ``text``, but for a bullet or other signs before them."""
    before, found, _ = text.partition(words)
    return bool(found) and not re.search(r"[^\W\d_]", before)


def ends_with(text: str, words: str) -> bool:
    """Whether ``words`` close ``text``, but for a stop or a citation mark after them."""
    _, found, after = text.rpartition(words)
    return bool(found) and not re.search(r"[^\W\d_]", after)


@dataclass(frozen=True)
class ArticleText:
    """The normalised text of one article, as given on the command line."""

    file: str
    """The file's name as given."""
    text: str

    @cached_property
    def sha256(self) -> str:
        """The hash that ``articles.text_sha256`` records."""
        return sha256(self.text)
