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

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.evidence.distinctrows import stand_in
from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, LeftOut, Sighting
from validator.wording import quoted

if TYPE_CHECKING:
    import pandas as pd

    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "warning"
SLICE = "article"


def check(package: Package) -> Iterator[Sighting]:
    """Compares the citations of each passage with the sources of its claims, by joining both ways.

    What rests on a cell that another rule has refused, or on a source that is not there, is left to that rule.
    """
    claims, passages, references = package.table("claims"), package.table("passages"), package.table("references")
    sources = set(package.table("sources").distinct("source_id"))
    articles = set(package.table("articles").distinct("article_id")) - _articles_with_unclear_lists(references)
    in_order = passages["article_id"].isin(articles) & passages.is_reliable("citation_numbers")
    cited = _cited(passages, references, in_order)
    on_claims = claims.items("source_ids").rename("source").to_frame()
    on_claims["passage"] = claims["passage_id"].to_numpy()[on_claims.index]
    on_claims["record"] = on_claims.index
    yield Examined(len(cited) + len(on_claims))
    yield from _unlisted_numbers(passages, cited)
    unknown = set(values_of(cited.loc[~cited["source"].isin(sources), "passage"]))
    judged = set(values_of(passages["passage_id"][in_order])) - unknown - {""}  # a refused id is blank
    yield from _uncited_sources(claims, on_claims[_both(on_claims, judged, sources)], cited)
    unclear = {*values_of(claims["passage_id"][~claims.is_reliable("source_ids")])}
    unclear |= set(values_of(on_claims.loc[~on_claims["source"].isin(sources), "passage"]))
    on_passages = set(values_of(claims["passage_id"]))
    with_claims = on_passages - unclear - {""}
    yield from _unused_citations(passages, on_claims, cited[_both(cited, with_claims, sources)])
    left = on_passages - judged
    if unclear or left:
        yield LeftOut("citations that rest on a cell which is refused, or on a record which is not there")


def _both(rows: pd.DataFrame, passages: set[str], sources: set[str]) -> pd.Series[bool]:
    """Which rows are of one of the passages and of one of the sources."""
    return rows["passage"].isin(passages) & rows["source"].isin(sources)


def _articles_with_unclear_lists(references: Table) -> set[str]:
    """Articles in whose reference list a cell is refused; all of them where it is unclear whose list it is."""
    refused = ~(references.is_reliable("citation_number") & references.is_reliable("source_id"))
    if not references.is_reliable("article_id").all():
        return set(references.as_written("article_id"))
    return set(references["article_id"][refused])


def _cited(passages: Table, references: Table, in_order: pd.Series[bool]) -> pd.DataFrame:
    """One row for each citation of a passage: record, passage, article, number, and the source if it is listed."""
    cited = passages.items("citation_numbers").rename("number").to_frame()
    cited = cited[in_order.to_numpy()[cited.index]]
    cited["record"] = cited.index
    cited["passage"] = passages["passage_id"].to_numpy()[cited.index]
    cited["article"] = passages["article_id"].to_numpy()[cited.index]
    listed = references["article_id"].to_frame("article")
    listed = listed.assign(number=references["citation_number"], source=references["source_id"])
    return cited.merge(listed.drop_duplicates(["article", "number"]), on=["article", "number"], how="left")


def _unlisted_numbers(passages: Table, cited: pd.DataFrame) -> Iterator[Finding]:
    for record, number in cited[cited["source"].isna()][["record", "number"]].itertuples(index=False):
        message = f"citation_numbers names {quoted(number)}, which is not in the reference list of the article"
        hint = "Correct the number, or add it to the references table."
        place = passages.place(record, "citation_numbers")
        yield Finding(place, message, hint, passages.subjects(record), (number,))


def _uncited_sources(claims: Table, on_claims: pd.DataFrame, cited: pd.DataFrame) -> Iterator[Finding]:
    missing = on_claims[~stand_in(on_claims, cited, ["passage", "source"])]
    for record, passage, source in missing[["record", "passage", "source"]].itertuples(index=False):
        message = f"source_ids names {quoted(source)}, which the passage {passage} does not cite"
        hint = "Record the sources that the article gives for this claim."
        subjects = (*claims.subjects(record), passage)
        place = claims.place(record, "source_ids")
        yield Finding(place, message, hint, subjects, (source,), subject_tables=("claims", "passages"))


def _unused_citations(passages: Table, on_claims: pd.DataFrame, cited: pd.DataFrame) -> Iterator[Finding]:
    unused = cited[~stand_in(cited, on_claims, ["passage", "source"])]
    for record, number, source in unused[["record", "number", "source"]].itertuples(index=False):
        message = f"the passage cites {number} ({source}), but none of its claims has that source"
        hint = "Add the source to the claims that the citation stands for."
        yield Finding(
            passages.place(record, "citation_numbers"), message, hint, passages.subjects(record), (number, source)
        )
