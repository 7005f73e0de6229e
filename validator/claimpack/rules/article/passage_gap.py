"""Text of the article belongs to no passage.

## What it checks

Only white space lies between one passage and the next, before the first passage and after the last.

## Why it matters

Nobody has accounted for text that is in no passage. A claim there could be overlooked.

## Fails

```csv passages
passage_id,start
P2,42
```

## Passes

```csv passages
passage_id,coverage_reason
P1,"The title, which claims nothing."
```

## How to fix

Add a passage for the text, with its claims or the reason why it has none. `claimpack anchor` proposes one.

## Source

Claimpack's own: every word of the article is accounted for.
"""

from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.package.passages import FoundPassage
from claimpack.package.table import Table
from claimpack.rules.articletexts import GivenText, given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import quoted

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks between the passages of each article whose text was given and has not changed."""
    articles, passages = package.table("articles"), package.table("passages")
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
        elif not given.unchanged:
            yield LeftOut(f"the text of {given.article_id} has changed, so recorded positions say nothing about it")
        elif given.whole:
            yield from _look_between(articles, passages, given)


def _look_between(articles: Table, passages: Table, given: GivenText) -> Iterator[Observation]:
    text = given.article.text
    spans = sorted(_span(found) for found in given.passages)
    yield Examined(len(spans) + 1)
    reached, before = 0, ""
    for start, end, record in [*spans, (len(text), len(text), None)]:
        gap = text[reached:start].strip()
        if gap:
            begin = text.index(gap, reached)
            where = f"after {before} " if before else ""
            words = quoted(" ".join(gap.split()[:4]))
            message = f"the text {where}at {begin}–{begin + len(gap)}, which begins with {words}, belongs to no passage"
            table, at, column = (
                (articles, given.record, "text_length") if record is None else (passages, record, "start")
            )
            hint = "Add a passage for it, with its claims or the reason why it has none."
            yield Finding.on(table.record(at), column, message, hint, (gap,))
        if end > reached:
            reached = end
            before = next(iter(passages.subjects(record)), "") if record is not None else ""


def _span(found: FoundPassage) -> tuple[int, int, int]:
    """Where the passage is; the recorded offsets if it can't be found."""
    start = found.start if found.moved_to is None else found.moved_to
    return start, start + found.end - found.start, found.record
