"""The article's text is not the one that the package was made from.

## What it checks

The hash and the length of the normalised text given with `--article` against the ones recorded for the article.

## Why it matters

Web pages change. Claims taken from last year's text may no longer be made, and new ones may have been added that nobody
has looked at.

## Fails

```diff article
-Long-term data are scarce.
+Long-term data are now plentiful.
```

## Passes

```csv articles
article_id,title
light,Bright light therapy
```

## How to fix

Compare the article with its claims, then pin its passages anew with `claimpack anchor`.

## Source

W3C Web Annotation Data Model, section 4.3, on states of a resource, https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.passages import find_passages
from validator.package.unavailable import Unavailable
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.rules.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "error"


def check(package: Package) -> Iterator[Sighting]:
    """Looks at each article whose text was given."""
    articles = package.table("articles")
    columns = zip(articles["article_id"], articles["text_sha256"], articles.integers("text_length"), strict=True)
    for record, (article_id, sha256, length) in enumerate(columns):
        if not article_id or not sha256:
            continue
        try:
            article = package.article_text(article_id)
        except Unavailable as unavailable:
            yield LeftOut(str(unavailable))
            continue
        yield Examined(1)
        subjects = articles.subjects(record)
        if article.sha256 != sha256:
            found = find_passages(package.table("passages"), article_id, article)
            gone = sum(passage.text is None for passage in found)
            message = (
                f"the text of {article_id} is not the one recorded: {len(article.text):,} characters instead of "
                f"{length:,}; {gone} of {counted(len(found), 'passage')} no longer stand in it"
            )
            hint = "Compare it with the claims, then pin its passages anew with claimpack anchor."
            yield Finding(articles.place(record, "text_sha256"), message, hint, subjects, (sha256, article.sha256))
        elif length != len(article.text):
            message = f"text_length is {length}, but the text has {len(article.text):,} characters"
            hint = "Have it written by claimpack anchor."
            yield Finding(
                articles.place(record, "text_length"), message, hint, subjects, (str(length), len(article.text))
            )
