"""A number that somebody rounds for a claim is never one that disagrees with what it was made of."""

from __future__ import annotations

import math

import pytest
from claimpack.evidence.printed import Range
from claimpack.evidence.reportedvalues import risk_ratio_of
from claimpack.evidence.statedvalues import Stated, fit_of, fit_of_value
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.trying import tried


@tried(150)
@given(st.floats(1e-3, 1e4), st.integers(0, 4), st.sampled_from(["percent", "fold", "OR", "MD", "percent_change"]))
def test_rounded_to_any_decimals_it_fits(number: float, decimals: int, measure: str) -> None:
    assert fit_of_value(measure, f"{number:.{decimals}f}", Range(number, number)) == "fits"


@tried(150)
@given(st.floats(1.5, 1e6), st.integers(2, 4))
def test_one_in_so_many_rounded_to_two_digits_fits(number: float, digits: int) -> None:
    scale = 10 ** max(math.floor(math.log10(number)) + 1 - digits, 0)
    assert fit_of_value("one_in", f"{round(number / scale) * scale}", Range(number, number)) == "fits"


@pytest.mark.parametrize(
    ("measure", "value", "number", "fit"),
    [
        ("fold", "3.7", 3.65, "fits"),
        ("fold", "3.7", 3.64, "misses"),
        ("one_in", "1000", 961, "fits"),
        ("one_in", "1000", 920, "nearly"),
        ("one_in", "1000", 700, "nearly"),
        ("one_in", "1000", 500, "misses"),
        ("one_in", "1000", 2_000, "misses"),
        ("one_in", "10", 8.3, "nearly"),
        ("one_in", "10", 5, "misses"),
        ("one_in", "7", 7.4, "fits"),
        ("one_in", "7", 8, "misses"),
        ("one_in", "250", 246, "fits"),
        ("one_in", "1000", math.inf, "misses"),
        ("count", "12", 12, "fits"),
        ("count", "12", 13, "misses"),
        ("count", "100", 97, "nearly"),
        ("count", "105", 106, "misses"),
        ("percent_change", "80", 78, "nearly"),
        ("percent_change", "80", 77, "misses"),
        ("percent_change", "78", 79, "misses"),
        ("percent_change", "33", 31, "nearly"),  # a third
        ("percent_change", "33", 30, "misses"),
        ("percent_change", "80.0", 78, "misses"),
        ("percent", "30", 31.2, "nearly"),
        ("percent", "30", 33, "misses"),
        ("percent", "30.0", 31.2, "misses"),
        ("percent", "5", 7, "misses"),
        ("percent", "10", 10.4, "fits"),
        ("percent", "10", 12, "misses"),
        ("percent", "10.0", 10.4, "misses"),
    ],
)
def test_how_far_off_it_may_be(measure: str, value: str, number: float, fit: str) -> None:
    assert fit_of_value(measure, value, Range(number, number)) == fit


@pytest.mark.parametrize(
    ("measure", "low", "high", "within", "beyond"),
    [
        ("percent", "", "10", [0, 5, 10.4], [10.6, 12]),
        ("percent", "5", "", [4.6, 100], [4.4, 0]),
        ("percent", "5", "10", [5, 10], [4, 11]),
        ("one_in", "", "100", [100, 1_000, math.inf], [50]),
        ("one_in", "500", "", [500, 2], [1_000]),
        ("one_in", "1000", "100", [100, 500, 1_000], [50, 2_000]),
        ("one_in", "100", "1000", [100, 500, 1_000], [50, 2_000]),
    ],
)
def test_a_range_holds_what_lies_within(
    measure: str, low: str, high: str, within: list[float], beyond: list[float]
) -> None:
    stated = Stated(measure, "", low, high, "", "occurs")
    assert {fit_of(stated, Range(number, number)) for number in within} == {"fits"}
    assert {fit_of(stated, Range(number, number)) for number in beyond} == {"misses"}


@tried(100)
@given(st.integers(1, 499), st.integers(1, 499))
def test_an_odds_ratio_comes_to_the_risk_ratio_of_the_same_table(events: int, control_events: int) -> None:
    risk, control_risk = events / 500, control_events / 500
    odds_ratio = risk / (1 - risk) / (control_risk / (1 - control_risk))
    assert risk_ratio_of(odds_ratio, control_risk) == pytest.approx(risk / control_risk)
