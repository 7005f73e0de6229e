"""The citation numbers recorded for a passage are not the ones in its text.

## What it checks

The citation marks in the passage's text against `citations`. A number glued to the stop of a sentence
(`rare.1–4`) is a mark. One in square brackets, raised, after another stop, or glued to the last word is a mark if the
article's reference list has its number. A number that may be a mark or something else (`CD34`, `week4` amid a sentence,
`10⁶`, `(2)`) is neither asked for nor objected to.

## Why it matters

A citation that is left out, or read wrongly, leaves the claim held against too few papers or against another one.

## Fails

```csv passages
passage_id,citations
P3,2
```

## Passes

```csv passages
passage_id,citations
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

from claimpack.package.citations import citation_marks
from claimpack.package.tableschema import split_items
from claimpack.rules.articletexts import given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation, left_out_if_any
from claimpack.rules.refusedcells import refused_in

if TYPE_CHECKING:
    from claimpack.package.package import Package
    from claimpack.package.passages import FoundPassage
    from claimpack.package.table import Table

SEVERITY = "warning"


def check(package: Package) -> Iterator[Observation]:
    """Reads the marks in each passage of the articles whose text was given."""
    passages, references = package.table("passages"), package.table("references")
    lists = _reference_lists(references)
    refused = refused_in(passages, "citations")
    unclear = _articles_with_unclear_lists(package, references)
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        article, listed = given.article_id, lists.get(given.article_id, set())
        if not listed:
            yield LeftOut(f"{article} has no reference list to tell citations from other numbers by")
        yield from given.left_out_lost()
        if article in unclear:
            yield LeftOut(f"the reference list of {article} may have a number in a cell that is refused")
        found = [passage for passage in given.passages if passage.text is not None]
        readable = [passage for passage in found if passage.record not in refused]
        why = f"of {article} whose citations are refused"
        yield from left_out_if_any(len(found) - len(readable), "passage", why)
        yield Examined(len(readable))
        for passage in readable:
            yield from _judge(passages, passage, listed)


def _reference_lists(references: Table) -> dict[str, set[int]]:
    """The citation numbers in the reference list of each article."""
    lists: dict[str, set[int]] = {}
    for article, number in zip(references.cells("article_id"), references.cells("citation"), strict=True):
        if number.isdecimal():
            lists.setdefault(article, set()).add(int(number))
    return lists


def _articles_with_unclear_lists(package: Package, references: Table) -> set[str]:
    """Articles in whose reference list a number is refused; all where it is unclear whose list one is in."""
    if refused_in(references, "article_id"):
        return set(package.table("articles").cells("article_id"))
    articles = references.cells("article_id")
    return {articles[record] for record in refused_in(references, "citation")}


def _judge(passages: Table, found: FoundPassage, listed: AbstractSet[int]) -> Iterator[Finding]:
    cell = passages.cells("citations")[found.record]
    recorded = {int(item) for item in split_items(cell) if item.isdecimal()}
    marks = citation_marks(found.text or "", listed)
    absent, extra = marks.certain - recorded, recorded - marks.certain - marks.possible
    if absent or extra:
        hint = "Record the numbers as the article prints them."
        place = passages.place(found.record, "citations")
        judged = (cell, _list(marks.certain))
        yield Finding(place, _words(absent, extra), hint, passages.subjects(found.record), judged)


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
