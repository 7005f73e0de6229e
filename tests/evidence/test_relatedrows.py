"""Rows whose cells are related, held against comparing all with all."""

from __future__ import annotations

import itertools
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from validator.evidence.relatedrows import Relations, related_rows

CELLS = ["", "a", "b", "c", "d", "e"]

Words = Mapping[tuple[str, str], str]
Found = list[tuple[object, ...]]

cells = st.sampled_from(CELLS)
relations = st.dictionaries(st.tuples(cells, cells), st.sampled_from(["like", "unlike", "near", ""]), max_size=25)


def related(
    words: Words, here: Collection[str], there: Collection[str], *, more: bool = False
) -> Iterable[tuple[str, str, str]]:
    """The pairs among the cells that are there; with ``more`` those of other cells, too."""
    return [(one, other, word) for (one, other), word in words.items() if more or (one in here and other in there)]


@st.composite
def tables(draw: st.DrawFn, columns: Sequence[str], most: int = 10) -> pd.DataFrame:
    """Rows of few different cells, under labels in no order, numbers or texts."""
    size = draw(st.integers(0, most))
    pool = draw(st.lists(cells, min_size=1, unique=True))
    row = st.tuples(*[st.sampled_from(pool)] * len(columns))
    rows = draw(st.lists(row, min_size=size, max_size=size))
    labels = draw(st.lists(st.integers(-50, 99), unique=True, min_size=size, max_size=size))
    index = pd.Index([f"row {label}" for label in labels], dtype="str") if draw(st.booleans()) else pd.Index(labels)
    return pd.DataFrame(rows, index=index, columns=list(columns), dtype="str")


def naively(left: pd.DataFrame, right: pd.DataFrame, words: Mapping[str, Words], same: Sequence[str]) -> Found:
    found: Found = []
    for (label, one), (other_label, other) in itertools.product(left.iterrows(), right.iterrows()):
        how = [known.get((one[column], other[column])) for column, known in words.items()]
        if None not in how and all(one[column] == other[column] for column in same):
            found.append((label, other_label, *how))
    return found


def joined(
    left: pd.DataFrame, right: pd.DataFrame, words: Mapping[str, Words], same: Sequence[str], *, more: bool = False
) -> Found:
    how: dict[str, Relations] = {column: partial(related, known, more=more) for column, known in words.items()}
    pairs = related_rows(left, right, how, same)
    assert list(pairs.columns) == ["left", "right", *words]
    return list(pairs.itertuples(index=False, name=None))


@tried(120)
@given(st.data())
def test_all_with_all(data: st.DataObject) -> None:
    columns = ["x", "y", "z"][: data.draw(st.integers(1, 3))]
    left, right = data.draw(tables(["k", "l", *columns])), data.draw(tables(["k", "l", *columns]))
    words = {column: data.draw(relations) for column in columns}
    for same in ([], ["k"], ["l", "k"]):
        assert joined(left, right, words, same) == naively(left, right, words, same)


@tried(80)
@given(st.data())
def test_a_table_with_itself(data: st.DataObject) -> None:
    rows = data.draw(tables(["x", "y"]))
    words = {column: data.draw(relations) for column in ("x", "y")}
    assert joined(rows, rows, words, ["y"]) == naively(rows, rows, words, ["y"])


@tried(80)
@given(st.data())
def test_relations_of_cells_that_do_not_stand_there_are_nothing(data: st.DataObject) -> None:
    left, right = data.draw(tables(["x", "y"], most=4)), data.draw(tables(["x", "y"], most=4))
    words = {column: data.draw(relations) for column in ("x", "y")}
    assert joined(left, right, words, [], more=True) == naively(left, right, words, [])


@tried(60)
@given(st.data())
def test_only_columns_that_are_the_same(data: st.DataObject) -> None:
    left, right = data.draw(tables(["k", "l"])), data.draw(tables(["k", "l"]))
    assert joined(left, right, {}, ["k", "l"]) == naively(left, right, {}, ["k", "l"])
    assert joined(left, right, {}, []) == naively(left, right, {}, [])


ALL = {(one, other): f"{one}{other}" for one, other in itertools.product(map(str, range(12)), repeat=2)}
EQUAL = {(one, one): "equal" for one in map(str, range(12))}
ONE_WITH_ALL = {pair: word for pair, word in ALL.items() if pair[0] == "3"}
ALL_WITH_ONE = {pair: word for pair, word in ALL.items() if pair[1] == "3"}


@pytest.mark.parametrize(
    "words", [ALL, EQUAL, ONE_WITH_ALL, ALL_WITH_ONE, {}], ids=["all", "equal", "1:n", "n:1", "none"]
)
@pytest.mark.parametrize("left", [1, 4, 12])
@pytest.mark.parametrize("right", [1, 4, 12])
def test_whichever_are_fewer(words: Words, left: int, right: int) -> None:
    """Cells with more relations than the other table has cells, and with fewer, before and after a column of each."""
    here = pd.DataFrame([(str(number), str(number % 3)) for number in range(left)], columns=["x", "y"], dtype="str")
    there = pd.DataFrame([(str(number), str(number % 2)) for number in range(right)], columns=["x", "y"], dtype="str")
    there = there.set_axis(range(100, 100 + right))
    for how in ({"x": words}, {"x": words, "y": EQUAL}, {"y": EQUAL, "x": words}, {"y": ALL, "x": words}):
        assert joined(here, there, how, []) == naively(here, there, how, [])


def test_pairs_are_in_the_order_of_the_rows() -> None:
    rows = pd.DataFrame({"x": ["b", "a", "b"]}, index=[7, 3, 5], dtype="str")
    words = {("b", "a"): "after", ("b", "b"): "same"}
    assert joined(rows, rows, {"x": words}, []) == [
        (7, 7, "same"),
        (7, 3, "after"),
        (7, 5, "same"),
        (5, 7, "same"),
        (5, 3, "after"),
        (5, 5, "same"),
    ]


def test_it_asks_once_of_the_cells_that_are_there() -> None:
    asked: list[tuple[list[str], list[str]]] = []

    def note(here: Collection[str], there: Collection[str]) -> list[tuple[str, str, str]]:
        asked.append((sorted(here), sorted(there)))
        return [("a", "b", "before")]

    left = pd.DataFrame({"x": ["a", "a", ""]}, dtype="str")
    right = pd.DataFrame({"x": ["b", "c", "b"]}, dtype="str")
    pairs = related_rows(left, right, {"x": note})
    assert asked == [(["", "a"], ["b", "c"])]
    assert list(pairs.itertuples(index=False, name=None)) == [
        (one, other, "before") for one in (0, 1) for other in (0, 2)
    ]


def test_what_is_related_in_one_column_alone_is_not_gone_through() -> None:
    count = 3_000
    numbers = [str(number) for number in range(count)]
    rows = pd.DataFrame({"x": ["a"] * count, "y": numbers}, dtype="str")
    equal = {(number, number): "equal" for number in numbers}
    started = time.process_time()
    found = joined(rows, rows, {"x": {("a", "a"): "equal"}, "y": equal}, [])
    assert time.process_time() - started < 2, "a fraction of a second is enough, unless all are compared with all"
    assert found == [(number, number, "equal", "equal") for number in range(count)]
