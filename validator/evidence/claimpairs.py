"""Pairs of claims on one subject: found group by group, since many claims say the same of the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from validator.evidence.hierarchy import Hierarchy
from validator.evidence.scopes import SCOPE, meeting

LIMITS = ("severity", "onset", "conditions")
"""Columns by which a claim limits itself: blank for no limit, or else comparable with the same words alone."""


@dataclass(frozen=True)
class ClaimPairs:
    """Groups of claims that say the same, and which of them are on one subject."""

    records: dict[int, list[int]]
    """The numbers of the claims of each group."""
    pairs: pd.DataFrame
    """``left`` and ``right`` groups with their directions, and for each column of scope and limits how the left one
    stands to the right one: equal, broader or narrower."""


def pairs_on_one_subject(
    claims: pd.DataFrame, directions: Iterable[tuple[str, str]], hierarchy: Hierarchy
) -> ClaimPairs:
    """The groups of claims whose scopes and limits meet and that have one of the pairs of directions.

    Args:
        claims: rows of claims.csv, under the number of their record.
        directions: pairs of effect directions, left and right.
        hierarchy: of the concepts that the claims name.
    """
    about = claims.loc[claims["outcome"] != "", [*SCOPE, *LIMITS, "effect_direction"]].copy()
    about["severity"] = about["severity"].replace("any", "")
    grouped = about.groupby(list(about.columns), sort=False)
    numbers = grouped.ngroup()
    groups = about.assign(group=numbers).drop_duplicates("group").set_index("group")
    records: dict[int, list[int]] = {}
    for record, group in numbers.items():
        records.setdefault(int(group), []).append(int(str(record)))
    found = [_of_directions(groups, left, right, hierarchy) for left, right in directions]
    return ClaimPairs(records, pd.concat(found, ignore_index=True))


def _of_directions(groups: pd.DataFrame, left: str, right: str, hierarchy: Hierarchy) -> pd.DataFrame:
    here, there = groups[groups["effect_direction"] == left], groups[groups["effect_direction"] == right]
    pairs = meeting(here, there, hierarchy).assign(left_direction=left, right_direction=right)
    for column in LIMITS:
        one = groups[column].reindex(pairs["left"]).to_numpy()
        other = groups[column].reindex(pairs["right"]).to_numpy()
        pairs[column] = pd.Series("", index=pairs.index, dtype="str").mask(one == other, "equal")
        pairs[column] = pairs[column].mask((one == "") & (other != ""), "broader")
        pairs[column] = pairs[column].mask((one != "") & (other == ""), "narrower")
        meets = (pairs[column] != "").to_numpy()
        pairs = pairs[meets]
    return pairs
