"""What a record is about, and which pairs of records are about things that include one another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

import pandas as pd

from validator.evidence.hierarchy import Hierarchy
from validator.evidence.relatedrows import related_rows

SCOPE = ("outcome", "intervention", "route", "population", "comparator")
"""The columns that say what a claim or an estimate is about, each with a concept or blank for no restriction."""

LIMITS = ("severity", "onset", "conditions")
"""Columns by which a claim limits itself: blank for no limit, or else comparable with the same words alone."""


def meeting(
    left: pd.DataFrame, right: pd.DataFrame, hierarchy: Hierarchy, on: Sequence[str] = (), *, most: int | None = None
) -> pd.DataFrame:
    """The pairs of a left and a right row whose scopes meet: in every column equal, or one broader than the other.

    Args:
        left: rows with the columns of ``SCOPE``, under any index.
        right: likewise.
        hierarchy: of the concepts in those columns.
        on: further columns, in which the two have to be the same.
        most: how many pairs there may be, if the rows are not a record each.

    Returns:
        one row a pair: ``left`` and ``right`` with their labels, and for each column of ``SCOPE`` how the left one's
        concept stands to the right one's, as a category.

    Raises:
        TooMuch: if there are more.
    """
    return related_rows(left, right, dict.fromkeys(SCOPE, partial(inclusions, hierarchy)), same=on, most=most)


def inclusions(hierarchy: Hierarchy, left: Collection[str], right: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The pairs of a left and a right concept of which one includes the other, and how the left one stands to it."""
    here, there = set(left), set(right)
    for name in left:
        for broader in hierarchy.including(name) & there:
            yield name, broader, "equal" if broader == name else "narrower"
    for name in right:
        for broader in (hierarchy.including(name) & here) - {name}:
            yield broader, name, "broader"
