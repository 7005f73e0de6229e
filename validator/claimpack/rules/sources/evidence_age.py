"""The newest search behind a claim ended more than five years before the article.

## What it checks

The newest source that a claim cites, by `searched_until`, or by `issued_on` if it did not search the literature. If its
search ended more than five years before the article's `published_on` (or before today, if that is blank), there is a
note, once for the source, with the number of its claims. A claim is left out if one of its sources has neither date,
since that source may be newer. A source with `superseded_by` is left out too, since `superseded-source` reports it.

## Why it matters

Half of all reviews need an update within five and a half years. A search can't find what was published after it.

## Fails

```csv sources
source_id,searched_until
S1,2014-06
```

## Passes

```csv sources
source_id,searched_until
S1,2019-06
```

## How to fix

Look for a newer review. If there is one, record it, and put it into `superseded_by` if it is an update. If there is
none, acknowledge the note and say when you looked.

## Source

Shojania et al. 2007, how quickly systematic reviews go out of date,
https://doi.org/10.7326/0003-4819-147-4-200708210-00179.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from claimpack.evidence.evidence import evidence_of
from claimpack.package.package import Package
from claimpack.package.table import Record, Table
from claimpack.rules.finding import (
    Examined,
    Finding,
    Observation,
    left_out,
    left_out_cells,
    left_out_if_any,
    refused_in,
)
from claimpack.wording import counted

SEVERITY = "note"

_YEARS = 5
_HINT = "Look for a newer review and record it; if there is none, acknowledge this note and say on what day you looked."


def check(package: Package) -> Iterator[Observation]:
    """Compares the newest evidence of each claim with the article's date."""
    evidence, articles = evidence_of(package), package.table("articles")
    yield from left_out(evidence.claims, evidence.sources)
    yield from left_out_cells(articles, "published_on")
    published = _published(articles, package.today)
    newest: dict[str, Record | None] = {}
    relying: defaultdict[int, list[date]] = defaultdict(list)
    examined = without = 0
    article_of = evidence.article_of
    articles_of_claims = (article_of.get(passage, "") for passage in evidence.claims.cells("passage_id"))
    for (cell, article), claims in Counter(
        zip(evidence.claims.cells("source_ids"), articles_of_claims, strict=True)
    ).items():
        if not cell:
            continue
        sources = evidence.cited_in(cell)
        if cell not in newest:
            newest[cell] = _newest(sources)
        source = newest[cell]
        if source is None or article not in published:
            without += claims * (source is None and all(each["status"] == "identified" for each in sources))
            continue
        examined += claims
        read_on, until = published[article], source["searched_until"]
        may_be_old = until and read_on.year - int(until[:4]) >= _YEARS and not source["superseded_by"]
        if may_be_old and _years_between(until, read_on) >= _YEARS:
            relying[source.number] += [read_on] * claims
    for number, days in sorted(relying.items()):
        yield _finding(evidence.sources.table.record(number), days)
    yield Examined(examined)
    yield from left_out_if_any(without, "claim", "with a source of no known date")


def _published(articles: Table, today: date) -> dict[str, date]:
    """The day on which each article was published, or today; articles with an invalid day are left out."""
    refused = refused_in(articles, "published_on")
    return {
        article["article_id"]: date.fromisoformat(article["published_on"]) if article["published_on"] else today
        for article in articles
        if article.number not in refused
    }


def _newest(sources: Sequence[Record]) -> Record | None:
    """The source with the latest evidence; None where one of them has no date."""
    dated = [(source, source["searched_until"] or source["issued_on"]) for source in sources]
    if not all(day for _, day in dated):
        return None
    if len(dated) == 1:
        return dated[0][0]
    return max(dated, key=lambda each: (_last_day(each[1]), not each[0]["searched_until"]), default=(None, ""))[0]


def _years_between(searched_until: str, read_on: date) -> int:
    """How many whole years lie between the last day that a partial date may mean and a later day."""
    year, month, day = _last_day(searched_until)
    return read_on.year - year - ((read_on.month, read_on.day) <= (month, day))


@lru_cache
def _last_day(partial: str) -> tuple[int, int, int]:
    """The last day that a partial date may mean: year, month, and day, which is 31 if the day is left open."""
    year, month, day = (*(int(part) for part in partial.split("-")), *(None, None))[:3]
    return year or 0, month or 12, day or 31


def _finding(source: Record, days: Sequence[date]) -> Finding:
    name, until, latest = source["source_id"], source["searched_until"], max(days)
    years, claims = _years_between(until, latest), counted(len(days), "claim")
    message = f"searched_until is {until}, {years} years before {latest}, and {name} is the newest source of {claims}"
    return Finding.on(source, "searched_until", message, _HINT, (until, latest.isoformat()), cause=(name, until))
