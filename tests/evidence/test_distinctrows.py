"""Asking once what rows have in common, held against asking every row."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from validator.evidence.distinctrows import ask_once

cells = st.one_of(st.sampled_from(["", "a", "b", "aa", "None", "nan"]), st.text(max_size=2))


@st.composite
def columns(draw: st.DrawFn) -> list[pd.Series[str]]:
    """Text columns of one length, each under an index of its own."""
    width, size = draw(st.integers(1, 4)), draw(st.integers(0, 12))
    pool = draw(st.lists(cells, min_size=1, max_size=5))
    drawn = []
    for _ in range(width):
        values = draw(st.lists(st.sampled_from(pool), min_size=size, max_size=size))
        labels = draw(st.lists(st.integers(0, 99), unique=True, min_size=size, max_size=size))
        drawn.append(pd.Series(values, index=labels, dtype="str"))
    return drawn


@tried(250)
@given(columns())
def test_each_row_has_its_answer_and_each_sort_of_row_is_asked_once(several: list[pd.Series[str]]) -> None:
    asked: list[tuple[str, ...]] = []

    def question(*row: str) -> tuple[str, ...]:
        assert all(type(cell) is str for cell in row)
        asked.append(row)
        return row

    rows = list(zip(*(list(column) for column in several), strict=True))
    assert list(ask_once(several, question)) == rows
    assert sorted(asked) == sorted(set(rows))


@tried(60)
@given(columns(), st.sampled_from([None, False, 0, "", [], [1, 2], {"a": 1}, (1, 2)]))
def test_any_answer_is_handed_on(several: list[pd.Series[str]], answer: object) -> None:
    answers = ask_once(several, lambda *_: answer)
    assert len(answers) == len(several[0])
    assert all(each is answer for each in answers)


def test_of_no_rows_nothing_is_asked() -> None:
    def question(*_: str) -> str:
        raise AssertionError("there is nothing to ask about")

    none = pd.Series([], dtype="str")
    assert list(ask_once([none], question)) == list(ask_once([none, none, none], question)) == []


def test_cells_are_not_run_together() -> None:
    left, right = pd.Series(["a", "ab", "", "abc"], dtype="str"), pd.Series(["bc", "c", "abc", ""], dtype="str")
    assert list(ask_once([left, right], lambda one, other: f"{one}|{other}")) == ["a|bc", "ab|c", "|abc", "abc|"]


def test_many_columns_of_many_cells() -> None:
    """So many that numbers for every combination of their cells would be too large."""
    size = 500
    several = [pd.Series([str((number * step) % size) for number in range(size)], dtype="str") for step in range(1, 40)]
    rows = list(zip(*several, strict=True))
    assert list(ask_once(several, lambda *row: row)) == rows
