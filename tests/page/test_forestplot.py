"""Where things are in a forest plot: expected places come from the definition of the scale, worked out beside."""

from __future__ import annotations

import math

import pytest
from claimpack.page.forestplot import LEFT, RIGHT, asserted, forest_plot, numbers_of
from hypothesis import given
from hypothesis import strategies as st

BLANK = dict.fromkeys(("measure", "orientation", "estimate", "ci_low", "ci_high", "unit"), "")


def row(
    measure: str, estimate: str, low: str, high: str, orientation: str = "as_named", unit: str = ""
) -> dict[str, str]:
    cells = {"measure": measure, "estimate": estimate, "ci_low": low, "ci_high": high}
    return BLANK | cells | {"orientation": orientation, "unit": unit}


def plot_of(*rows: dict[str, str], region: tuple[float | None, float | None] | None = None):
    return forest_plot([numbers_of(each) for each in rows], region)


def test_places_of_a_risk_ratio_on_the_log_scale() -> None:
    """From 0.5 to 2, the null is in the middle, and 0.78 is log2(0.78) = -0.3585 of half the width from it."""
    plot = plot_of(row("RR", "0.78", "0.65", "0.94"))
    [interval] = plot.intervals
    half = (RIGHT - LEFT) / 2
    assert plot.null == pytest.approx(50)
    assert interval.middle == pytest.approx(50 - 0.35845 * half, abs=0.01)
    assert interval.low == pytest.approx(50 - 0.62149 * half, abs=0.01)
    assert interval.high == pytest.approx(50 - 0.08927 * half, abs=0.01)
    assert [tick.label for tick in plot.ticks] == ["0.5", "1", "2"]


def test_an_interval_that_excludes_the_null_lies_beside_it() -> None:
    excludes, includes = plot_of(row("RR", "0.78", "0.65", "0.94"), row("RR", "0.93", "0.60", "1.45")).intervals
    null = plot_of(row("RR", "0.78", "0.65", "0.94"), row("RR", "0.93", "0.60", "1.45")).null
    assert excludes.line is not None
    assert includes.line is not None
    assert null is not None
    assert excludes.line[1] < null
    assert includes.line[0] < null < includes.line[1]


LIMIT = st.decimals("0.05", "20", places=2).map(str)


@given(LIMIT, LIMIT, LIMIT)
def test_any_interval_is_on_the_side_of_the_null_that_its_limits_are(one: str, two: str, three: str) -> None:
    low, middle, high = sorted((one, two, three), key=float)
    plot = plot_of(row("OR", middle, low, high))
    [interval] = plot.intervals
    assert interval.line is not None
    assert plot.null is not None
    sides = [(float(low), interval.line[0]), (float(high), interval.line[1]), (float(middle), interval.middle)]
    for value, place in sides:
        assert place is not None
        assert (place > plot.null, place < plot.null) == (value > 1, value < 1)
        assert LEFT <= place <= RIGHT


def test_what_goes_beyond_the_scale_says_so() -> None:
    [interval] = plot_of(row("OR", "5.9", "0.001", "900")).intervals
    assert interval.line == (LEFT, RIGHT)
    assert (interval.goes_on_left, interval.goes_on_right) == (True, True)


def test_one_limit_alone_goes_on() -> None:
    [interval] = plot_of(row("RR", "0.9", "", "1.2")).intervals
    assert (interval.line or (0,))[0] == LEFT
    assert (interval.goes_on_left, interval.goes_on_right) == (True, False)


def test_a_ratio_of_zero_goes_on_to_the_left() -> None:
    [interval] = plot_of(row("RR", "0.00", "0.00", "1.50")).intervals
    assert interval.goes_on_left


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("RR", "0.50", "0.25", "0.80", "arms_swapped"), (2.0, 1.25, 4.0)),  # 1/0.5, 1/0.8, 1/0.25
        (("OR", "2.00", "1.00", "4.00", "opposite_event"), (0.5, 0.25, 1.0)),
        (("RD", "-3", "-5", "-1", "arms_swapped"), (3.0, 1.0, 5.0)),
        (("SMD", "-0.3", "-0.5", "-0.1", "opposite_event"), (0.3, 0.1, 0.5)),
    ],
)
def test_what_is_printed_the_other_way_round_is_turned(
    cells: tuple[str, str, str, str, str], expected: tuple[float, float, float]
) -> None:
    numbers = numbers_of(row(*cells))
    assert numbers is not None
    assert numbers.is_turned
    assert (numbers.middle, numbers.low, numbers.high) == pytest.approx(expected)


@pytest.mark.parametrize(
    "cells",
    [
        ("RR", "0.50", "0.25", "0.80", "opposite_event"),  # the risk of the opposite event does not give this one's
        ("RR", "0.50", "0.25", "0.80", "not_stated"),
        ("RR", "", "", "", "as_named"),
        ("RR", "-1", "", "", "as_named"),
        ("p_only", "", "", "", "as_named"),
    ],
)
def test_what_cannot_be_drawn_is_not(cells: tuple[str, str, str, str, str]) -> None:
    assert numbers_of(row(*cells)) is None


def test_the_area_of_a_box_goes_with_the_inverse_variance() -> None:
    """The second interval is twice as wide on the log scale, so its variance is four times as large."""
    narrow, wide = plot_of(row("RR", "1.00", "0.80", "1.25"), row("RR", "1.00", "0.64", "1.5625")).intervals
    assert (narrow.box / wide.box) ** 2 == pytest.approx(4, rel=0.05)


def test_differences_have_their_null_at_zero_and_only_one_unit() -> None:
    assert numbers_of(row("MD", "2.5", "-1.0", "6.0", unit="mmHg")).unit == "MD mmHg"
    plot = plot_of(row("MD", "2.5", "-1.0", "6.0", unit="mmHg"))
    [interval] = plot.intervals
    assert interval.line is not None
    assert plot.null is not None
    assert interval.line[0] < plot.null < interval.line[1]
    assert "0" in [tick.label for tick in plot.ticks]


def test_a_proportion_has_no_null() -> None:
    plot = plot_of(row("proportion", "0.12", "0.08", "0.17"), region=(1.0, None))
    assert plot.null is None
    assert plot.region is None


@pytest.mark.parametrize(
    ("direction", "margin", "expected"),
    [
        ("increased", None, (1.0, None)),
        ("decreased", None, (None, 1.0)),
        ("increased", 1.25, (1.25, None)),
        ("decreased", 1.25, (None, 0.8)),
        ("no_increase", None, (None, 1.0)),
        ("no_increase", 1.25, (None, 1.25)),
        ("no_decrease", 1.25, (0.8, None)),
        ("no_difference", 1.25, (0.8, 1.25)),
        ("no_difference", None, (1.0, 1.0)),
        ("favourable", None, None),
        ("occurs", None, None),
    ],
)
def test_what_a_claim_asserts(direction: str, margin: float | None, expected: object) -> None:
    assert asserted(direction, margin) == expected


@pytest.mark.parametrize(("margin", "expected"), [(None, (1.0, None)), (1.25, (1.25, None))])
def test_what_a_claim_asserts_of_a_side_effect(margin: float | None, expected: object) -> None:
    assert asserted("occurs", margin, is_side_effect=True) == expected


def test_the_region_is_on_the_scale_of_the_intervals() -> None:
    plot = plot_of(row("RR", "1.1", "0.8", "1.25"), region=asserted("no_difference", 1.25))
    [interval] = plot.intervals
    assert plot.region == (interval.low, interval.high)


def test_a_scale_that_is_all_one_value_still_has_a_width() -> None:
    plot = plot_of(row("MD", "0", "0", "0"))
    assert len({tick.place for tick in plot.ticks}) > 1
    assert all(math.isfinite(tick.place) for tick in plot.ticks)


@pytest.mark.parametrize(
    ("estimate", "low", "high", "least", "most"),
    [
        ("1.00", "0.90", "1.10", 0.5, 2),
        ("1.00", "0.25", "4.00", 0.2, 5),
        ("1.00", "0.02", "40.0", 0.1, 10),  # limits are shown from 1/10 to 10
        ("30.0", "20.0", "45.0", 0.5, 50),  # and estimates from 1/50 to 50
    ],
)
def test_the_scale_of_ratios_takes_in(estimate: str, low: str, high: str, least: float, most: float) -> None:
    ticks = plot_of(row("RR", estimate, low, high)).ticks
    assert len(ticks) > 1
    for tick in ticks:
        share = math.log(float(tick.label) / least) / math.log(most / least)
        assert tick.place == pytest.approx(LEFT + share * (RIGHT - LEFT), abs=0.01)
