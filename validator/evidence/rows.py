"""Goes through the rows of a data frame as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from validator.package.columns import values_of

_AT_A_TIME = 10_000
"""So many rows are taken in a go, so that what is held does not grow with the frame."""


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row by its columns."""
    columns = [str(column) for column in frame.columns]
    for start in range(0, len(frame), _AT_A_TIME):
        some = frame.iloc[start : start + _AT_A_TIME]
        for values in zip(*(values_of(some[column]) for column in some.columns), strict=True):
            yield dict(zip(columns, values, strict=True))
