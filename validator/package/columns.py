"""Goes through the cells of a column, which pandas does slowly where they are text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def values_of(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column as Python values, in its order."""
    return column.to_numpy(dtype=object).tolist()


def numbers_of(column: pd.Series[str]) -> pd.Series[float]:
    """The numbers printed in a column; missing where a cell is blank."""
    codes, distinct = pd.factorize(column.to_numpy(dtype=object))
    values = np.array([float(cell) if cell else np.nan for cell in distinct], dtype=np.float64)
    return pd.Series(values[codes], index=column.index)
