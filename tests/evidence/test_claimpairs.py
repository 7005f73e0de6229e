"""Pairs of claims on one subject, held against comparing all with all."""

from __future__ import annotations

import itertools
from typing import Literal

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.evidence.test_hierarchy import broader_ones, names_in
from tests.evidence.trying import tried
from validator.evidence.claimpairs import ALIKE, pairs_on_one_subject
from validator.evidence.directions import DISAGREEING, WHOLE_AGAINST_PART
from validator.evidence.hierarchy import Hierarchy
from validator.evidence.scopes import LIMITS, SCOPE

COLUMNS = [*SCOPE, *LIMITS, "effect_direction"]
DIRECTIONS = sorted({word for pair in (*DISAGREEING, *WHOLE_AGAINST_PART) for word in pair})


@st.composite
def claims(draw: st.DrawFn, names: list[str]) -> pd.DataFrame:
    """Claims of few different scopes and limits, so that many of them meet."""
    cells = st.sampled_from([*names, "", ""])
    rows = draw(
        st.lists(
            st.tuples(
                cells,
                *(st.sampled_from([names[0], "", ""]) for _ in SCOPE[1:]),
                st.sampled_from(["", "any", "mild"]),
                st.sampled_from(["", "", "early"]),
                st.sampled_from(["", "", "if careful"]),
                st.sampled_from(DIRECTIONS),
            ),
            max_size=14,
        )
    )
    labels = draw(st.lists(st.integers(0, 99), unique=True, min_size=len(rows), max_size=len(rows)))
    return pd.DataFrame(rows, index=labels, columns=COLUMNS, dtype="str")


OUTCOMES: tuple[Literal["equal", "broader"], ...] = ("equal", "broader")


def alike(rows: pd.DataFrame) -> NDArray[np.int64]:
    return rows.groupby(list(ALIKE)).ngroup().to_numpy(dtype=np.int64)


def limit(claim: pd.Series[str], column: str) -> str:
    return "" if claim[column] == "any" else claim[column]


def naively(rows: pd.DataFrame, directions: list[tuple[str, str]], tree: Hierarchy) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for (label, one), (other_label, other) in itertools.product(rows.iterrows(), repeat=2):
        if (one["effect_direction"], other["effect_direction"]) not in directions or not one["outcome"]:
            continue
        how = [tree.relation(one[column], other[column]) for column in SCOPE]
        for column in LIMITS:
            here, there = limit(one, column), limit(other, column)
            how.append("equal" if here == there else "broader" if not here else "narrower" if not there else "")
        if other["outcome"] and all(how):
            found.add((label, other_label, *how))
    return found


@tried(50)
@given(st.data())
def test_pairs_agree_with_comparing_all_with_all(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(4))
    rows = data.draw(claims(names_in(broader)))
    tree = Hierarchy(broader)
    table = pd.DataFrame({column: rows[column].astype("category") for column in COLUMNS})
    for directions, kind in itertools.product((DISAGREEING, WHOLE_AGAINST_PART), OUTCOMES):
        found = pairs_on_one_subject(
            data.draw(st.sampled_from([rows, table])), alike(rows), directions, tree, outcomes=kind
        )
        pairs = [
            (left, right, *(pair[column] for column in (*SCOPE, *LIMITS)))
            for pair in found.pairs.to_dict("records")
            for left in found.group(pair["left"])
            for right in found.group(pair["right"])
        ]
        assert len(pairs) == len(set(pairs)), "a pair is told once"
        assert set(pairs) == {pair for pair in naively(rows, list(directions), tree) if pair[2] == kind}


@tried(40)
@given(st.data())
def test_groups_hold_the_claims_that_say_the_same(data: st.DataObject) -> None:
    rows = data.draw(claims(["a", "b"]))
    found = pairs_on_one_subject(rows, alike(rows), DISAGREEING, Hierarchy({}), outcomes="equal")
    with_outcome = rows[rows["outcome"] != ""]
    groups = [found.group(number) for number in range(len(found.starts) - 1)]
    assert sorted(record for group in groups for record in group) == sorted(with_outcome.index)
    same = with_outcome.assign(severity=with_outcome["severity"].replace("any", ""))
    for group in groups:
        assert len(same.loc[group].drop_duplicates()) == 1
    assert len(groups) == len(same.drop_duplicates())


def test_many_claims_that_say_the_same_are_one_pair() -> None:
    blank = dict.fromkeys(COLUMNS, "") | {"outcome": "fever"}
    one, other = blank | {"effect_direction": "increased"}, blank | {"effect_direction": "decreased"}
    rows = pd.DataFrame([one] * 3_000 + [other] * 3_000, dtype="str")
    found = pairs_on_one_subject(rows, alike(rows), DISAGREEING, Hierarchy({}), outcomes="equal")
    assert len(found.pairs) == 1
    assert [len(found.group(found.pairs[side][0])) for side in ("left", "right")] == [3_000, 3_000]
