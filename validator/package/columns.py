"""Goes through the cells of columns, which pandas does slowly where they are text, and groups what is alike in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def values_of(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column as Python values, in its order."""
    return column.to_numpy(dtype=object).tolist()


def numbers_of(column: pd.Series[str]) -> pd.Series[float]:
    """The numbers printed in a column; missing where a cell is blank."""
    codes, distinct = pd.factorize(column.to_numpy(dtype=object))
    values = np.array([float(cell) if cell else np.nan for cell in distinct], dtype=np.float64)
    return pd.Series(values[codes], index=column.index)


def together(one: NDArray[np.int64], other: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """Numbers that are equal where both are; they count from 0 without a gap."""
    return pd.factorize(one * (int(other.max(initial=0)) + 1) + other)[0].astype(np.int64)
