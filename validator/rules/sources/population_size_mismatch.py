"""A claim's population size is not that of its sources.

## What it checks

A claim that cites one source has that source's `population_size`, one that cites several has the largest of theirs;
where the passage states the number, any of theirs will do. The population size of an estimate that bears on the claim
will do as well. It is never a sum: trials overlap, and people would be counted twice. The total of a source that
pooled several interventions, routes or populations is not the number behind a claim about one of them.

## Why it matters

"In 3,546 participants" is what makes a claim weighty. It has to be the number of people that the claim is about.

## Fails

```csv claims
claim_id,population_size
C2,1460
```

## Passes

```csv claims
claim_id,population_size
C2,1640
```

## How to fix

Enter the number of the source. If it is the article that states another number, keep that and acknowledge the
problem. If the source does not give the number for what the claim is about, leave it blank and make the basis
`not_reported`.

## Source

Cochrane Handbook, chapter 6, on counting people more than once,
https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from validator.evidence.bearing import bearing, cited_sources
from validator.evidence.coverage import COVERING, STUDIED, is_part_of_what_was_studied
from validator.evidence.distinctrows import ask_once
from validator.evidence.hierarchy import hierarchy
from validator.evidence.sound import sound_claims
from validator.rules.finding import Examined, Finding, Sighting
from validator.rules.soundness import left_out
from validator.wording import listed

if TYPE_CHECKING:
    from validator.package.package import Package

SEVERITY = "warning"
SLICE = "article"

_HINT = (
    "Enter the number of the source; if the article states another, keep it and acknowledge it; if the source gives "
    "none for this, leave it blank and make the basis not_reported."
)


def check(package: Package) -> Iterator[Sighting]:
    """Compares each claim's population size with those of its sources and estimates."""
    claims = sound_claims(package)
    estimates = bearing(package).estimates
    yield from left_out(claims, estimates)
    cited = cited_sources(package)
    lost = estimates.named_by_lost(["source_id"], cited["source_id"])
    cited = cited[~cited["claim"].isin(cited.loc[cited["source_id"].isin(lost), "claim"])]
    claimed = claims.rows["population_size"].reindex(cited["claim"]).to_numpy()
    cited = cited.assign(claimed=claimed)[claimed != ""]
    of_estimates = _of_estimates(package)
    known = cited[cited["population_size"] != ""]
    yield Examined(known["claim"].nunique())
    largest = known["population_size"].astype("int64").groupby(known["claim"]).transform("max").astype("str")
    basis = claims.rows["population_basis"].reindex(known["claim"]).to_numpy()
    agrees = (known["claimed"] == known["population_size"]) & ((basis == "stated") | (known["claimed"] == largest))
    agreeing = known[agrees]
    incomplete = set(cited.loc[cited["population_size"] == "", "claim"])
    wrong = known[~known["claim"].isin(agreeing["claim"])].groupby("claim")[["source_id", "population_size"]].agg(list)
    for record, names, sizes in wrong.itertuples(name=None):
        claim = claims.row(record)
        if record in of_estimates:
            continue
        if claim["population_basis"] == "stated" and record in incomplete:  # it may be the number of that source
            continue
        message = f"population_size is {claim['population_size']}, but {_expected(claim, names, sizes)}"
        yield _finding(package, record, claim, message, tuple(sorted(sizes)))
    sized = cited[cited["claim"].isin(known["claim"])]["claim"]
    from_source = claims.rows["population_basis"].reindex(cited["claim"]).to_numpy() == "from_source"
    without_size = cited[from_source & ~cited["claim"].isin(sized)].groupby("claim")["source_id"].agg(list)
    for record, names in without_size.items():
        claim = claims.row(int(str(record)))
        if record not in of_estimates:
            size = f"no population size of {listed(names, 'or')}"
            message = f"population_size is {claim['population_size']}, but {size} is recorded"
            yield _finding(package, int(str(record)), claim, message, tuple(sorted(names)))
    for record, source, column in _parts(package, agreeing):
        claim = claims.row(record)
        if record in of_estimates:
            continue
        yield _pooled(package, record, claim, source, column)


def _parts(package: Package, agreeing: pd.DataFrame) -> Iterator[tuple[int, dict[str, str], str]]:
    """The claims about a part only of what the source with their number pooled, with that source and the column."""
    rows, tree = sound_claims(package).rows, hierarchy(package)
    agreeing = agreeing.reset_index(drop=True)
    column_of = pd.Series("", index=agreeing.index, dtype="str")
    for column in reversed(COVERING):  # the first that tells
        concepts = rows[column].reindex(agreeing["claim"]).reset_index(drop=True)
        part = ask_once([concepts, agreeing[STUDIED[column]]], partial(is_part_of_what_was_studied, tree))
        column_of = column_of.mask(part.astype(bool), column)
    of_a_part = agreeing["claim"][~agreeing["claim"].isin(agreeing.loc[column_of == "", "claim"])]
    for place in of_a_part.drop_duplicates().sort_values().index:
        yield int(agreeing["claim"][place]), agreeing.loc[place].to_dict(), column_of[place]


def _finding(package: Package, record: int, claim: Mapping[str, str], message: str, judged: tuple[str, ...]) -> Finding:
    place = sound_claims(package).place(record, "population_size")
    values = (claim["population_size"], claim["population_basis"], *judged)
    return Finding(place, message, _HINT, (claim["claim_id"],), values)


def _pooled(package: Package, record: int, claim: Mapping[str, str], source: Mapping[str, str], column: str) -> Finding:
    studied = source[STUDIED[column]]
    message = (
        f"population_size is {claim['population_size']}, which is the total of {source['source_id']} "
        f"({column}: {studied}), but the claim is about {claim[column]} alone"
    )
    return _finding(package, record, claim, message, (source["source_id"], claim[column], studied))


def _of_estimates(package: Package) -> set[int]:
    """The claims whose population size is that of an estimate which bears on it and is about nothing broader."""
    found = bearing(package)
    claimed = found.claims.rows["population_size"]
    pairs = found.pairs[(claimed != "").reindex(found.pairs["claim"]).to_numpy(dtype=bool)]
    pairs = pairs[~(pairs[["outcome", "intervention", "route", "population"]] == "broader").any(axis=1)]
    sizes = found.estimates.rows["population_size"].reindex(pairs["estimate"]).to_numpy()
    return set(pairs.loc[sizes == claimed.reindex(pairs["claim"]).to_numpy(), "claim"].unique())


def _expected(claim: Mapping[str, str], names: Sequence[str], sizes: Sequence[str]) -> str:
    """What the sources have instead; says so if the claim's number is their sum."""
    each = [f"{size} in {name}" for name, size in zip(names, sizes, strict=True)]
    if len(each) > 1 and int(claim["population_size"]) == sum(map(int, sizes)):
        return f"that is the sum of {listed(each)}, which may count people twice; the largest stands for them"
    if len(each) == 1 or claim["population_basis"] == "stated":
        return f"it is {listed(each)}"
    largest = max(zip(names, sizes, strict=True), key=lambda pair: int(pair[1]))
    return f"of several sources the largest stands for them, which is {largest[1]} in {largest[0]}"
