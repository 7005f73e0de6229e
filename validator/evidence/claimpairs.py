"""Pairs of claims on one subject: found group by group, since many claims say the same of the same thing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from validator.evidence.hierarchy import Hierarchy
from validator.evidence.scopes import LIMITS, SCOPE, meeting


@dataclass(frozen=True)
class ClaimPairs:
    """Groups of claims that say the same, and which of them are on one subject."""

    records: dict[int, list[int]]
    """The numbers of the claims of each group."""
    pairs: pd.DataFrame
    """``left`` and ``right`` groups with their directions, and for each column of scope and limits how the left one
    stands to the right one: equal, broader or narrower."""


def pairs_on_one_subject(
    claims: pd.DataFrame, directions: Collection[tuple[str, str]], hierarchy: Hierarchy
) -> ClaimPairs:
    """The groups of claims whose scopes and limits meet and that have one of the pairs of directions.

    Args:
        claims: rows of claims.csv, under the number of their record.
        directions: pairs of effect directions, left and right.
        hierarchy: of the concepts that the claims name.
    """
    about = claims.loc[claims["outcome"] != "", [*SCOPE, *LIMITS, "effect_direction"]]
    about = about[about["effect_direction"].isin({word for pair in directions for word in pair})]
    about = about.assign(severity=about["severity"].replace("any", ""))
    numbers = about.groupby(list(about.columns), sort=False).ngroup()
    groups = about.assign(group=numbers).drop_duplicates("group").reset_index(drop=True)
    records: dict[int, list[int]] = {}
    for record, group in numbers.items():
        records.setdefault(int(group), []).append(int(str(record)))
    words = pd.DataFrame(directions, columns=["left_direction", "right_direction"], dtype="str")
    left, right = (
        groups.merge(words, left_on="effect_direction", right_on=f"{side}_direction") for side in ("left", "right")
    )
    found = [
        _limited_alike(one, other, hierarchy)
        for _, one in left.groupby([left[column] != "" for column in LIMITS])
        for _, other in right.groupby([right[column] != "" for column in LIMITS])
    ]
    columns = ["left", "right", *SCOPE, *LIMITS, "left_direction", "right_direction"]
    return ClaimPairs(records, pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns))


def _limited_alike(left: pd.DataFrame, right: pd.DataFrame, hierarchy: Hierarchy) -> pd.DataFrame:
    """The pairs of groups of which all on one side have the same limits blank; a limit of both has to be the same."""
    blank = {column: (left[column].iloc[0] == "", right[column].iloc[0] == "") for column in LIMITS}
    same = [column for column in LIMITS if blank[column] == (False, False)]
    pairs = meeting(left, right, hierarchy, on=["left_direction", "right_direction", *same])
    directions = left.loc[pairs["left"], ["left_direction", "right_direction"]].reset_index(drop=True)
    relation = {(True, False): "broader", (False, True): "narrower"}
    pairs = pairs.assign(**{column: relation.get(blank[column], "equal") for column in LIMITS}).join(directions)
    pairs["left"] = left["group"].reindex(pairs["left"]).to_numpy()
    pairs["right"] = right["group"].reindex(pairs["right"]).to_numpy()
    return pairs
