"""A claim sums up sources, and nothing recorded of one of them is on its outcome.

## What it checks

Each synthesis that says something of an outcome, against each source it cites: there is an estimate of that source
that bears on it, or a claim that is not itself a synthesis and cites that source on the same outcome, a broader or a
narrower one, in a scope that meets, or the relations table says that it sums up or restates a claim that cites that
source, and the relation's `note` says how the two go together. Sources that are not identified are left to
unidentified-source.

## Why it matters

A summary borrows its weight from what it sums up. If nothing of a source is about the matter, its citation is
decoration.

## Fails

```csv claims
claim_id,claim_type,outcome
C1,synthesis,long_term_safety
```

## Passes

```csv claims
claim_id,claim_type,outcome
C1,synthesis,headache
```

## How to fix

Record what the source says of the outcome: an estimate, or the claim of the article that rests on it, or the relation
to that claim, with a note that says how the summary follows from it. If the source says nothing of it, acknowledge
the problem.

## Source

Baethge and Jergas 2025, https://doi.org/10.1186/s41073-025-00173-z, on citations that do not support what they are
put to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from validator.evidence.bearing import bearing, cited_sources
from validator.evidence.directions import OF_AN_EFFECT
from validator.evidence.distinctrows import alike, firsts, stand_in
from validator.evidence.hierarchy import hierarchy
from validator.evidence.scopes import SCOPE, meeting
from validator.evidence.sound import sound_relations
from validator.package.columns import values_of
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "package"


def check(package: Package) -> Iterator[Sighting]:
    """Looks for what each synthesis sums up."""
    found, relations = bearing(package), sound_relations(package)
    claims = found.claims
    yield from left_out(claims, found.estimates, relations)
    cited = cited_sources(package)
    rows = claims.rows
    syntheses = rows.index[
        (rows["claim_type"] == "synthesis") & (rows["outcome"] != "") & rows["effect_direction"].isin(OF_AN_EFFECT)
    ]
    in_question = cited["claim"].isin(syntheses) & (cited["status"] == "identified")
    unclear = cited["claim"].isin(cited.loc[cited["source_id"].isin(_lost(package)), "claim"])
    summed = cited.loc[in_question & ~unclear, ["claim", "source_id"]]
    yield Examined(len(summed))
    supported = pd.concat([_by_estimates(package), _by_claims(package, summed), _by_relations(package)])
    lacking = ~stand_in(summed, supported, ["claim", "source_id"])
    for record, sources in summed[lacking].groupby("claim")["source_id"].agg(list).items():
        claim = claims.row(int(str(record)))
        names = listed(sources, "or")
        message = (
            f"source_ids names {names}, but nothing recorded of it is on {claim['outcome']}: no estimate, and no claim "
            "that is not itself a synthesis"
        )
        hint = (
            "Record what the source says of it, or a relation to the claim that this one sums up, with a note on how "
            "the two go together; acknowledge it if there is nothing."
        )
        judged = (claim["outcome"], claim["effect_direction"], *sorted(sources))
        yield Finding(claims.place(int(str(record)), "source_ids"), message, hint, (claim["claim_id"],), judged)


def _lost(package: Package) -> set[str]:
    """The sources of which a record that was left out may say something."""
    found, relations = bearing(package), sound_relations(package)
    cited = cited_sources(package)
    known = set(values_of(cited["source_id"]))
    lost = found.estimates.named_by_lost(["source_id"], known)
    if (found.claims.lost["source_ids"] != "").any():
        lost |= found.claims.named_by_lost(["source_ids"], known)
    return lost if relations.lost.empty else known


def _by_estimates(package: Package) -> pd.DataFrame:
    found = bearing(package)
    sources = found.estimates.rows["source_id"].reindex(found.pairs["estimate"])
    return pd.DataFrame({"claim": found.pairs["claim"], "source_id": sources.to_numpy()})


def _by_claims(package: Package, summed: pd.DataFrame) -> pd.DataFrame:
    """Where another claim cites the same source on the same outcome, a broader or a narrower one."""
    rows = bearing(package).claims.rows
    cited = cited_sources(package)[["claim", "source_id"]]
    kind = rows["claim_type"].reindex(cited["claim"]).to_numpy()
    others = cited[(kind != "synthesis") & cited["source_id"].isin(set(summed["source_id"]))].reset_index(drop=True)
    summed = summed.reset_index(drop=True)
    left, right = (
        rows.loc[pairs["claim"], list(SCOPE)].reset_index(drop=True).assign(source_id=pairs["source_id"])
        for pairs in (summed, others)
    )
    right = right[right["outcome"] != ""]
    right = right.iloc[firsts(alike([right[column] for column in right]))]
    return summed.loc[meeting(left, right, hierarchy(package), on=["source_id"])["left"].unique()]


def _by_relations(package: Package) -> pd.DataFrame:
    """Where the claim is said to sum up or restate one that cites the source, with a note that says how."""
    claims, relations = bearing(package).claims.rows, sound_relations(package).rows
    noted = relations["note"].str.strip() != ""
    repeats = relations[relations["relation"].isin(["restates", "summarises"]) & noted]
    records = pd.Series(claims.index, index=claims["claim_id"])
    targets = pd.DataFrame(
        {"claim": repeats["claim_id"].map(records), "target": repeats["target_claim_id"].map(records)}
    ).dropna()
    cited = cited_sources(package)[["claim", "source_id"]].rename(columns={"claim": "target"})
    return targets.astype("int64").merge(cited, on="target")[["claim", "source_id"]]
