"""A printed number stands for exactly the values that round to it."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.evidence.trying import tried
from validator.evidence.rounding import SLACK, half_unit, rounding_bounds

# Half a unit of the last place, by hand.
BOUNDS = [
    ("1.10", 1.095, 1.105),
    ("1.1", 1.05, 1.15),
    ("1", 0.5, 1.5),
    ("0.00", -0.005, 0.005),
    ("-0.00", -0.005, 0.005),
    ("0", -0.5, 0.5),
    ("-0.50", -0.505, -0.495),
    ("-3", -3.5, -2.5),
    ("120", 119.5, 120.5),
    ("33.47", 33.465, 33.475),
    ("0.050", 0.0495, 0.0505),
    ("0.05", 0.045, 0.055),
]


def bounds(text: str) -> tuple[float, float]:
    least, most = rounding_bounds(pd.Series([text], dtype="str"))
    return float(least[0]), float(most[0])


@pytest.mark.parametrize(("text", "least", "most"), BOUNDS)
def test_bounds(text: str, least: float, most: float) -> None:
    assert bounds(text) == pytest.approx((least, most), abs=2 * SLACK)


@pytest.mark.parametrize(
    ("text", "half"), [("1.10", 0.005), ("1.1", 0.05), ("12", 0.5), ("-12", 0.5), ("-0.5", 0.05), ("0.000001", 5e-7)]
)
def test_half_unit(text: str, half: float) -> None:
    assert half_unit(text) == half


def test_blank_cells_have_no_bounds_and_repeated_ones_keep_their_place() -> None:
    least, most = rounding_bounds(pd.Series(["", "1.0", "", "2", "1.0"], dtype="str"))
    assert np.isnan(least).tolist() == np.isnan(most).tolist() == [True, False, True, False, False]
    assert least[[1, 3, 4]] == pytest.approx([0.95, 1.5, 0.95])
    assert most[[1, 3, 4]] == pytest.approx([1.05, 2.5, 1.05])


@pytest.mark.parametrize("cells", [[], [""], ["", ""]])
def test_nothing_printed(cells: list[str]) -> None:
    least, most = rounding_bounds(pd.Series(cells, dtype="str"))
    assert len(least) == len(most) == len(cells)
    assert np.isnan([*least, *most]).all()


@tried(300)
@given(
    st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=8),
    st.integers(0, 6),
    st.sampled_from([ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN]),
)
@example(Decimal("2.5"), 0, ROUND_HALF_EVEN)
@example(Decimal("-2.5"), 0, ROUND_HALF_UP)
@example(Decimal("0.125"), 2, ROUND_HALF_EVEN)
def test_every_value_lies_within_the_bounds_of_its_printed_form(value: Decimal, digits: int, how: str) -> None:
    least, most = bounds(f"{value.quantize(Decimal(1).scaleb(-digits), rounding=how):f}")
    assert least <= float(value) <= most


@tried(300)
@given(st.integers(-(10**8), 10**8), st.integers(0, 6), st.integers(1, 50))
def test_a_value_that_is_printed_otherwise_lies_outside(number: int, digits: int, beyond: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    least, most = bounds(f"{number * unit:f}")
    outside = unit / 2 + beyond * unit / 100
    assert most < float(number * unit + outside)
    assert least > float(number * unit - outside)


@tried(100)
@given(st.integers(-(10**4), 10**4), st.integers(0, 5))
def test_more_digits_leave_less_open(number: int, digits: int) -> None:
    text = f"{number * Decimal(1).scaleb(-digits):f}"
    longer = text + ("0" if digits else ".0")
    assert bounds(text)[0] < bounds(longer)[0] < bounds(longer)[1] < bounds(text)[1]
