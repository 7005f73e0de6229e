"""A text was given for one article but not for another.

## What it checks

If a text is given with `--article`, one is given for every article that has passages.

## Why it matters

Without its text, the passages, citations and numbers of an article are not checked. People who give texts expect the
claims to be checked against them. An article that was added, or whose hash was changed, must not go unnoticed.

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

Give this text too: `--article` may be repeated. If the text is not available, acknowledge the problem and say why.

## Source

Claimpack's own: what was not checked must never look as if it had been.
"""

from collections import Counter
from collections.abc import Iterator

from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation
from claimpack.wording import counted, listed, natural_order

SEVERITY = "warning"
_MOST_SUBJECTS = 20
"""At most this many articles are subjects of the problem: ten thousand articles without a text are one problem."""


def check(package: Package) -> Iterator[Observation]:
    """Looks for articles with passages among those whose text was not given."""
    articles, passages = package.table("articles"), package.table("passages")
    if not package.article_texts:
        package.article_text("")  # raises, and says why there is none
    recorded = Counter(passages.cells("article_id"))
    with_passages = [article for article in articles if article.key and recorded[article.key]]
    yield Examined(len(with_passages))
    without_text = [article for article in with_passages if article.key not in package.article_texts]
    without_text.sort(key=lambda article: natural_order(article.key))
    if without_text:
        ids = [article.key for article in without_text]
        count = sum(recorded[article_id] for article_id in ids)
        message = (
            f"no text was given for {listed(ids)}, although one was for another article, so "
            f"{counted(count, 'passage')} {'was' if count == 1 else 'were'} checked against nothing"
        )
        hint = "Give it with --article too; if it is not available, acknowledge this."
        judged = tuple(cell for article in without_text for cell in (article.key, article["text_sha256"]))
        first, *others = without_text[:_MOST_SUBJECTS]
        yield Finding.on(first, "article_id", message, hint, judged, *others)
