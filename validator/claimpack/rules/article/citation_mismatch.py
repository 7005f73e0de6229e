"""A claim's sources are not the ones that its passage cites.

## What it checks

The passage's `citations` are looked up in the article's reference list and compared with the `source_ids` of the claims
on the passage:

- every source of a claim is cited by its passage;
- every citation of a passage with claims is a source of one of them;
- every citation is in the reference list.

The form of a citation does not matter: `Smith et al. (2020)` is `Smith 2020`, and a DOI, PMID, PMCID or web address
means the source that has it. If no passage of an article cites anything, its sources count for the article as a whole,
and its claims are not reported.

## Why it matters

A claim is checked against the sources recorded for it. With the wrong source it is checked against the wrong paper,
which is the very mistake that Claimpack looks for.

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

from collections.abc import Collection, Iterator
from functools import cache, partial

from claimpack.package.citationcells import citations_in
from claimpack.package.package import Package
from claimpack.package.referencelists import ReferenceLists, reference_lists
from claimpack.package.table import Table
from claimpack.package.tableschema import named_in
from claimpack.rules.finding import Examined, Finding, LeftOut, Observation
from claimpack.wording import quoted

SEVERITY = "warning"


_Citation = tuple[int, str, str, str | None]
"""A citation of a passage: the passage's record and id, the citation, and its source. The source is None where the
article's reference list lacks it, and blank where several sources may be meant."""

_Named = tuple[int, str, str]
"""A source that a claim names: the claim's record, the id of its passage, and the source."""


def check(package: Package) -> Iterator[Observation]:
    """Compares the citations of each passage with the sources of its claims.

    Other rules report invalid cells and missing sources; what depends on these is left out here.
    """
    claims, passages, references = package.table("claims"), package.table("passages"), package.table("references")
    sources = package.table("sources").distinct_cells("source_id")
    articles = package.table("articles").distinct_cells("article_id") - _articles_with_refused_entries(references)
    judged, cited = _cited(passages, reference_lists(package), articles)
    named = _named(claims)
    yield Examined(len(cited) + len(named))
    listing = passages.cells("article_id")
    yield from (_unlisted(passages, each, listing[each[0]]) for each in cited if each[3] is None)
    judged -= {passage for _, passage, _, source in cited if source not in sources} | {""}  # a refused id is blank
    citing = {listing[record] for record, *_ in cited}
    silent = {
        name for name, article in zip(passages.cells("passage_id"), listing, strict=True) if article not in citing
    }
    if not judged.isdisjoint(silent):
        judged -= silent
        yield LeftOut(
            "claims of articles in which no passage cites anything: their sources count for the whole article"
        )
    by_passages = {(passage, source) for _, passage, _, source in cited}
    by_claims = {(passage, source) for _, passage, source in named}
    for record, passage, source in named if by_claims - by_passages else ():
        if passage in judged and source in sources and (passage, source) not in by_passages:
            yield _uncited_source(claims, record, passage, source)
    on_claims = claims.cells("passage_id")
    unclear = {on_claims[record] for record in claims.unreliable("source_ids")}
    unclear.update(passage for _, passage, source in named if source not in sources)
    with_claims = set(on_claims) - unclear - {""}
    for record, passage, number, cites in cited if by_passages - by_claims else ():
        if passage in with_claims and cites in sources and (passage, cites) not in by_claims:
            yield _unused_citation(passages, record, number, cites)
    if unclear or set(on_claims) - judged - silent:
        yield LeftOut("citations with an invalid cell or a reference to a missing record")


def _articles_with_refused_entries(references: Table) -> set[str]:
    """Articles whose reference list has an invalid cell; all articles where an invalid cell hides whose list it is."""
    refused = {*references.unreliable("citation"), *references.unreliable("source_id")}
    if references.unreliable("article_id"):
        return set(references.written("article_id"))
    articles = references.cells("article_id")
    return {articles[record] for record in refused}


def _cited(passages: Table, lists: ReferenceLists, articles: Collection[str]) -> tuple[set[str], list[_Citation]]:
    """The passages of these articles whose citations are valid, and those citations."""
    columns = list(map(passages.cells, ("article_id", "citations", "passage_id")))
    items_in = cache(citations_in)
    source_of = cache(lists.source_of)
    unreliable = set(passages.unreliable("citations"))
    judged: set[str] = set()
    cited: list[_Citation] = []
    for record, (article, cell, passage) in enumerate(zip(*columns, strict=True)):
        if article not in articles or record in unreliable:
            continue
        judged.add(passage)
        if cell:
            cited += [(record, passage, citation, source_of(article, citation)) for citation in items_in(cell)]
    return judged, cited


def _named(claims: Table) -> list[_Named]:
    """Each source that a claim names."""
    sources_in = cache(partial(named_in, claims.schema.fields["source_ids"]))
    rows = claims.rows("source_ids", "passage_id")
    return [(record, passage, source) for record, (cell, passage) in enumerate(rows) for source in sources_in(cell)]


def _unlisted(passages: Table, cited: _Citation, article: str) -> Finding:
    record, _, citation, _ = cited
    message = f"citations names {quoted(citation)}, which is not in the reference list of the article"
    what = "number" if citation.isdecimal() else "citation"
    hint = f"Correct the {what}, or add it to the references table."
    cause, data = ("unlisted", article, citation), {"citation": citation, "article_id": article}
    return Finding.on(passages.record(record), "citations", message, hint, (citation,), cause=cause, data=data)


def _uncited_source(claims: Table, record: int, passage: str, source: str) -> Finding:
    message = f"source_ids names {quoted(source)}, which the passage {passage} does not cite"
    hint = "Record the sources that the article gives for this claim."
    claim, cause, data = claims.record(record), (passage, source), {"passage_id": passage, "source_id": source}
    return Finding.on(claim, "source_ids", message, hint, (source,), ("passages", passage), cause=cause, data=data)


def _unused_citation(passages: Table, record: int, number: str, source: str | None) -> Finding:
    message = f"the passage cites {number} ({source}), but none of its claims has that source"
    hint = "Add the source to the claims that the citation supports."
    data = {"citation": number, "source_id": source}
    return Finding.on(passages.record(record), "citations", message, hint, (number, source), data=data)
