"""Asks something of rows once for all that have the same cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from validator.package.columns import values_of

T = TypeVar("T")


def ask_once(columns: Sequence[pd.Series[str]], question: Callable[..., T]) -> NDArray[np.object_]:
    """The answer to ``question`` for each row, which is put its cells, one of each of ``columns``.

    Args:
        columns: text columns of equal length.
        question: anything whose answer rests on the cells alone.
    """
    together = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, names = pd.factorize(column.to_numpy(dtype=object))
        together = pd.factorize(together * len(names) + codes)[0]
    _, firsts = np.unique(together, return_index=True)
    answers = np.empty(len(firsts), dtype=object)
    for place, cells in enumerate(zip(*(values_of(column.iloc[firsts]) for column in columns), strict=True)):
        answers[place] = question(*cells)
    return answers[together]
