"""The citation numbers recorded for a passage are not the ones in its text.

## What it checks

The citation marks in the passage's text against `citation_numbers`. A number glued to the stop of a sentence
(`rare.1–4`) is a mark. One in square brackets, raised, after another stop, or glued to the last word is a mark if the
article's reference list has its number. A number that may be a mark or something else (`CD34`, `week4` amid a sentence,
`10⁶`, `(2)`) is neither asked for nor objected to.

## Why it matters

A citation that is left out, or read wrongly, leaves the claim held against too few papers or against another one.

## Fails

```csv passages
passage_id,citation_numbers
P3,2
```

## Passes

```csv passages
passage_id,citation_numbers
P3,1
```

## How to fix

Record the numbers as the article prints them; a range such as 1–4 is written out: `1;2;3;4`.

## Source

Claimpack's own reading of citation marks; what counts as one is told above.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from validator.package.citations import citation_marks
from validator.package.columns import values_of
from validator.package.tableschema import split_items
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.giventexts import given_texts
from validator.rules.refusedcells import unsaid
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Reads the marks in each passage of the articles whose text was given."""
    passages, listed = package.table("passages"), _listed(package)
    cells, unread = passages["citation_numbers"], unsaid(passages, "citation_numbers")
    unclear = _articles_with_unclear_lists(package)
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        if not listed.get(given.article_id):
            yield LeftOut(f"{given.article_id} has no reference list to tell citations from other numbers by")
        lost = sum(found.text is None for found in given.passages)
        if lost:
            yield LeftOut(f"{counted(lost, 'passage')} of {given.article_id} can't be found in its text")
        if given.article_id in unclear:
            yield LeftOut(f"the reference list of {given.article_id} may have a number in a cell that is refused")
        refused = sum(bool(unread.iloc[found.record]) for found in given.passages if found.text is not None)
        if refused:
            yield LeftOut(f"{counted(refused, 'passage')} of {given.article_id} whose citation_numbers are refused")
        yield Examined(len(given.passages) - lost - refused)
        for found in given.passages:
            if found.text is None or unread.iloc[found.record]:
                continue
            cell = cells.iloc[found.record]
            recorded = {int(item) for item in split_items(cell) if item.isdecimal()}
            marks = citation_marks(found.text, listed.get(given.article_id, set()))
            absent, extra = marks.certain - recorded, recorded - marks.certain - marks.possible
            if absent or extra:
                hint = "Record the numbers as the article prints them."
                place = passages.place(found.record, "citation_numbers")
                judged = (cell, _list(marks.certain))
                yield Finding(place, _words(absent, extra), hint, passages.subjects(found.record), judged)


def _listed(package: Package) -> dict[str, set[int]]:
    """The citation numbers in the reference list of each article."""
    references = package.table("references")
    listed: dict[str, set[int]] = {}
    for article_id, number in zip(
        values_of(references["article_id"]), values_of(references["citation_number"]), strict=True
    ):
        if number:
            listed.setdefault(article_id, set()).add(int(number))
    return listed


def _articles_with_unclear_lists(package: Package) -> set[str]:
    """Articles in whose reference list a number is refused; all where it is unclear whose list one is in."""
    references = package.table("references")
    if unsaid(references, "article_id").any():
        return set(values_of(package.table("articles")["article_id"]))
    return set(values_of(references["article_id"][unsaid(references, "citation_number")]))


def _words(absent: AbstractSet[int], extra: AbstractSet[int]) -> str:
    parts = []
    if absent:
        parts.append(f"the text cites {_list(absent)}, which {_are(absent)} not recorded")
    if extra:
        parts.append(f"{_list(extra)} {_are(extra)} recorded, which the text does not cite")
    return "; ".join(parts)


def _list(numbers: AbstractSet[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _are(numbers: AbstractSet[int]) -> str:
    return "is" if len(numbers) == 1 else "are"
