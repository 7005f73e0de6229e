"""A number that a claim says its passage states does not stand there.

## What it checks

`study_count`, `stated_year`, and `population_size` where its basis is `stated`, against the numbers in the passage's
text, with whatever sign separates thousands, or in words where the article's language is one whose number words are
known.

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
from typing import TYPE_CHECKING

from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.giventexts import given_texts
from validator.rules.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "warning"

_SEPARATOR = r"[,.'’\s]"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for each number that a claim takes from its passage."""
    claims, languages = package.table("claims"), package.table("articles")["language"]
    ids = package.table("passages")["passage_id"]
    texts: dict[str, tuple[str, str]] = {}
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        lost = sum(found.text is None for found in given.passages)
        if lost:
            yield LeftOut(f"{counted(lost, 'passage')} of {given.article_id} no longer stand in its text")
        language = languages.iloc[given.record]
        texts |= {ids.iloc[found.record]: (found.text, language) for found in given.passages if found.text is not None}
    for column, records in _stated(claims):
        for record in records:
            passage_id = claims["passage_id"].iloc[record]
            if passage_id not in texts:
                continue
            yield Examined(1)
            number = int(claims[column].iloc[record])
            if not _stands_in(number, *texts[passage_id]):
                message = f"{column} is {number:,}, but the passage {passage_id} does not state it"
                hint = "Enter the number as the passage states it, or say where else it comes from."
                subjects = (*claims.subjects(record), passage_id)
                yield Finding(claims.place(record, column), message, hint, subjects, (column, number))


def _stated(claims: Table) -> Iterator[tuple[str, list[int]]]:
    """The columns whose numbers the passage states, each with the records where it does."""
    yield "study_count", claims.records_where(claims["study_count"] != "")
    yield "stated_year", claims.records_where(claims["stated_year"] != "")
    stated = (claims["population_size"] != "") & (claims["population_basis"] == "stated")
    yield "population_size", claims.records_where(stated)


def _stands_in(number: int, text: str, language: str) -> bool:
    digits = re.sub(r"(?<=\d)(?=(\d{3})+$)", lambda _: f"{_SEPARATOR}?", str(number))
    if re.search(rf"(?<!\d)(?<!\d[.,]){digits}(?!\d|[.,]\d{{3}}(?!\d))", text):
        return True
    return _in_words(number, language) in _spelt(text)


def _in_words(number: int, language: str) -> str:
    """The number in words of the language, spelt as ``_spelt`` does; something no text holds if they are not known."""
    from num2words import num2words  # noqa: PLC0415 - only a passage without the digits needs it

    try:
        return f" {_spelt(num2words(number, lang=language.replace('-', '_'))).strip()} "
    except (NotImplementedError, OverflowError):
        return "\0"


def _spelt(text: str) -> str:
    """Words alone, in small letters, with single spaces between and around them, and without "and"."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word != "and"]
    return f" {' '.join(words)} "
