"""Estimates as ranges on the scale of their measure."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from tests.evidence.printed import COLUMNS, RATIOS, Row
from validator.evidence.results import read_results

NUMBERS = ["estimate_least", "estimate_most", "low_least", "low_most", "high_least", "high_most"]


def read(*rows: Row) -> pd.DataFrame:
    blank = dict.fromkeys(COLUMNS, "")
    return read_results(pd.DataFrame([blank | row for row in rows], columns=COLUMNS, dtype="str"))


def row(measure: str, estimate: str, low: str, high: str, p_value: str = "", level: str = "95") -> Row:
    columns = ("measure", "estimate", "ci_low", "ci_high", "p_value", "ci_level")
    return dict(zip(columns, (measure, estimate, low, high, p_value, level), strict=True))


@pytest.mark.parametrize("measure", RATIOS)
def test_ratios_are_read_as_logarithms(measure: str) -> None:
    result = read(row(measure, "1.98", "1.01", "3.87", "0.05")).iloc[0]
    by_hand = [math.log(value) for value in (1.975, 1.985, 1.005, 1.015, 3.865, 3.875)]
    assert list(result[NUMBERS]) == pytest.approx(by_hand, abs=1e-8)
    assert (result["p_least"], result["p_most"]) == pytest.approx((0.045, 0.055), abs=1e-8)
    assert result["level"] == 95


@pytest.mark.parametrize("measure", ["RD", "MD", "SMD", "proportion"])
def test_differences_and_proportions_are_read_as_printed(measure: str) -> None:
    result = read(row(measure, "-0.1", "-0.25", "0", level="99.9")).iloc[0]
    assert list(result[NUMBERS]) == pytest.approx([-0.15, -0.05, -0.255, -0.245, -0.5, 0.5], abs=1e-8)
    assert result["level"] == 99.9


def test_a_ratio_printed_as_nought_may_be_as_small_as_one_likes() -> None:
    result = read(row("RR", "0.1", "0.00", "12")).iloc[0]
    assert result["low_least"] < -600
    assert result["low_most"] == pytest.approx(math.log(0.005), abs=1e-6)


def test_a_negative_ratio_stands_for_nothing() -> None:
    result = read(row("OR", "-0.5", "-1", "-0.01")).iloc[0]
    assert result[NUMBERS].isna().all()


def test_blank_cells_stand_for_nothing_and_rows_keep_their_label() -> None:
    blank = dict.fromkeys(COLUMNS, "") | {"measure": "OR"}
    frame = pd.DataFrame([blank, blank | row("OR", "2", "1", "4")], index=[7, 3], columns=COLUMNS, dtype="str")
    result = read_results(frame)
    assert list(result.index) == [7, 3]
    assert result.loc[7].isna().all()
    assert result.loc[3, NUMBERS].notna().all()


def test_no_estimates_at_all() -> None:
    result = read_results(pd.DataFrame(columns=COLUMNS, dtype="str"))
    assert len(result) == 0
    assert {*NUMBERS, "p_least", "p_most", "level"} <= set(result.columns)


def test_a_row_is_read_alike_beside_others() -> None:
    rows = [row("RR", "0.78", "0.65", "0.94"), row("MD", "-3", "-5", "-1", "0.01"), row("HR", "1.10", "", "")]
    together = read(*rows)
    for number, one in enumerate(rows):
        alone = read(one).iloc[0]
        pd.testing.assert_series_equal(together.iloc[number], alone, check_names=False)
