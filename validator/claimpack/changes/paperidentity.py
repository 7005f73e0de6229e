"""Decides whether the record of a source probably describes another paper than before."""

from __future__ import annotations

import re

from claimpack.changes.cellmeaning import common_beginning, words_of
from claimpack.changes.matchedrecords import Row
from claimpack.package.identifiers import IDENTIFIERS

_NO_NAME = re.compile(r"\b(?:[A-Z]{1,3}|et al)\b")
_HALF = 0.5
_ALMOST_NONE = 0.2
"""Shares of the words of the shorter of two texts that are also in the other."""
_LONGEST_FILLER = 3
"""A word of at most this many letters says little about the topic of a paper."""
_FEW = 3
"""In a title of fewer words, one typo may leave no common word."""


def is_another_paper(old: Row, new: Row) -> bool:
    """Whether a source with another title is probably another paper; a cell that was blank before does not count.

    With an unchanged identifier, it is another paper only if hardly a word of its title is left and its authors or its
    year changed too. Without one, it is another paper if little of its title is left, or both of these changed.
    """
    changed = [_other_authors(old["authors"], new["authors"]), _other_year(old["issued_on"], new["issued_on"])]
    if any(old[column].strip() and same(old[column], new[column]) for column in IDENTIFIERS):
        return _likeness(old["title"], new["title"]) < _ALMOST_NONE and any(changed)
    return _likeness(old["title"], new["title"]) < _HALF or (all(changed) and not same(old["title"], new["title"]))


def same(one: str, other: str) -> bool:
    """Whether two cells are the same, apart from case and white space."""
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _likeness(one: str, other: str) -> float:
    """The share of the shorter title's words that both have; for short titles, the share of characters if higher."""
    here, there = ({word for word in words_of(text) if len(word) > _LONGEST_FILLER} for text in (one, other))
    fewer = min(len(here), len(there))
    share = len(here & there) / fewer if fewer else 0.0
    return max(share, _ends_alike(_folded(one), _folded(other))) if fewer < _FEW else share


def _ends_alike(one: str, other: str) -> float:
    """The share of the longer text with which both begin and end; a typo hardly lowers it."""
    begin = common_beginning(one, other)
    end = common_beginning(one[begin:][::-1], other[begin:][::-1])
    return (begin + end) / max(len(one), len(other), 1)


def _other_authors(before: str, after: str) -> bool:
    """Whether the authors changed; added or dropped authors do not count."""
    was, now = _names(before), _names(after)
    return len(was & now) < _HALF * min(len(was), len(now))


def _names(authors: str) -> frozenset[str]:
    """The words of a list of authors without initials; all words if there is nothing else."""
    return words_of(_NO_NAME.sub(" ", authors)) or words_of(authors)


def _other_year(before: str, after: str) -> bool:
    """Whether the year changed; a more exact day does not count."""
    return bool(before.strip() and after.strip()) and before.strip()[:4] != after.strip()[:4]
