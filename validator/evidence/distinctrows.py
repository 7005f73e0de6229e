"""Asks something of rows once for all that have the same cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.package.columns import together, values_of

T = TypeVar("T")


def ask_once(columns: Sequence[pd.Series[str]], question: Callable[..., T]) -> NDArray[np.object_]:
    """The answer to ``question`` for each row, which is put its cells, one of each of ``columns``.

    Args:
        columns: text columns of equal length.
        question: anything whose answer rests on the cells alone.
    """
    numbers = alike(columns)
    asked = firsts(numbers)
    answers = np.empty(len(asked), dtype=object)
    for place, cells in enumerate(zip(*(values_of(column.iloc[asked]) for column in columns), strict=True)):
        answers[place] = question(*cells)
    return answers[numbers]


def alike(columns: Sequence[pd.Series[str]]) -> NDArray[np.int64]:
    """A number for each row, the same for rows whose cells are; they count from 0 without a gap.

    Args:
        columns: one or more text columns of equal length.
    """
    numbers, *others = (_codes(column) for column in columns)
    for other in others:
        numbers = together(numbers, other)
    return numbers


def alike_in_both(
    left: pd.DataFrame, right: pd.DataFrame, columns: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for each row of two tables, the same for rows whose cells in ``columns`` are."""
    cells = [pd.concat([left[column], right[column]]) for column in columns]
    numbers = alike(cells) if cells else np.zeros(len(left) + len(right), dtype=np.int64)
    return numbers[: len(left)], numbers[len(left) :]


def stand_in(rows: pd.DataFrame, others: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the cells of each row in ``columns`` are those of one of the others."""
    return np.isin(*alike_in_both(rows, others, columns))


def _codes(column: pd.Series[str]) -> NDArray[np.int64]:
    cells = column.cat.codes if isinstance(column.dtype, pd.CategoricalDtype) else column
    return pd.factorize(cells.to_numpy(), use_na_sentinel=False)[0].astype(np.int64)


def firsts(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each number first stands, for numbers that count from 0 without a gap."""
    found = np.empty(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
    found[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return found
