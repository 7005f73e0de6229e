"""A passage no longer stands in the article as it was recorded.

## What it checks

The hash of the text between `start` and `end` against the passage's `sha256`, and its first and last words against
`opening_words` and `closing_words`. Where the article has changed and a passage has merely moved, article-changed tells
of it and this rule does not.

## Why it matters

A claim stands on its passage. If the passage says something else today, the claim may be nobody's.

## Fails

```diff article
-Eye strain2
+Severe eye strain2
```

## Passes

```diff article
-Long-term data are scarce.
+Long-term data are scarce. Ask your clinic.
```

## How to fix

Read what stands there now, mend the claims on it, and pin the passage anew with `claimpack anchor`. Offsets and hashes
are never typed by hand.

## Source

W3C Web Annotation Data Model, section 4.2.5, Text Position Selector, https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.article import begins_with, ends_with
from validator.package.passages import FoundPassage, find_passages
from validator.package.unavailable import Unavailable
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.wording import counted, quoted

if TYPE_CHECKING:
    from validator.package.article import ArticleText
    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "error"

_PIN = "pin the passage anew with claimpack anchor."


def check(package: Package) -> Iterator[Sighting]:
    """Looks at the text of each passage of the articles whose text was given."""
    articles, passages = package.table("articles"), package.table("passages")
    recorded = dict(zip(articles["article_id"], articles["text_sha256"], strict=True))
    claims_on = _claims_by_passage(package)
    for article_id in filter(None, recorded):
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        for found in find_passages(passages, article_id, article):
            yield Examined(1)
            yield from _judge(passages, found, claims_on, article, same_text=article.sha256 == recorded[article_id])


def _claims_by_passage(package: Package) -> dict[str, int]:
    try:
        return {
            str(passage): int(count) for passage, count in package.table("claims")["passage_id"].value_counts().items()
        }
    except Unavailable:
        return {}


def _judge(
    passages: Table, found: FoundPassage, claims_on: dict[str, int], article: ArticleText, *, same_text: bool
) -> Iterator[Finding]:
    subjects = passages.subjects(found.record)
    span = f"{found.start}–{found.end}"
    judged = (passages["sha256"].iloc[found.record], article.text[found.start : found.end])
    if found.text is None:
        standing = claims_on.get(subjects[0], 0) if subjects else 0
        message = f"the text at {span} is not the one recorded; {counted(standing, 'claim')} stood on it"
        place = passages.place(found.record, "sha256")
        yield Finding(place, message, f"Read it, mend the claims on it, and {_PIN}", subjects, judged)
    elif found.moved_to is not None and same_text:
        message = f"the recorded text stands at {found.moved_to}, not at {span}"
        yield Finding(passages.place(found.record, "start"), message, f"Have offsets written: {_PIN}", subjects, judged)
    else:
        yield from _judge_words(passages, found.record, found.text, subjects)


def _judge_words(passages: Table, record: int, text: str, subjects: tuple[str, ...]) -> Iterator[Finding]:
    for column, stands, verb in (("opening_words", begins_with, "begin"), ("closing_words", ends_with, "end")):
        words = passages[column].iloc[record]
        if words and not stands(text, words):
            message = f"{column} is {quoted(words)}, but the passage does not {verb} with it"
            yield Finding(
                passages.place(record, column), message, f"Have them written: {_PIN}", subjects, (words, text)
            )
