"""Pairs of claims on one subject: found group by group, since many claims say the same of the same thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from validator.evidence.distinctrows import firsts
from validator.evidence.hierarchy import Hierarchy
from validator.evidence.relatedrows import Numbers, most_pairs, related_rows
from validator.evidence.scopes import LIMITS, SCOPE, inclusions
from validator.package.columns import together


@dataclass(frozen=True)
class ClaimPairs:
    """Groups of claims that say the same, and which of them are on one subject."""

    claims: Numbers
    """The numbers of the claims, those of each group together."""
    starts: Numbers
    """Where each group begins among them, and where the last one ends."""
    pairs: pd.DataFrame
    """``left`` and ``right`` groups with their directions, and for each column of scope and limits how the left one
    stands to the right one: equal, broader or narrower."""

    def group(self, number: int) -> list[int]:
        """The numbers of the claims of a group."""
        return [int(record) for record in self.claims[self.starts[number] : self.starts[number + 1]]]


ALIKE = (*SCOPE, *LIMITS[1:], "effect_direction")
"""The columns besides ``severity``, of which "any" is none, in which the claims of a group are the same."""


def pairs_on_one_subject(
    claims: pd.DataFrame,
    alike: Numbers,
    directions: Collection[tuple[str, str]],
    hierarchy: Hierarchy,
    *,
    outcomes: Literal["equal", "broader"],
) -> ClaimPairs:
    """The groups of claims whose scopes and limits meet and that have one of the pairs of directions.

    A limit meets the same one, and no limit, which is broader.

    Args:
        claims: rows of claims.csv, under the number of their record; columns of categories are paired sooner.
        alike: a number for each, the same for those that are the same in ``ALIKE``.
        directions: pairs of effect directions, left and right.
        hierarchy: of the concepts that the claims name.
        outcomes: how the left outcome stands to the right one.

    Raises:
        TooMuch: if more pairs of groups are on one subject than so many claims may have.
    """
    severity = claims["severity"].astype(object).replace("any", "")
    alike = together(alike, pd.factorize(severity.to_numpy())[0])
    comparable = claims["effect_direction"].isin({word for pair in directions for word in pair})
    about = np.flatnonzero(comparable & (claims["outcome"] != ""))
    numbers, _ = pd.factorize(alike[about])
    order = np.argsort(numbers, kind="stable")
    of_each = about[firsts(numbers)]
    groups = claims[[*SCOPE, *LIMITS, "effect_direction"]].assign(severity=severity).iloc[of_each]
    groups = groups.reset_index(drop=True)
    pairs = related_rows(
        groups,
        groups,
        {
            "effect_direction": lambda *_: [(one, other, f"{one} {other}") for one, other in directions],
            **dict.fromkeys(SCOPE, partial(inclusions, hierarchy)),
            "outcome": partial(_of_one_kind, hierarchy, outcomes),
            **dict.fromkeys(LIMITS, partial(inclusions, Hierarchy({}))),
        },
        most=most_pairs(len(claims)),
    )
    for side in ("left", "right"):
        pairs[f"{side}_direction"] = groups["effect_direction"].reindex(pairs[side]).to_numpy()
    starts = np.searchsorted(numbers[order], np.arange(len(groups) + 1))
    return ClaimPairs(
        claims.index.to_numpy(dtype=np.int64)[about[order]], starts, pairs.drop(columns="effect_direction")
    )


def _of_one_kind(
    hierarchy: Hierarchy, kind: str, left: Collection[str], right: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    return (found for found in inclusions(hierarchy, left, right) if found[2] == kind)
