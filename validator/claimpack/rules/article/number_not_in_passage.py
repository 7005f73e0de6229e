"""A number that a claim says its passage states does not stand there.

## What it checks

`study_count`, `stated_year`, and `population_size` where its basis is `stated`, against the numbers in the passage's
text, with whatever sign separates thousands, or in words where the article's language is one whose number words are
known. A single study or person is not looked for: there are too many ways to say it.

## Why it matters

A number slipped in from another sentence, or mistyped, makes the article claim what it does not.

## Fails

```csv claims
claim_id,population_size
C1,1460
```

## Passes

```csv claims
claim_id,population_size
C1,1640
```

## How to fix

Enter the number as the passage states it. If it comes from the source, make the basis `from_source`; if it comes from
another sentence, leave the cell blank.

## Source

Claimpack's own: `stated` means stated in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from claimpack.package.article import sha256
from claimpack.package.citations import without_marks
from claimpack.package.unavailable import Unavailable
from claimpack.rules.articletexts import given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.rules.refusedcells import left_out_records, refused_in

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.table import Table

SEVERITY = "warning"

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[,.'’\s]\d{3})+(?!\d)|(?<!\d)(?<!\d[.,])\d+")
_LONGEST_NUMBER = 40
"""No number that a claim may state has so many digits, whatever zeros are before it."""
_LONGEST_JUDGED = 10_000
_LAST_IN_AMHARIC = 1_000_000
"""num2words does not come to an end with larger numbers in Amharic."""
_NUMBERS_OF_ONE_WORD = (*range(21), *range(30, 100, 10), 100, 1_000, 1_000_000)


_UNFOUND = LeftOut("claims whose passage is not in passages, or whose text was not given or found")
_UNKNOWN_LANGUAGE = LeftOut("numbers that may stand in words, in articles whose language another rule refuses")


def check(package: Package) -> Iterator[Observation]:
    """Looks for each number that a claim takes from its passage."""
    claims = package.table("claims")
    passages: dict[str, _Passage] = {}
    yield from _take_texts(package, passages)
    told: set[LeftOut] = set()
    for observation in _look_for_numbers(claims, passages):
        if not isinstance(observation, LeftOut):
            yield observation
        elif observation not in told:
            told.add(observation)
            yield observation
    yield from left_out_records(claims, _unread(claims))


def _take_texts(package: Package, passages: dict[str, _Passage]) -> Iterator[LeftOut]:
    """Puts the passages that were found into ``passages`` by their ids, and says which were not."""
    articles, ids = package.table("articles"), package.table("passages").cells("passage_id")
    languages, unknown = articles.cells("language"), refused_in(articles, "language")
    wanted = _wanted(package.table("claims"))
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        yield from given.left_out_lost()
        language = languages[given.record] if given.record not in unknown else None
        for found in given.passages:
            passage_id = ids[found.record]
            if found.text is not None and passage_id:  # a refused id is blank
                passages[passage_id] = _Passage(found.text, language, wanted.get(passage_id, set()))


def _look_for_numbers(claims: Table, passages: Mapping[str, _Passage]) -> Iterator[Observation]:
    for column, record, passage_id, number in _stated(claims):
        passage = passages.get(passage_id)
        if passage is None:
            yield _UNFOUND
        elif number == 1:  # "a trial", "the study": too many ways to say it
            continue
        elif number in passage.stated:
            yield Examined(1)
        elif passage.language is None:
            yield _UNKNOWN_LANGUAGE
        else:
            yield Examined(1)
            message = f"{column} is {number}, but the passage {passage_id} does not state it"
            hint = "Enter the number as the passage states it, or say where else it comes from."
            subjects = (*claims.subjects(record), passage_id)
            place, judged = claims.place(record, column), (number, passage.judged)
            yield Finding(
                place,
                message,
                hint,
                subjects,
                judged,
                subject_tables=("claims", "passages"),
                cause=(passage_id, number),
                data={"column": column, "number": number, "passage_id": passage_id},
            )


def _stated(claims: Table) -> Iterator[tuple[str, int, str, int]]:
    """The numbers that passages are said to state: each with its column and record before it, and the passage."""
    for column in ("study_count", "stated_year", "population_size"):
        cells = claims.cells(column)
        bases = claims.cells("population_basis") if column == "population_size" else repeat("stated")
        for record, (cell, basis) in enumerate(zip(cells, bases, strict=False)):
            if cell and basis == "stated":
                yield column, record, claims.cells("passage_id")[record], int(cell)


def _wanted(claims: Table) -> dict[str, set[int]]:
    """The numbers that the claims take from each passage, as far as their columns are there."""
    wanted: dict[str, set[int]] = {}
    with suppress(Unavailable):
        for _, _, passage_id, number in _stated(claims):
            wanted.setdefault(passage_id, set()).add(number)
    return wanted


def _unread(claims: Table) -> set[int]:
    """The claims with a cell that is refused, which may state a number therefore that is not looked for."""
    sizes, bases = refused_in(claims, "population_size"), refused_in(claims, "population_basis")
    size, basis = claims.cells("population_size"), claims.cells("population_basis")
    unread = {record for record in sizes if record in bases or basis[record] == "stated"}
    unread.update(record for record in bases if size[record])
    return unread | refused_in(claims, "study_count", "stated_year")


@dataclass
class _Passage:
    """A passage, which is read once for all its claims."""

    text: str
    language: str | None
    """The article's; None where another rule refuses it."""
    wanted: AbstractSet[int]
    """The numbers that claims take from it."""

    @cached_property
    def stated(self) -> set[int]:
        """Which of the wanted numbers stand in it, in digits or in words of its language."""
        text = without_marks(self.text)
        found: set[int] = set()
        for match in _NUMBER.finditer(text):
            found |= self.wanted & _readings(match[0])
        absent = self.wanted - found
        return found | _standing_in_words(absent, text, self.language) if absent and self.language else found

    @cached_property
    def judged(self) -> str:
        """What a verdict rests on: the text, or for one that is too long to be a sentence its hash."""
        return self.text if len(self.text) <= _LONGEST_JUDGED else sha256(self.text)


def _standing_in_words(wanted: AbstractSet[int], text: str, language: str) -> set[int]:
    """Which of the wanted numbers stand in words that are not part of another number; read once for each length."""
    known = _number_words(language)
    if not known:
        return set()
    numbers: dict[int, dict[tuple[str, ...], set[int]]] = {}
    for number in wanted:
        words = _in_words(number, language)
        numbers.setdefault(len(words), {}).setdefault(words, set()).add(number)
    numbers.pop(0, None)
    here = _words(text)
    first = {words[0] for spelled in numbers.values() for words in spelled}
    places = [at for at, word in enumerate(here) if word in first]
    found: set[int] = set()
    for length, spelled in numbers.items():
        for at in places:
            stands = spelled.get(tuple(here[at : at + length]))
            if stands and known.isdisjoint(here[at - 1 : at] + here[at + length : at + length + 1]):
                found |= stands
    return found


@lru_cache(maxsize=10_000)
def _readings(digits: str) -> frozenset[int]:
    """The numbers that printed digits may stand for; a space may separate thousands or two numbers."""
    whole = [] if digits[0] == "0" and len(digits) > 1 else [digits]
    parts = digits.split()
    if any(part.startswith("0") for part in parts[1:]):
        parts = []
    plain = (re.sub(r"\D", "", reading) for reading in whole + parts)
    return frozenset(int(reading) for reading in plain if len(reading) <= _LONGEST_NUMBER)


@cache
def _number_words(language: str) -> frozenset[str]:
    """The words that numbers are made of in the language; none if they are not known."""
    spelled = [_in_words(value, language) for value in _NUMBERS_OF_ONE_WORD]
    return frozenset(word for words in spelled for word in words) if all(spelled) else frozenset()


@cache
def _in_words(number: int, language: str) -> tuple[str, ...]:
    """The number in words of the language; none if they are not known."""
    if language.startswith("am") and number > _LAST_IN_AMHARIC:
        return ()
    from num2words import num2words  # noqa: PLC0415 - only a passage without the digits needs it

    try:
        return tuple(_words(num2words(number, lang=language.replace("-", "_"))))
    except Exception:  # noqa: BLE001 - num2words fails in many ways for languages and sizes that it does not know
        return ()


def _words(text: str) -> list[str]:
    """The words of a text in small letters, without "and"."""
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word != "and"]
