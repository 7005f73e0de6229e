"""A printed number stands for exactly the values that round to it, on the scale of its measure."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from claimpack.evidence.printed import SLACK, Printed, half_unit, printed_numbers, rounding_range
from hypothesis import example, given
from hypothesis import strategies as st

from tests.evidence.printed import DIFFERENCES, RATIOS, Row, records_of
from tests.evidence.trying import tried

# Half a unit of the last place, by hand.
RANGES = [
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


def ends(text: str) -> tuple[float, float]:
    found = rounding_range(text)
    assert found is not None
    return found.least, found.most


@pytest.mark.parametrize(("text", "least", "most"), RANGES)
def test_ranges(text: str, least: float, most: float) -> None:
    assert ends(text) == pytest.approx((least, most), abs=2 * SLACK)


@pytest.mark.parametrize(
    ("text", "half"), [("1.10", 0.005), ("1.1", 0.05), ("12", 0.5), ("-12", 0.5), ("-0.5", 0.05), ("0.000001", 5e-7)]
)
def test_half_unit(text: str, half: float) -> None:
    assert half_unit(text) == half


def test_nothing_printed_stands_for_nothing() -> None:
    assert rounding_range("") is None


@tried(150)
@given(
    st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=8),
    st.integers(0, 6),
    st.sampled_from([ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN]),
)
@example(Decimal("2.5"), 0, ROUND_HALF_EVEN)
@example(Decimal("-2.5"), 0, ROUND_HALF_UP)
@example(Decimal("0.125"), 2, ROUND_HALF_EVEN)
def test_every_value_lies_within_the_range_of_its_printed_form(value: Decimal, digits: int, how: str) -> None:
    least, most = ends(f"{value.quantize(Decimal(1).scaleb(-digits), rounding=how):f}")
    assert least <= float(value) <= most


@tried(150)
@given(st.integers(-(10**8), 10**8), st.integers(0, 6), st.integers(1, 50))
def test_a_value_that_is_printed_otherwise_lies_outside(number: int, digits: int, beyond: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    least, most = ends(f"{number * unit:f}")
    outside = unit / 2 + beyond * unit / 100
    assert most < float(number * unit + outside)
    assert least > float(number * unit - outside)


@tried(50)
@given(st.integers(-(10**4), 10**4), st.integers(0, 5))
def test_more_digits_leave_less_open(number: int, digits: int) -> None:
    text = f"{number * Decimal(1).scaleb(-digits):f}"
    longer = text + ("0" if digits else ".0")
    assert ends(text)[0] < ends(longer)[0] < ends(longer)[1] < ends(text)[1]


def read(row: Row) -> Printed:
    [record] = records_of([row])
    return printed_numbers(record)


def row(measure: str, estimate: str, low: str, high: str, p_value: str = "", level: str = "95") -> Row:
    columns = ("measure", "estimate", "ci_low", "ci_high", "p_value", "ci_level")
    return dict(zip(columns, (measure, estimate, low, high, p_value, level), strict=True))


def six(numbers: Printed) -> list[float]:
    """The ends of the estimate and of the limits of its interval."""
    assert numbers.estimate is not None
    assert numbers.low is not None
    assert numbers.high is not None
    return [*numbers.estimate, *numbers.low, *numbers.high]


@pytest.mark.parametrize("measure", RATIOS)
def test_ratios_are_read_as_logarithms(measure: str) -> None:
    numbers = read(row(measure, "1.98", "1.01", "3.87", "0.05"))
    by_hand = [math.log(value) for value in (1.975, 1.985, 1.005, 1.015, 3.865, 3.875)]
    assert six(numbers) == pytest.approx(by_hand, abs=1e-8)
    assert numbers.p == pytest.approx((0.045, 0.055), abs=1e-8)
    assert (numbers.level, numbers.contradictory, numbers.may_be_zero) == (95, False, False)


@pytest.mark.parametrize("measure", [*DIFFERENCES, "proportion"])
def test_differences_and_proportions_are_read_as_printed(measure: str) -> None:
    numbers = read(row(measure, "-0.1", "-0.25", "0", level="99.9"))
    assert six(numbers) == pytest.approx([-0.15, -0.05, -0.255, -0.245, -0.5, 0.5], abs=1e-8)
    assert (numbers.level, numbers.p, numbers.contradictory) == (99.9, None, False)


def test_a_ratio_printed_as_nought_may_be_as_small_as_one_likes() -> None:
    numbers = read(row("RR", "0.1", "0.00", "12"))
    assert numbers.low is not None
    assert numbers.low.least < -600
    assert numbers.low.most == pytest.approx(math.log(0.005), abs=1e-6)
    assert not numbers.may_be_zero, "the estimate itself is not printed so"


@pytest.mark.parametrize(
    ("measure", "estimate", "may_be_zero"),
    [("RR", "0.00", True), ("OR", "0", True), ("HR", "0.01", False), ("MD", "0.00", False), ("IRR", "", False)],
)
def test_a_ratio_may_be_nought_itself(measure: str, estimate: str, *, may_be_zero: bool) -> None:
    assert read(row(measure, estimate, "", "")).may_be_zero is may_be_zero


def test_a_negative_ratio_stands_for_nothing() -> None:
    assert read(row("OR", "-0.5", "-1", "-0.01")) == Printed(None, None, None, None, 95, True, False)  # noqa: FBT003


def test_blank_cells_stand_for_nothing() -> None:
    assert read({"measure": "OR"}) == Printed(None, None, None, None, None, False, False)  # noqa: FBT003


@pytest.mark.parametrize(
    ("printed", "contradictory"),
    [
        (row("MD", "1", "0", "2"), False),
        (row("MD", "1", "2.0", "0.0"), True),
        (row("MD", "4", "0", "2"), True),
        (row("MD", "-2", "0", "2"), True),
        (row("MD", "4", "", "2"), True),
        (row("MD", "-2", "0", ""), True),
        (row("MD", "3", "0", ""), False),
        (row("MD", "2.5", "0", "2"), False),  # 2 stands for up to 2.5
        (row("MD", "", "1.0", "0.9"), False),  # 0.95 is printed as either
        (row("MD", "", "1.0", "0.8"), True),
        (row("RR", "0.5", "-0.1", "0.9"), True),  # no ratio is below nought
        (row("RD", "0.5", "-0.1", "0.9"), False),
    ],
)
def test_numbers_that_contradict_each_other(printed: Row, *, contradictory: bool) -> None:
    assert read(printed).contradictory is contradictory


def test_an_estimate_is_read_alike_beside_others() -> None:
    rows = [row("RR", "0.78", "0.65", "0.94"), row("MD", "-3", "-5", "-1", "0.01"), row("HR", "1.10", "", "")]
    assert [printed_numbers(record) for record in records_of(rows)] == [read(one) for one in rows]
