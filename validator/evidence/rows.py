"""Goes through the rows of a data frame as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from validator.package.columns import values_of


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row by its columns."""
    columns = [str(column) for column in frame.columns]
    for values in zip(*(values_of(frame[column]) for column in frame.columns), strict=True):
        yield dict(zip(columns, values, strict=True))
