"""Goes through the cells of a column, which pandas does slowly where they are text."""

from __future__ import annotations

from typing import Any

import pandas as pd


def values_of(column: pd.Series[Any]) -> list[Any]:
    """The cells of a column as Python values, in its order."""
    return column.to_numpy(dtype=object).tolist()
