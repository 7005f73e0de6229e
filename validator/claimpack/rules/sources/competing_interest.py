"""An article reassures, and its publisher or author has an interest in the subject.

## What it checks

An article with a `competing_interest` has claims that reassure: that a treatment is safe (`favourable`), does not raise
a risk (`no_increase`, `no_difference`, `not_observed`), does not impair (`no_decrease`), or benefits (`claim_type`
benefit). It is reported once for each article.

## Why it matters

Nothing is wrong with such an article. But its readers should learn of the interest where they are reassured.

## Fails

```csv articles
article_id,competing_interest
light,The publisher sells lamps.
```

## Passes

```csv articles
article_id,competing_interest
light,The publisher sells lamps.
```

```csv claims
claim_id,effect_direction
C1,increased
C4,occurs
```

## How to fix

Show the interest beside the claims, and acknowledge the note.

## Source

Lundh et al. 2017, industry sponsorship and research outcome, https://doi.org/10.1002/14651858.MR000033.pub3.
"""

from collections import Counter
from collections.abc import Container, Iterator

from claimpack.evidence.evidence import Evidence, evidence_of
from claimpack.package.package import Package
from claimpack.rules.finding import Examined, Finding, Observation, left_out, left_out_cells
from claimpack.wording import counted, quoted

SEVERITY = "note"

_REASSURING = ("favourable", "no_increase", "no_difference", "not_observed", "no_decrease")
_LONGEST = 100
_HINT = "Show the interest beside these claims, and acknowledge this note."


def check(package: Package) -> Iterator[Observation]:
    """Counts the reassuring claims of each article with a competing interest."""
    evidence, articles = evidence_of(package), package.table("articles")
    yield from left_out(evidence.claims)
    yield from left_out_cells(articles, "competing_interest")
    interested = [article for article in articles if article["competing_interest"]]
    claims, reassuring = _by_article(evidence, {article["article_id"] for article in interested})
    for article in interested:
        interest, name = article["competing_interest"], article["article_id"]
        if not claims[name]:
            continue
        yield Examined(1)
        if reassuring[name]:
            reassures = f"{counted(claims[name], 'claim')}, {reassuring[name]:,} of which reassure"
            if reassuring[name] == 1:
                reassures = f"{counted(claims[name], 'claim')}, one of which reassures"
            message = f"competing_interest is {quoted(interest, _LONGEST)}, and {name} has {reassures}"
            yield Finding.on(article, "competing_interest", message, _HINT, (interest,), cause=(name, interest))


def _by_article(evidence: Evidence, articles: Container[str]) -> tuple[Counter[str], Counter[str]]:
    """How many claims each of some articles has, and how many of them reassure."""
    claims: Counter[str] = Counter()
    reassuring: Counter[str] = Counter()
    article_of = {passage: name for passage, name in evidence.article_of.items() if name in articles}
    columns = ("passage_id", "effect_direction", "claim_type")
    for passage, direction, kind in zip(*(evidence.claims.cells(column) for column in columns), strict=True):
        if passage in article_of:
            claims[article_of[passage]] += 1
            reassuring[article_of[passage]] += direction in _REASSURING or kind == "benefit"
    return claims, reassuring
