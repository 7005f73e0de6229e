"""Text of the article belongs to no passage.

## What it checks

Between one passage and the next, before the first and after the last, there is nothing but white space.

## Why it matters

Text in no passage is text that nobody has accounted for. A claim could be left out there unseen.

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

Add a passage for the text, with its claims or with the reason why it has none; `claimpack anchor` proposes it.

## Source

Claimpack's own: every word of the article is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.unavailable import Unavailable
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.wording import quoted

if TYPE_CHECKING:
    from validator.package.article import ArticleText
    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "error"


def check(package: Package) -> Iterator[Sighting]:
    """Looks between the passages of each article whose text was given and has not changed."""
    articles, passages = package.table("articles"), package.table("passages")
    for record, (article_id, sha256) in enumerate(zip(articles["article_id"], articles["text_sha256"], strict=True)):
        if not article_id:
            continue
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        if article.sha256 != sha256:
            yield LeftOut(f"the text of {article_id} has changed, so recorded positions say nothing about it")
            continue
        yield from _look_between(articles, record, passages, article)


def _look_between(articles: Table, article_record: int, passages: Table, article: ArticleText) -> Iterator[Sighting]:
    starts, ends = passages.integers("start"), passages.integers("end")
    here = (passages["article_id"] == articles["article_id"].iloc[article_record]) & starts.notna() & ends.notna()
    ordered = sorted(
        (int(starts.iloc[record]), int(ends.iloc[record]), record) for record in passages.records_where(here)
    )
    reached, last = 0, None
    yield Examined(len(ordered) + 1)
    for start, end, record in [*ordered, (len(article.text), len(article.text), None)]:
        gap = article.text[reached:start]
        if gap.strip():
            begin = reached + len(gap) - len(gap.lstrip())
            stop = reached + len(gap.rstrip())
            words = quoted(" ".join(gap.split()[:4]))
            where = (
                "begins"
                if last is None
                else f"follows {passages.subjects(last)[0] if passages.subjects(last) else 'it'} and begins"
            )
            message = f"the text at {begin}–{stop} belongs to no passage; it {where} with {words}"
            place = (
                passages.place(record, "start") if record is not None else articles.place(article_record, "text_length")
            )
            subjects = passages.subjects(record) if record is not None else articles.subjects(article_record)
            hint = "Add a passage for it, with its claims or the reason why it has none."
            yield Finding(place, message, hint, subjects, (gap.strip(),))
        if end > reached:
            reached, last = end, record
