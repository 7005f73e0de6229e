"""Which estimates bear on which claims: of a source that the claim cites, on what the claim is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from validator.evidence.coverage import COVERING, STUDIED, is_part_of_what_was_studied
from validator.evidence.distinctrows import ask_once
from validator.evidence.hierarchy import hierarchy
from validator.evidence.perpackage import once_per_package
from validator.evidence.relatedrows import most_pairs
from validator.evidence.scopes import SCOPE, meeting
from validator.evidence.sound import SoundRecords, sound_claims, sound_estimates, sound_sources
from validator.evidence.verdicts import package_verdicts
from validator.package.package import Package

_STANDINGS = ("equal", "broader", "narrower", "unsaid")
"""How an estimate's concept can stand to a claim's."""


@dataclass(frozen=True)
class Bearing:
    """The claims, the estimates, and which of them bear on which."""

    claims: SoundRecords
    estimates: SoundRecords
    verdicts: pd.Series[str]
    """What each estimate says of its outcome, under the number of its record."""
    pairs: pd.DataFrame
    """One row for each estimate that bears on a claim: ``claim`` and ``estimate``, the numbers of their records; for
    each column of the scope, as a category, how the estimate's concept stands to the claim's (``unsaid`` where the
    claim leaves it open and thereby takes over what its source is about); and ``is_direct``: whether the two are about
    the same, so that what the estimate says it says of the claim itself. An estimate of a subgroup of its source is not
    direct there. ``is_limited``: whether the claim limits itself to a severity, an onset or conditions.
    ``is_of_all_kinds``: whether the estimate's outcome is broader than the claim's and part of no other, such as
    adverse events, so that it says nothing of its parts."""


@once_per_package
def bearing(package: Package) -> Bearing:
    """Which estimates bear on which claims.

    Raises:
        Unavailable: if a table that this rests on could not be read.
        TooMuch: if there are more of them than a limit.
    """
    claims, estimates = sound_claims(package), sound_estimates(package)
    cited = cited_sources(package)
    about = claims.rows[list(SCOPE)].loc[cited["claim"]].reset_index(drop=True)
    about["source_id"] = cited["source_id"].to_numpy()
    about = about[about["outcome"] != ""]
    most = most_pairs(len(claims.rows) + len(estimates.rows))
    pairs = meeting(estimates.rows, about, hierarchy(package), on=["source_id"], most=most)
    pairs["claim"] = cited["claim"].to_numpy()[pairs.pop("right").to_numpy(dtype="int64")]
    pairs = pairs.rename(columns={"left": "estimate"})
    for column in SCOPE:
        is_open = (claims.rows[column] == "").reindex(pairs["claim"]).to_numpy(dtype=bool)
        pairs[column] = pairs[column].cat.set_categories(_STANDINGS)
        pairs.loc[is_open & (pairs[column] == "narrower").to_numpy(), column] = "unsaid"
    limited = (claims.rows[["onset", "conditions"]] != "").any(axis=1) | ~claims.rows["severity"].isin(["", "any"])
    pairs["is_limited"] = limited.reindex(pairs["claim"]).to_numpy(dtype=bool)
    catch_all = (
        estimates.rows["outcome"].map(hierarchy(package).is_root).reindex(pairs["estimate"]).to_numpy(dtype=bool)
    )
    pairs["is_of_all_kinds"] = catch_all & (pairs["outcome"] == "broader")
    pairs["is_direct"] = pairs[list(SCOPE)].isin(["equal", "unsaid"]).all(axis=1)
    for column, of_a_part in _parts_of_their_sources(package).items():
        pairs["is_direct"] &= (pairs[column] != "unsaid") | ~pairs["estimate"].isin(of_a_part)
    pairs["is_direct"] &= ~pairs["is_limited"]
    return Bearing(claims, estimates, package_verdicts(package), pairs)


def _parts_of_their_sources(package: Package) -> dict[str, set[int]]:
    """For each column the estimates that are about a part only of what their source studied: a subgroup, say."""
    estimates, sources, tree = sound_estimates(package).rows, sound_sources(package).rows, hierarchy(package)
    found: dict[str, set[int]] = {column: set() for column in COVERING}
    for column, records in found.items():
        here = estimates[estimates[column] != ""]
        if here.empty:
            continue
        what = here["source_id"].map(sources.set_index("source_id")[STUDIED[column]])
        is_part = ask_once([here[column], what], partial(is_part_of_what_was_studied, tree)).astype(bool)
        records.update(here.index[is_part])
    return found


@once_per_package
def cited_sources(package: Package) -> pd.DataFrame:
    """One row for each source that a claim cites: ``claim``, the number of its record, and the source's columns.

    Raises:
        Unavailable: if the claims or the sources could not be read.
    """
    claims = sound_claims(package)
    cited = claims.table.items("source_ids")
    if len(claims.rows) < len(claims.table):
        cited = cited[cited.index.isin(claims.rows.index)]
    pairs = pd.DataFrame({"claim": cited.index, "source_id": cited.to_numpy()})
    return pairs.merge(sound_sources(package).rows, on="source_id")
