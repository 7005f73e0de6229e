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

from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.wording import quoted

if TYPE_CHECKING:
    import pandas as pd

    from validator.package.package import Package
    from validator.package.table import Table

SEVERITY = "warning"


def check(package: Package) -> Iterator[Sighting]:
    """Compares the citations of each passage with the sources of its claims, by joining both ways.

    What rests on a cell that another rule has refused, or on a source that is not there, is left to that rule.
    """
    claims, passages, references = package.table("claims"), package.table("passages"), package.table("references")
    known_sources = set(package.table("sources").as_written("source_id"))
    known_articles = package.table("articles").as_written("article_id")
    cited = _cited(passages, references)
    cited = cited[cited["article"].isin(known_articles)]
    yield Examined(len(cited) + len(claims))
    listing = references.is_reliable("article_id").all() and references.is_reliable("citation_number").all()
    for record, number in cited[cited["source"].isna()][["record", "number"]].itertuples(index=False):
        if listing:
            message = f"citation_numbers names {quoted(number)}, which is not in the reference list of the article"
            hint = "Correct the number, or add it to the references table."
            place = passages.place(record, "citation_numbers")
            yield Finding(place, message, hint, passages.subjects(record), (number,))
    cited = cited[cited["source"].isin(known_sources)]
    on_claims = claims.items("source_ids").rename("source").to_frame()
    on_claims["passage"] = claims["passage_id"][on_claims.index]
    on_claims["record"] = on_claims.index
    on_claims = on_claims[on_claims["source"].isin(known_sources)]
    unclear = claims["passage_id"][~claims.is_reliable("source_ids")]
    unread = passages["passage_id"][~passages.is_reliable("citation_numbers")]
    of_unknown = _passages_citing_unknown(passages, references, known_sources)
    judged = set(passages["passage_id"][passages["article_id"].isin(known_articles)]) - {*unread, *of_unknown}
    yield from _uncited_sources(claims, on_claims[on_claims["passage"].isin(judged)], cited)
    with_claims = set(claims["passage_id"]) - {*unclear, *_passages_with_unknown(claims, known_sources)}
    yield from _unused_citations(passages, on_claims, cited[cited["passage"].isin(with_claims)])


def _cited(passages: Table, references: Table) -> pd.DataFrame:
    """One row for each citation of a passage: record, passage, article, number, and the source if it is listed."""
    cited = passages.items("citation_numbers").rename("number").to_frame()
    cited["record"] = cited.index
    cited["passage"] = passages["passage_id"][cited.index]
    cited["article"] = passages["article_id"][cited.index]
    listed = references["article_id"].to_frame("article")
    listed = listed.assign(number=references["citation_number"], source=references["source_id"])
    return cited.merge(listed.drop_duplicates(["article", "number"]), on=["article", "number"], how="left")


def _passages_citing_unknown(passages: Table, references: Table, known_sources: set[str]) -> set[str]:
    """Passages that cite a number behind which no known source stands."""
    cited = _cited(passages, references)
    return set(cited.loc[~cited["source"].isin(known_sources), "passage"])


def _passages_with_unknown(claims: Table, known_sources: set[str]) -> set[str]:
    """Passages with a claim that names a source which is not there."""
    named = claims.items("source_ids")
    return set(claims["passage_id"][named.index[~named.isin(known_sources)]])


def _uncited_sources(claims: Table, on_claims: pd.DataFrame, cited: pd.DataFrame) -> Iterator[Finding]:
    merged = on_claims.merge(cited[["passage", "source", "number"]], on=["passage", "source"], how="left")
    for record, passage, source in merged[merged["number"].isna()][["record", "passage", "source"]].itertuples(
        index=False
    ):
        message = f"source_ids names {quoted(source)}, which the passage {passage} does not cite"
        hint = "Record the sources that the article gives for this claim."
        subjects = (*claims.subjects(record), passage)
        yield Finding(claims.place(record, "source_ids"), message, hint, subjects, (source,))


def _unused_citations(passages: Table, on_claims: pd.DataFrame, cited: pd.DataFrame) -> Iterator[Finding]:
    merged = cited.merge(
        on_claims[["passage", "source", "record"]].drop_duplicates(["passage", "source"]),
        on=["passage", "source"],
        how="left",
        suffixes=("", "_claim"),
    )
    unused = merged[merged["record_claim"].isna()]
    for record, number, source in unused[["record", "number", "source"]].itertuples(index=False):
        message = f"the passage cites {number} ({source}), but none of its claims has that source"
        hint = "Add the source to the claims that the citation stands for."
        yield Finding(
            passages.place(record, "citation_numbers"), message, hint, passages.subjects(record), (number, source)
        )
