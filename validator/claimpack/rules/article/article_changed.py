"""The article's text is not the one that the package was made from.

## What it checks

The text given with `--article`, once normalised, has the hash and the length that are recorded for the article.

## Why it matters

Web pages change. The article may no longer make the claims of last year's text, and it may make new ones that nobody
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

Compare the article with its claims, then pin its passages again with `claimpack anchor`.

## Source

W3C Web Annotation Data Model, section 4.3, on states of a resource, https://www.w3.org/TR/annotation-model/.
"""

from collections.abc import Iterator
from pathlib import Path

from claimpack.package.package import Package
from claimpack.package.table import Table
from claimpack.rules.articletexts import GivenText, given_texts
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import counted, quoted

SEVERITY = "error"


def check(package: Package) -> Iterator[Observation]:
    """Looks at each article whose text was given."""
    articles = package.table("articles")
    lengths = articles.cells("text_length")
    for given in given_texts(package):
        if isinstance(given, LeftOut):
            yield given
            continue
        if not given.recorded_sha256:
            yield LeftOut(f"no readable text_sha256 is recorded for {given.article_id}")
            continue
        yield Examined(1)
        length, characters = lengths[given.record], len(given.article.text)
        if not given.unchanged:
            yield _changed(articles, given)
        elif length and int(length) != characters:
            message = f"text_length is {length}, but the text has {characters:,} characters"
            hint = "Let claimpack anchor write it."
            yield Finding.on(articles.record(given.record), "text_length", message, hint, (length, characters))


def _changed(articles: Table, given: GivenText) -> Finding:
    gone = sum(passage.text is None for passage in given.passages)
    total = counted(len(given.passages), "passage")
    found = f"{gone} of {total} can't be found in it" if gone else f"all of {total} can be found in it"
    message = f"the text of {given.article_id} is not the one recorded; {found}"
    hint = "Compare it with the claims, then pin its passages again with claimpack anchor."
    if gone == len(given.passages):
        hint = f"Is {quoted(Path(given.article.file).name)} the right file? {hint}"
    judged = (given.recorded_sha256, given.article.sha256)
    return Finding.on(articles.record(given.record), "text_sha256", message, hint, judged)
