"""P-values from intervals and back, held against scipy, linear programming and brute force."""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import norm

from tests.evidence.printed import COLUMNS, DIFFERENCES, RATIOS, Row, Truth, reach, results, tied
from tests.evidence.trying import tried
from validator.evidence.intervals import critical_value, fits_its_interval, implied_p, interval_of, p_of
from validator.evidence.results import read_results

LEVELS = [50.0, 68.0, 80.0, 90.0, 95.0, 97.5, 98.0, 99.0, 99.9, 99.99]

# Two-sided p from printed intervals: z by hand from the logarithms, then a table of the normal distribution.
PUBLISHED = [
    # Altman and Bland 2011 (d2304): RR 0.81 (0.70 to 0.94) gives z = -2.79, p = 0.005
    ("RR", "0.81", "0.70", "0.94", 0.005),
    # likewise: a difference of 17.1 with an error of (40.0 - (-5.8)) / 3.92 gives z = 1.46, p = 0.14
    ("MD", "17.1", "-5.8", "40.0", 0.143),
    ("OR", "1.98", "1.01", "3.87", 0.046),
    ("OR", "2.45", "1.01", "5.97", 0.048),
    ("OR", "5.90", "1.04", "33.47", 0.045),
    ("OR", "0.62", "0.36", "1.07", 0.086),
]


def frame(*rows: Row) -> pd.DataFrame:
    blank = dict.fromkeys(COLUMNS, "")
    return pd.DataFrame([blank | row for row in rows], columns=COLUMNS, dtype="str")


def printed(measure: str, estimate: str, low: str, high: str, level: str = "95") -> Row:
    columns = ("measure", "estimate", "ci_low", "ci_high", "ci_level")
    return dict(zip(columns, (measure, estimate, low, high, level), strict=True))


def exact(low: Any, high: Any, level: Any) -> pd.DataFrame:
    """Results whose limits leave nothing open, and whose estimate is not printed."""
    columns = dict.fromkeys(["estimate_least", "estimate_most", "p_least", "p_most"], np.nan)
    columns |= {"low_least": low, "low_most": low, "high_least": high, "high_most": high, "level": level}
    return pd.DataFrame(columns)


def test_critical_values_and_p_agree_with_scipy() -> None:
    for level in np.linspace(50, 99.99, 500):
        assert critical_value(level) == pytest.approx(reach(level), rel=1e-12)
    for z in np.linspace(-38, 38, 1001):
        assert p_of(z) == pytest.approx(2 * norm.sf(abs(z)), rel=1e-12, abs=1e-300)
    assert p_of(math.inf) == p_of(-math.inf) == 0


def test_implied_p_of_exact_limits_agrees_with_scipy_over_a_wide_grid() -> None:
    estimates = np.concatenate([[0.0], *(sign * np.logspace(-6, 3, 60) for sign in (1, -1))])
    errors = np.logspace(-4, 3, 60)
    grid = np.array(list(itertools.product(estimates, errors, LEVELS)))
    middle, error, level = grid.T
    half = pd.Series(level).map({each: reach(each) for each in LEVELS}).to_numpy() * error
    implied = implied_p(exact(middle - half, middle + half, level))
    expected = 2 * norm.sf(np.abs(middle) / error)
    assert len(grid) == 72_600
    np.testing.assert_allclose(implied["least"], expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(implied["most"], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("measure", [*RATIOS, *DIFFERENCES])
def test_implied_p_of_many_digits_agrees_with_scipy(measure: str) -> None:
    rows, expected = [], []
    for middle, error, level in itertools.product((-3, -0.4, -0.01, 0, 0.02, 0.3, 1.7), (0.05, 0.3, 2), LEVELS):
        truth = Truth(measure, middle, error, level)
        estimate, low, high = (f"{value:.12f}" for value in truth.triple)
        rows += [printed(measure, estimate, low, high, str(level)), printed(measure, "", low, high, str(level))]
        expected += [truth.p] * 2
    implied = implied_p(read_results(frame(*rows)))
    # a limit of 0.0001 is known to about 1e-9 of itself, which is 1e-5 on its logarithmic scale
    tolerance = 1e-4 if measure in RATIOS else 1e-7
    np.testing.assert_allclose(implied["least"], expected, atol=tolerance, rtol=0)
    np.testing.assert_allclose(implied["most"], expected, atol=tolerance, rtol=0)
    assert (implied["least"] <= np.array(expected) + 1e-12).all()
    assert (implied["most"] >= np.array(expected) - 1e-12).all()


@pytest.mark.parametrize(("measure", "estimate", "low", "high", "p_value"), PUBLISHED)
def test_implied_p_of_published_intervals(measure: str, estimate: str, low: str, high: str, p_value: float) -> None:
    implied = implied_p(read_results(frame(printed(measure, estimate, low, high)))).iloc[0]
    assert implied["least"] <= p_value + 0.0005
    assert implied["most"] >= p_value - 0.0005
    assert implied["most"] - implied["least"] < 0.02


@tried(10, shrunk=False)
@given(st.lists(st.one_of(results(), tied()), min_size=30, max_size=30))
def test_the_true_p_is_never_outside_what_the_interval_implies(cases: list[tuple[Truth, Row]]) -> None:
    read = read_results(frame(*(row for _, row in cases)))
    implied, fits = implied_p(read), fits_its_interval(read)
    for number, (truth, row) in enumerate(cases):
        least, most = implied.loc[number, ["least", "most"]]
        limited = bool(row["ci_low"] and row["ci_high"])
        assert fits[number] == limited, (truth, row)
        if limited and row["ci_level"]:
            assert least - 1e-12 <= truth.p <= most + 1e-12, (truth, row)
        else:
            assert math.isnan(least)
            assert math.isnan(most)


def sampled_p(result: pd.Series[float], chance: random.Random, count: int) -> list[float]:
    """The p-values of random true limits within what is printed, with a width and the estimate in their middle."""
    found = []
    ends = {name: (result[f"{name}_least"], result[f"{name}_most"]) for name in ("low", "high", "estimate")}
    for _ in range(count):
        low, high, middle = (chance.choice([*both, chance.uniform(*both)]) for both in ends.values())
        if not math.isnan(middle) and chance.random() < 0.5:
            high = 2 * middle - low
        middle = (low + high) / 2
        fits = math.isnan(ends["estimate"][0]) or ends["estimate"][0] <= middle <= ends["estimate"][1]
        if fits and ends["high"][0] <= high <= ends["high"][1] and high > low:
            found.append(float(2 * norm.sf(abs(low + high) / (high - low) * reach(result["level"]))))
    return found


@tried(5, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_no_true_limits_within_rounding_leave_what_is_implied(cases: list[tuple[Truth, Row]]) -> None:
    read = read_results(frame(*(row for _, row in cases)))
    implied = implied_p(read)
    for number in implied.index[implied["least"].notna()]:
        possible = sampled_p(read.loc[number], random.Random(1), 60)  # noqa: S311 - nothing secret about it
        assert implied["least"][number] - 1e-9 <= min(possible, default=1), cases[number]
        assert max(possible, default=0) <= implied["most"][number] + 1e-9, cases[number]


def farthest(result: pd.Series[float], sign: int) -> float:
    """How many half widths the middle can be away from no effect on one side, by linear programming.

    Limits over their width are the variables, and one over the width: so a ratio of sums becomes a sum (Charnes and
    Cooper 1962). Infinite where the width can be nought; minus infinity where no limits fit.
    """
    rows = []
    for column, weights in {"low": (1, 0), "high": (0, 1), "estimate": (0.5, 0.5)}.items():
        least, most = result[f"{column}_least"], result[f"{column}_most"]
        if not math.isnan(least):
            rows += [[*weights, -most], [-weights[0], -weights[1], least]]
    solved = linprog(
        [-sign, -sign, 0],
        A_ub=rows,
        b_ub=[0] * len(rows),
        A_eq=[[-1, 1, 0]],
        b_eq=[1],
        bounds=[(None, None), (None, None), (0, None)],
    )
    return {0: -solved.fun if solved.status == 0 else 0, 2: -math.inf, 3: math.inf}[solved.status]


@tried(5, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_what_is_implied_is_no_wider_than_it_has_to_be(cases: list[tuple[Truth, Row]]) -> None:
    read = read_results(frame(*(row for _, row in cases)))
    implied = implied_p(read)
    for number in implied.index[implied["least"].notna()]:
        result = read.loc[number]
        if result["low_least"] < -50:  # a ratio that may be as small as one likes is beyond the solver
            continue
        above, below = farthest(result, 1), farthest(result, -1)
        least = 2 * norm.sf(max(above, below) * reach(result["level"]))
        most = 2 * norm.sf(max(0.0, -min(above, below)) * reach(result["level"]))
        found = implied.loc[number, ["least", "most"]].tolist()
        assert found == pytest.approx([least, most], abs=1e-6), cases[number]


def test_what_is_implied_has_no_p_where_the_estimate_is_no_middle() -> None:
    rows = [printed("MD", "1.5", "0.0", "2.0"), printed("OR", "1.06", "0.90", "1.22"), printed("MD", "1.0", "", "2.0")]
    read = read_results(frame(*rows))
    assert not fits_its_interval(read).any()
    assert implied_p(read).isna().all(axis=None)


@pytest.mark.parametrize(
    ("measure", "estimate", "low", "high", "fits"),
    [
        # (0.895 .. 0.905) and (1.215 .. 1.225): the geometric mean is 1.0428 .. 1.0529
        ("OR", "1.05", "0.90", "1.22", True),
        ("OR", "1.04", "0.90", "1.22", True),
        ("OR", "1.06", "0.90", "1.22", False),
        ("OR", "1.03", "0.90", "1.22", False),
        ("OR", "1.0", "0.90", "1.22", True),
        ("OR", "1.1", "0.90", "1.22", True),
        ("OR", "1.2", "0.90", "1.22", False),
        # (1.255 .. 1.265) and (2.235 .. 2.245): 1.6748 .. 1.6852
        ("OR", "1.68", "1.26", "2.24", True),
        ("OR", "1.75", "1.26", "2.24", False),
        ("MD", "1.75", "1.26", "2.24", True),
        # the middle of -0.005 .. 0.005 and 0.095 .. 0.105 is 0.045 .. 0.055
        ("RD", "0.05", "0.00", "0.10", True),
        ("RD", "0.06", "0.00", "0.10", True),
        ("RD", "0.061", "0.00", "0.10", False),
        ("RD", "0.0556", "0.00", "0.10", False),
        # below 0.05 and 9.5 .. 10.5 leave all middles up to 0.7246
        ("RR", "0.7", "0.0", "10", True),
        ("RR", "0.01", "0.0", "10", True),
        ("RR", "0.8", "0.0", "10", False),
        ("MD", "", "0", "1", True),
        ("MD", "2", "2", "2", True),
        ("MD", "2.4", "2", "2", True),
    ],
)
def test_fits_its_interval(measure: str, estimate: str, low: str, high: str, fits: bool) -> None:  # noqa: FBT001
    assert fits_its_interval(read_results(frame(printed(measure, estimate, low, high)))).tolist() == [fits]


@tried(300)
@given(
    st.sampled_from([*RATIOS, *DIFFERENCES]),
    st.floats(-6, 6).filter(lambda middle: abs(middle) > 1e-3),
    st.floats(-6, 0).map(lambda exponent: 0.999 * 10**exponent),
    st.sampled_from(LEVELS),
)
def test_interval_of_has_the_p_value_it_was_asked_for(
    measure: str, middle: float, p_value: float, level: float
) -> None:
    estimate = math.exp(middle) if measure in RATIOS else middle
    try:
        limits = interval_of(estimate, p_value, measure, level)
    except ValueError:  # the upper limit of a ratio beyond any number
        assert abs(middle) / norm.isf(p_value / 2) * reach(level) > 600
        return
    low, high = (math.log(max(limit, 5e-324)) for limit in limits) if measure in RATIOS else limits
    if min(low, -high) < -600:
        return
    assert (low + high) / 2 == pytest.approx(middle, rel=1e-6)
    error = (high - low) / 2 / reach(level)
    assert 2 * norm.sf(abs(middle) / error) == pytest.approx(p_value, rel=1e-6)


def test_interval_of_a_very_small_p() -> None:
    for p_value in (1e-9, 1e-12, 1e-15, 1e-18, 1e-30):
        low, high = interval_of(1.0, p_value, "MD", 95)
        assert (high - low) / 2 == pytest.approx(reach(95) / norm.isf(p_value / 2), rel=1e-6)


def test_interval_of_published_p_values() -> None:
    # Altman and Bland 2011 (d2090): OR 0.81 with p = 0.005 has about 0.70 to 0.94; a difference of 3.1 with p = 0.003
    # z = 2.968, error 1.0446: 1.05 to 5.15
    assert interval_of(0.81, 0.005, "RR", 95) == pytest.approx((0.70, 0.94), abs=0.005)
    assert interval_of(3.1, 0.003, "MD", 95) == pytest.approx((1.05, 5.15), abs=0.005)


@pytest.mark.parametrize(
    ("estimate", "p_value", "measure"),
    [(1.0, 0.3, "OR"), (0.0, 0.3, "MD"), (2.0, 0.0, "OR"), (2.0, 1.0, "OR"), (0.0, 0.3, "RR"), (-2.0, 0.3, "HR")],
)
def test_interval_of_what_has_none(estimate: float, p_value: float, measure: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        interval_of(estimate, p_value, measure, 95)
