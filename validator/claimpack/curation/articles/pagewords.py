"""Counts the words in a page's source, to check that each is in the text or was reported as left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from claimpack.curation.articles.tagscanner import markup

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BESIDE = "\u2060"
"""Separates a word from what is raised or lowered beside it."""
_MOST_PIECES = 12
"""A part that was left out of a line has at most this many pieces."""
_WITHIN_LINES = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt ruby s samp
    small span strike strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905 - one word a line says no more
)


def count_page_words(source: str) -> int:
    """How many words and numbers a page's source has."""
    return sum(count_words("".join(pieces)) for pieces in page_lines(source))


def count_words(text: str) -> int:
    """How many words and numbers a text has."""
    return len(_words(text)) if text and not text.isspace() else 0


def page_lines(source: str) -> Iterator[list[str]]:
    """The lines of a page's source, each as the pieces of text between its tags.

    Text that browsers don't show is included, except scripts, styles and titles.
    """
    pieces: list[str] = []
    in_title = in_rp = False
    for kind, value, *_ in markup(source):
        if kind == "text":
            if not in_title and not (in_rp and not _WORD.search(value)):
                pieces.append(value)
            continue
        in_rp = value == "rp" and kind == "start"  # brackets for browsers that know no ruby
        if value == "title":
            in_title = kind == "start"
        if value in ("sub", "sup"):
            pieces.append(_BESIDE)
        elif value not in _WITHIN_LINES and pieces:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def lost_lines(source: str, kept: Iterable[str], left_out: Iterable[str] = ()) -> list[str]:
    """The lines of a page with words that are in none of the given texts; each occurrence counts once.

    Args:
        source: the page's source.
        kept: the text that was extracted from the page.
        left_out: the text that was reported as left out.
    """
    out = list(left_out)
    there = [*kept, *out]
    without_space = {"".join(text.split()) for text in out}
    left = Counter(word for text in there for word in _words(text))
    joined = ""
    seen: Counter[str] = Counter()
    lost = []
    for pieces in page_lines(source):
        line = "".join(pieces)
        found = _words(line)
        key, words = "".join(found), Counter(found)
        if not _covers(left, words):
            apart = Counter(word for piece in pieces for word in _words(piece))
            around = _around(pieces, without_space) if without_space else apart
            if _covers(left, apart):
                words = apart  # hidden text is between two halves of a line
            elif _covers(left, around):
                words = around  # or between two halves of a word
            else:
                joined = joined or "\n".join("".join(_words(text)) for text in there)
                if joined.count(key) <= seen[key]:  # two halves of a word, say
                    lost.append(" ".join(line.replace(_BESIDE, "").split()))
        left.subtract(words)
        seen[key] += 1
    return lost


def _covers(left: Counter[str], words: Counter[str]) -> bool:
    return all(left[word] >= count for word, count in words.items())


def _around(pieces: list[str], left_out: set[str]) -> Counter[str]:
    """The words of a line, with those of parts that were left out counted separately."""
    kept: list[str] = []
    words: Counter[str] = Counter()
    place = 0
    while place < len(pieces):
        for end in range(min(place + _MOST_PIECES, len(pieces)), place, -1):
            text = "".join(pieces[place:end])
            if not text.startswith(_BESIDE) and "".join(text.replace(_BESIDE, "").split()) in left_out:
                words.update(_words(text))
                place = end
                break
        else:
            kept.append(pieces[place])
            place += 1
    words.update(_words("".join(kept)))
    return words


def _words(text: str) -> list[str]:
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(folded)
