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
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from validator.package.citations import without_marks
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.giventexts import given_texts
from validator.rules.refusedcells import left_out_records, unsaid
from validator.wording import counted

if TYPE_CHECKING:
    import pandas as pd

    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "warning"
SLICE = "article"

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[,.'’\s]\d{3})+(?!\d)|(?<!\d)(?<!\d[.,])\d+")
_NUMBERS_OF_ONE_WORD = (*range(21), *range(30, 100, 10), 100, 1_000, 1_000_000)


def check(package: Package) -> Iterator[Sighting]:
    """Looks for each number that a claim takes from its passage."""
    claims, articles = package.table("claims"), package.table("articles")
    languages = articles["language"].mask(unsaid(articles, "language"), None)
    ids = package.table("passages")["passage_id"]
    texts: dict[str, tuple[str, str | None]] = {}
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        lost = sum(found.text is None for found in given.passages)
        if lost:
            yield LeftOut(f"{counted(lost, 'passage')} of {given.article_id} can't be found in its text")
        its_language = languages.iloc[given.record]
        texts |= {
            ids.iloc[found.record]: (found.text, its_language) for found in given.passages if found.text is not None
        }
    texts.pop("", None)  # of a passage whose id is refused
    for column, records in _stated(claims):
        for record in records:
            passage_id = claims["passage_id"].iloc[record]
            if passage_id not in texts:
                yield LeftOut("claims whose passage is not in passages, or whose text was not given or found")
                continue
            number = int(claims[column].iloc[record])
            if number == 1:  # "a trial", "the study": too many ways to say it
                continue
            text, language = texts[passage_id]
            stands = _stands_in_digits(number, text) or (language and _stands_in_words(number, text, language))
            if not stands and language is None:
                yield LeftOut("numbers that may stand in words, in articles whose language another rule refuses")
                continue
            yield Examined(1)
            if not stands:
                message = f"{column} is {number}, but the passage {passage_id} does not state it"
                hint = "Enter the number as the passage states it, or say where else it comes from."
                subjects = (*claims.subjects(record), passage_id)
                place, judged = claims.place(record, column), (number, text)
                yield Finding(place, message, hint, subjects, judged, subject_tables=("claims", "passages"))
    yield from left_out_records(claims, _unread(claims))


def _stated(claims: Table) -> Iterator[tuple[str, list[int]]]:
    """The columns whose numbers the passage states, each with the records where it does."""
    yield "study_count", claims.records_where(claims["study_count"] != "")
    yield "stated_year", claims.records_where(claims["stated_year"] != "")
    stated = (claims["population_size"] != "") & (claims["population_basis"] == "stated")
    yield "population_size", claims.records_where(stated)


def _unread(claims: Table) -> pd.Series[bool]:
    """Which claims have a cell that is refused, and may state a number therefore that is not looked for."""
    sizes = unsaid(claims, "population_size")
    bases = unsaid(claims, "population_basis")
    size = (sizes & (bases | (claims["population_basis"] == "stated"))) | (bases & (claims["population_size"] != ""))
    return size | unsaid(claims, "study_count", "stated_year")


def _stands_in_digits(number: int, text: str) -> bool:
    return any(number in _readings(match[0]) for match in _NUMBER.finditer(without_marks(text)))


def _stands_in_words(number: int, text: str, language: str) -> bool:
    words, known = _in_words(number, language)
    here = _words(without_marks(text))
    for at in range(len(here) - len(words) + 1):
        around = here[at - 1 : at] + here[at + len(words) : at + len(words) + 1]
        if words and here[at : at + len(words)] == words and not known.intersection(around):
            return True
    return False


def _readings(digits: str) -> set[int]:
    """The numbers that printed digits may stand for; a space may separate thousands or two numbers."""
    readings = set() if digits[0] == "0" and len(digits) > 1 else {int(re.sub(r"\D", "", digits))}
    parts = digits.split()
    if not any(part.startswith("0") for part in parts[1:]):
        readings.update(int(re.sub(r"\D", "", part)) for part in parts)
    return readings


@cache
def _in_words(number: int, language: str) -> tuple[list[str], frozenset[str]]:
    """The number in words of the language, and the words its numbers are made of; both empty if they are not known."""
    from num2words import num2words  # noqa: PLC0415 - only a passage without the digits needs it

    def spell(value: int) -> list[str]:
        return _words(num2words(value, lang=language.replace("-", "_")))

    try:
        known = frozenset(word for value in _NUMBERS_OF_ONE_WORD for word in spell(value))
        return spell(number), known
    except Exception:  # noqa: BLE001 - num2words fails in many ways for languages and sizes that it does not know
        return [], frozenset()


def _words(text: str) -> list[str]:
    """The words of a text in small letters, without "and"."""
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word != "and"]
