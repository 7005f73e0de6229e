"""What a record is about, and which pairs of records are about things that include one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from validator.evidence.hierarchy import Hierarchy, Relation

SCOPE = ("outcome", "intervention", "route", "population", "comparator")
"""The columns that say what a claim or an estimate is about, each with a concept or blank for no restriction."""

LIMITS = ("severity", "onset", "conditions")
"""Columns by which a claim limits itself: blank for no limit, or else comparable with the same words alone."""

_NONE: pd.Series[str] = pd.Series([], dtype="str")


def meeting(left: pd.DataFrame, right: pd.DataFrame, hierarchy: Hierarchy, on: Sequence[str] = ()) -> pd.DataFrame:
    """The pairs of a left and a right row whose scopes meet: in every column equal, or one broader than the other.

    Found by joining on related outcomes, never by comparing all with all.

    Args:
        left: rows with the columns of ``SCOPE``, under any index.
        right: likewise.
        hierarchy: of the concepts in those columns.
        on: further columns, in which the two have to be the same.

    Returns:
        one row a pair: ``left`` and ``right`` with their labels, and for each column of ``SCOPE`` how the left one's
        concept stands to the right one's.
    """
    columns = [*on, *SCOPE]
    related = _related(set(left["outcome"]), set(right["outcome"]), hierarchy)
    if related.empty:
        return pd.DataFrame({"left": left.index[:0], "right": right.index[:0]} | dict.fromkeys(SCOPE, _NONE))
    one = left[columns].rename(columns={name: f"left_{name}" for name in SCOPE}).assign(left=left.index)
    other = right[columns].rename(columns={name: f"right_{name}" for name in SCOPE}).assign(right=right.index)
    pairs = one.merge(related, on="left_outcome").merge(other, on=[*on, "right_outcome"])
    for column in SCOPE[1:]:
        pairs[column] = _relations(pairs[f"left_{column}"], pairs[f"right_{column}"], hierarchy)
        pairs = pairs[pairs[column] != ""]
    return pairs[["left", "right", *SCOPE]].reset_index(drop=True)


def _related(left: set[str], right: set[str], hierarchy: Hierarchy) -> pd.DataFrame:
    """The pairs of outcomes of which one includes the other."""

    def rows() -> Iterator[tuple[str, str, Relation]]:
        for name in sorted(left):
            for broader in sorted(hierarchy.including(name) & right):
                yield name, broader, "equal" if broader == name else "narrower"
        for name in sorted(right):
            for broader in sorted((hierarchy.including(name) & left) - {name}):
                yield broader, name, "broader"

    return pd.DataFrame(rows(), columns=["left_outcome", "right_outcome", "outcome"], dtype="str")


def _relations(left: pd.Series[str], right: pd.Series[str], hierarchy: Hierarchy) -> pd.Series[str]:
    """How each left concept stands to the right one beside it, looked up once for each different pair."""
    left_codes, left_names = pd.factorize(left)
    right_codes, right_names = pd.factorize(right)
    distinct, places = np.unique(left_codes * len(right_names) + right_codes, return_inverse=True)
    found = [
        hierarchy.relation(left_names[code // len(right_names)], right_names[code % len(right_names)])
        for code in distinct
    ]
    return pd.Series(np.array(found, dtype=object)[places] if found else [], index=left.index, dtype="str")
