"""The citation numbers recorded for a passage are not the ones in its text.

## What it checks

The citation marks in the passage's text - glued to a word (`rare.1–4`), in square brackets or raised - against
`citation_numbers`. A number that may be a citation or part of a name (`CD34`, `(2)`) is neither asked for nor objected
to.

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
from typing import TYPE_CHECKING

from validator.package.citations import citation_marks
from validator.package.passages import find_passages
from validator.package.unavailable import Unavailable
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Reads the marks in each passage of the articles whose text was given."""
    passages, references = package.table("passages"), package.table("references")
    cells = passages["citation_numbers"]
    listed: dict[str, set[int]] = {}
    for article_id, number in zip(references["article_id"], references["citation_number"], strict=True):
        if number:
            listed.setdefault(article_id, set()).add(int(number))
    for article_id in filter(None, package.table("articles")["article_id"]):
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        unfound = 0
        for found in find_passages(passages, article_id, article):
            if found.text is None:
                unfound += 1
                continue
            yield Examined(1)
            marks = citation_marks(found.text, listed.get(article_id, set()))
            recorded = {int(item) for item in cells.iloc[found.record].split(";") if item.isdecimal()}
            absent, extra = marks.certain - recorded, recorded - marks.certain - marks.possible
            if absent or extra:
                parts = [f"the text cites {_list(absent)}, which {_are(absent)} not recorded"] if absent else []
                parts += (
                    [f"{_list(extra)} {_are(extra)} recorded, but the text does not cite {_it(extra)}"] if extra else []
                )
                hint = "Record the numbers as the article prints them."
                judged = (cells.iloc[found.record], _list(marks.certain))
                place = passages.place(found.record, "citation_numbers")
                yield Finding(place, "; ".join(parts), hint, passages.subjects(found.record), judged)
        if unfound:
            yield LeftOut(f"{counted(unfound, 'passage')} of {article_id} no longer stand in its text")


def _list(numbers: set[int] | frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _are(numbers: set[int] | frozenset[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def _it(numbers: set[int] | frozenset[int]) -> str:
    return "it" if len(numbers) == 1 else "them"
