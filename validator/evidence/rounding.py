"""A printed number stands for every value that would be rounded to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SLACK = 1e-9
"""Slack for arithmetic in floating point, far below the last digit that anybody prints."""


def rounding_bounds(printed: pd.Series[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and the most that each printed number may stand for; NaN where a cell is blank.

    Half a unit of the last digit printed to either side: ``1.10`` stands for 1.095 to 1.105, ``1.1`` for 1.05 to 1.15.
    Both ends belong to it, since some round a half up and some to the even digit.

    Args:
        printed: plain decimal numbers as text, such as ``-0.50``, or blank.
    """
    codes, distinct = pd.factorize(printed)
    values = np.array([float(text) if text else np.nan for text in distinct] or [np.nan])
    halves = np.array([half_unit(text) for text in distinct] or [np.nan])
    return (values - halves)[codes] - SLACK, (values + halves)[codes] + SLACK


def half_unit(printed: str) -> float:
    """Half a unit of the last digit of a printed number: 0.005 for ``1.10``, 0.5 for ``12``."""
    _, _, decimals = printed.partition(".")
    return float(f"5e-{len(decimals) + 1}")
