"""Which scopes meet, held against comparing all with all."""

from __future__ import annotations

import itertools
import time

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.test_hierarchy import OPPOSITE, broader_ones, names_in
from tests.evidence.trying import tried
from validator.evidence.hierarchy import Hierarchy
from validator.evidence.scopes import SCOPE, meeting

Met = set[tuple[object, ...]]


@st.composite
def scopes(draw: st.DrawFn, names: list[str]) -> pd.DataFrame:
    """Rows with a scope each and a key beside it, under labels in no order."""
    cells = st.sampled_from([*names, ""])
    rows = draw(st.lists(st.tuples(st.sampled_from("xy"), *(cells for _ in SCOPE)), max_size=8))
    labels = draw(st.lists(st.integers(0, 99), unique=True, min_size=len(rows), max_size=len(rows)))
    return pd.DataFrame(rows, index=labels, columns=["key", *SCOPE], dtype="str")


def naively(left: pd.DataFrame, right: pd.DataFrame, tree: Hierarchy, on: list[str]) -> Met:
    found: Met = set()
    for (label, one), (other_label, other) in itertools.product(left.iterrows(), right.iterrows()):
        how = [tree.relation(one[column], other[column]) for column in SCOPE]
        if all(how) and all(one[column] == other[column] for column in on):
            found.add((label, other_label, *how))
    return found


def met(pairs: pd.DataFrame) -> Met:
    found = {tuple(row) for row in pairs[["left", "right", *SCOPE]].itertuples(index=False, name=None)}
    assert len(found) == len(pairs), "a pair is told once"
    return found


@tried(50)
@given(st.data())
def test_meeting_agrees_with_comparing_all_with_all(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    left, right = data.draw(scopes(names_in(broader))), data.draw(scopes(names_in(broader)))
    tree = Hierarchy(broader)
    assert met(meeting(left, right, tree)) == naively(left, right, tree, [])
    assert met(meeting(left, right, tree, on=["key"])) == naively(left, right, tree, ["key"])


@tried(40)
@given(st.data())
def test_meeting_is_the_same_from_the_other_side(data: st.DataObject) -> None:
    broader = data.draw(broader_ones(5))
    left, right = data.draw(scopes(names_in(broader))), data.draw(scopes(names_in(broader)))
    there = met(meeting(left, right, Hierarchy(broader)))
    back = met(meeting(right, left, Hierarchy(broader)))
    assert there == {(right, left, *(OPPOSITE[str(word)] for word in how)) for left, right, *how in back}


def test_a_deep_chain_of_outcomes() -> None:
    tree = Hierarchy({f"c{number + 1}": [f"c{number}"] for number in range(5_000)})
    blank = dict.fromkeys(SCOPE, "")
    left = pd.DataFrame([blank | {"outcome": "c5000"}], columns=list(SCOPE), dtype="str")
    right = pd.DataFrame([blank | {"outcome": f"c{number}"} for number in (0, 17, 5_000)], dtype="str")
    assert met(meeting(left, right, tree)) == {
        (0, 0, "narrower", *["equal"] * 4),
        (0, 1, "narrower", *["equal"] * 4),
        (0, 2, "equal", *["equal"] * 4),
    }


def test_many_claims_on_many_outcomes_are_not_compared_all_with_all() -> None:
    count = 20_000
    cells = dict.fromkeys(SCOPE, [""] * count) | {"outcome": [f"c{number}" for number in range(count)]}
    rows = pd.DataFrame(cells, dtype="str")
    started = time.process_time()
    pairs = meeting(rows, rows, Hierarchy({}))
    assert time.process_time() - started < 4, "a fraction of a second is enough, unless work grows with the square"
    assert len(pairs) == count
    assert (pairs["left"] == pairs["right"]).all()
