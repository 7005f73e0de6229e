"""Finds the outcomes of a package by the names that a text gives them."""

from __future__ import annotations

import re

from claimpack.package.idletters import concept_id, free_id
from claimpack.package.package import Package

_WORDS = re.compile(r"[^\W_]+")
_LEFT_OUT = frozenset({"the", "a", "an", "of", "any", "all", "or"})
_BEFORE_NAMES = frozenset(
    {"of", "in", "for", "with", "on", "from", "and", "or", "but", "not", "nor", "no", "was", "were", "is", "are", "had"}
    | {"more", "less", "fewer", "experienced", "reported", "developed"}
)
"""Words that come before a name and are not part of it."""
_VERBS = frozenset({"was", "were", "occurred", "did"})
_FORMS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ses", "s"),
    ("oedema", "edema"),
    ("haemo", "hemo"),
    ("anaemia", "anemia"),
    ("rrhoea", "rrhea"),
)


class OutcomeNames:
    """The outcomes of a package, and those that are being added."""

    def __init__(self, package: Package) -> None:
        """Reads the concepts of a package.

        Raises:
            Unavailable: if they could not be read.
        """
        table = package.table("concepts")
        self.labels: dict[str, str] = {}
        self._by_words: dict[tuple[str, ...], set[str]] = {}
        self._ids = {name.casefold() for name in table.cells("concept_id")}
        for name, kind, label, same_as in table.rows("concept_id", "kind", "label", "same_as"):
            if name and kind == "outcome":
                self.labels[name] = label
                for each in (label, name.replace("_", " "), *same_as.split(";")):
                    self._add(each, name)
        self._longest = max(map(len, self._by_words), default=0)

    def find(self, phrase: str) -> str:
        """The only outcome with this name; blank if there is none, or several."""
        found = self._by_words.get(_words(phrase), set())
        return next(iter(found)) if len(found) == 1 else ""

    def named_in(self, words: str) -> str:
        """The only outcome that some words name; blank if they name none, or several.

        A name within a longer name does not count: transient fever is not fever, if both are outcomes.
        """
        text = _words(words)
        found: set[str] = set()
        at = 0
        while at < len(text):
            for length in range(min(self._longest, len(text) - at), 0, -1):
                here = self._by_words.get(text[at : at + length])
                if here:
                    found |= here
                    at += length - 1
                    break
            at += 1
        return found.pop() if len(found) == 1 else ""

    def outcome_before(self, words: str) -> str:
        """The outcome of a result, from the words before it; blank if they only mention an outcome.

        Its name is last, without an adjective before it, or is the subject of the sentence.
        """
        return self._named_last(words) or self._subject(words)

    def _subject(self, words: str) -> str:
        text = _words(words)
        found = self.named_in(words)
        length = next((n for n in range(1, self._longest + 1) if found and text[n : n + 1] and text[n] in _VERBS), 0)
        is_first = found in self._by_words.get(text[:length], set())
        return found if is_first and not {"associated", "linked", "related"} & set(text) else ""

    def _named_last(self, words: str) -> str:
        text = _words(words)
        for length in range(min(self._longest, len(text)), 0, -1):
            here = self._by_words.get(text[-length:])
            if here:
                is_whole = length == len(text) or text[-length - 1] in _BEFORE_NAMES
                return next(iter(here)) if is_whole and len(here) == 1 else ""
        return ""

    def new(self, phrase: str) -> tuple[str, dict[str, str]]:
        """A new outcome of that name: its id, and its row for concepts.csv."""
        made = free_id(concept_id(phrase, "outcome"), self._ids)
        label = phrase[:1].upper() + phrase[1:]
        self._ids.add(made.casefold())
        self.labels[made] = label
        self._add(label, made)
        self._add(made.replace("_", " "), made)
        self._longest = max(map(len, self._by_words))
        return made, {"concept_id": made, "kind": "outcome", "label": label}

    def _add(self, name: str, concept: str) -> None:
        words = _words(name)
        if words:
            self._by_words.setdefault(words, set()).add(concept)


def _words(text: str) -> tuple[str, ...]:
    """The words of a name for a comparison: without articles, in the singular and in one spelling."""
    words = (_singular(word) for word in _WORDS.findall(text.casefold()))
    return tuple(word for word in words if word not in _LEFT_OUT)


def _singular(word: str) -> str:
    for ending, instead in _FORMS:
        word = word.replace(ending, instead) if ending in ("oedema", "haemo", "anaemia", "rrhoea") else word
    for ending, instead in _FORMS[:2]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    is_plural = word.endswith("s") and not word.endswith(("ss", "is", "us")) and len(word) > len("gas")
    return word.removesuffix("s") if is_plural else word
