"""A claim's sources are not the ones that its passage cites.

## What it checks

The passage's `citation_numbers`, looked up in the article's reference list, against the `source_ids` of the claims on
it: every source of a claim is cited by its passage, every citation of a passage with claims is a source of one of
them, and every number is in the reference list.

## Why it matters

A claim is held against the sources recorded for it. With the wrong source it is held against the wrong paper - the very
mistake that is looked for.

## Fails

```csv claims
claim_id,source_ids
C1,S2
```

## Passes

```csv claims
claim_id,source_ids
C1,S1
```

## How to fix

Look at the article: record the citations as it gives them, in the passage and in its claims.

## Source

Baethge and Jergas 2025, on quotation errors in medicine, https://doi.org/10.1186/s41073-025-00173-z.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from validator.package.tableschema import named_in
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.wording import quoted

if TYPE_CHECKING:
    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "warning"


class _Citation(NamedTuple):
    """A number that a passage cites."""

    record: int
    """The passage's."""
    passage: str
    number: str
    source: str | None
    """None if the number is not in the article's reference list."""


class _Named(NamedTuple):
    """A source that a claim names."""

    record: int
    """The claim's."""
    passage: str
    source: str


def check(package: Package) -> Iterator[Sighting]:
    """Compares the citations of each passage with the sources of its claims.

    What rests on a cell that another rule has refused, or on a source that is not there, is left to that rule.
    """
    claims, passages, references = package.table("claims"), package.table("passages"), package.table("references")
    sources = package.table("sources").distinct_cells("source_id")
    articles = package.table("articles").distinct_cells("article_id") - _articles_with_unclear_lists(references)
    judged, cited = _cited(passages, references, articles)
    named = list(_named(claims))
    yield Examined(len(cited) + len(named))
    yield from (_unlisted_number(passages, citation) for citation in cited if citation.source is None)
    judged -= {citation.passage for citation in cited if citation.source not in sources} | {""}  # a refused id is blank
    listed = {(citation.passage, citation.source) for citation in cited}
    for each in named:
        if each.passage in judged and each.source in sources and each[1:] not in listed:
            yield _uncited_source(claims, each)
    on_claims = claims.cells("passage_id")
    unclear = {on_claims[record] for record in claims.unreliable("source_ids")}
    unclear.update(each.passage for each in named if each.source not in sources)
    with_claims = set(on_claims) - unclear - {""}
    of_claims = {each[1:] for each in named}
    for citation in cited:
        pair = citation.passage, citation.source
        if citation.passage in with_claims and citation.source in sources and pair not in of_claims:
            yield _unused_citation(passages, citation)
    if unclear or set(on_claims) - judged:
        yield LeftOut("citations that rest on a cell which is refused, or on a record which is not there")


def _articles_with_unclear_lists(references: Table) -> set[str]:
    """Articles in whose reference list a cell is refused; all of them where it is unclear whose list it is."""
    refused = {*references.unreliable("citation_number"), *references.unreliable("source_id")}
    if references.unreliable("article_id"):
        return set(references.written("article_id"))
    articles = references.cells("article_id")
    return {articles[record] for record in refused}


def _cited(passages: Table, references: Table, articles: Collection[str]) -> tuple[set[str], list[_Citation]]:
    """The passages of some articles whose citations can be relied on, and these."""
    columns = list(map(passages.cells, ("article_id", "citation_numbers", "passage_id")))
    numbers_in = cache(partial(named_in, passages.schema.fields["citation_numbers"]))
    unreliable = set(passages.unreliable("citation_numbers"))
    list_of = _reference_lists(references)
    judged: set[str] = set()
    cited = []
    for record, (article, cell, passage) in enumerate(zip(*columns, strict=True)):
        if article not in articles or record in unreliable:
            continue
        judged.add(passage)
        listed = list_of.get(article, {})
        cited += [_Citation(record, passage, number, listed.get(number)) for number in numbers_in(cell)]
    return judged, cited


def _reference_lists(references: Table) -> dict[str, dict[str, str]]:
    """For each article the source of each number; the first one where a number stands twice."""
    lists: dict[str, dict[str, str]] = {}
    columns = "article_id", "citation_number", "source_id"
    for article, number, source in zip(*map(references.cells, columns), strict=True):
        lists.setdefault(article, {}).setdefault(number, source)
    return lists


def _named(claims: Table) -> Iterator[_Named]:
    """Each source that a claim names."""
    sources_in = cache(partial(named_in, claims.schema.fields["source_ids"]))
    rows = zip(claims.cells("source_ids"), claims.cells("passage_id"), strict=True)
    for record, (cell, passage) in enumerate(rows):
        for source in sources_in(cell):
            yield _Named(record, passage, source)


def _unlisted_number(passages: Table, citation: _Citation) -> Finding:
    number = citation.number
    message = f"citation_numbers names {quoted(number)}, which is not in the reference list of the article"
    hint = "Correct the number, or add it to the references table."
    place = passages.place(citation.record, "citation_numbers")
    return Finding(place, message, hint, passages.subjects(citation.record), (number,))


def _uncited_source(claims: Table, named: _Named) -> Finding:
    record, passage, source = named
    message = f"source_ids names {quoted(source)}, which the passage {passage} does not cite"
    hint = "Record the sources that the article gives for this claim."
    subjects = (*claims.subjects(record), passage)
    place = claims.place(record, "source_ids")
    return Finding(place, message, hint, subjects, (source,), subject_tables=("claims", "passages"))


def _unused_citation(passages: Table, citation: _Citation) -> Finding:
    record, number, source = citation.record, citation.number, citation.source
    message = f"the passage cites {number} ({source}), but none of its claims has that source"
    hint = "Add the source to the claims that the citation stands for."
    place = passages.place(record, "citation_numbers")
    return Finding(place, message, hint, passages.subjects(record), (number, source))
