"""The text of one article was given, and of another it was not.

## What it checks

If a text is given with `--article`, each article that has passages has its text given.

## Why it matters

The passages, citations and numbers of an article without its text are held against nothing. Whoever gives texts means
the claims to be checked against them, and an article that was put in or whose hash was changed must not slip past.

## Fails

```csv articles
article_id,title,language,text_sha256,text_length
dark,Dim light therapy,en,2222222222222222222222222222222222222222222222222222222222222222,17
```
```csv passages
passage_id,article_id,position,kind,start,end,sha256,opening_words,coverage,coverage_reason
D1,dark,1,heading,0,17,1111111111111111111111111111111111111111111111111111111111111111,Dim light therapy,none,Title.
```

## Passes

```csv articles
article_id,title,language,text_sha256,text_length
dark,Dim light therapy,en,2222222222222222222222222222222222222222222222222222222222222222,17
```

## How to fix

Give the text as well: `--article` may stand more than once. If the text can't be had, acknowledge it and say why.

## Source

Claimpack's own: what was not checked never looks as if it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.wording import counted

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "package"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for articles with passages among those whose text was not given."""
    articles, passages = package.table("articles"), package.table("passages")
    if not package.article_texts:
        package.article_text("")  # which tells why there is none
    recorded = Counter(values_of(passages["article_id"]))
    hashes = articles["text_sha256"]
    for record, article_id in enumerate(values_of(articles["article_id"])):
        if not article_id or not recorded[article_id]:
            continue
        yield Examined(1)
        if article_id not in package.article_texts:
            count = recorded[article_id]
            what = f"its {counted(count, 'passage')} {'was' if count == 1 else 'were'} held against nothing"
            message = f"no text was given for {article_id}, though for another article, so that {what}"
            hint = "Give it with --article, too; if it can't be had, acknowledge this."
            place = articles.place(record, "article_id")
            yield Finding(place, message, hint, (article_id,), (article_id, str(hashes.iloc[record])))
