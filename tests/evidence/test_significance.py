"""P-values from intervals and back, held against scipy, linear programming and brute force."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from claimpack.evidence.printed import Printed, Range, printed_numbers
from claimpack.evidence.significance import (
    asymmetry,
    critical_value,
    fits_its_interval,
    implied_p,
    interval_of,
    p_of,
    printed_p,
    standard_errors_apart,
    z_of,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import norm

from tests.evidence.printed import DIFFERENCES, RATIOS, Row, Truth, reach, records_of, results, tied
from tests.evidence.trying import tried

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


def read(*rows: Row) -> list[Printed]:
    return [printed_numbers(record) for record in records_of(rows)]


def possible_p(numbers: Printed) -> Range:
    implied = implied_p(numbers)
    assert implied is not None
    return implied


def printed(measure: str, estimate: str, low: str, high: str, level: str = "95") -> Row:
    columns = ("measure", "estimate", "ci_low", "ci_high", "ci_level")
    return dict(zip(columns, (measure, estimate, low, high, level), strict=True))


def exact(low: float, high: float, level: float) -> Printed:
    """Numbers whose limits leave nothing open, and whose estimate is not printed."""
    limits = Range(low, low), Range(high, high)
    return Printed(None, *limits, p=None, level=level, contradictory=False, may_be_zero=False)


def evenly(first: float, last: float, count: int) -> list[float]:
    return [first + (last - first) * number / (count - 1) for number in range(count)]


def test_critical_values_and_p_agree_with_scipy() -> None:
    for level in evenly(50, 99.99, 500):
        assert critical_value(level) == pytest.approx(reach(level), rel=1e-12)
    for z in evenly(-38, 38, 1001):
        assert p_of(z) == pytest.approx(2 * norm.sf(abs(z)), rel=1e-12, abs=1e-300)
    assert p_of(math.inf) == p_of(-math.inf) == 0
    for exponent in evenly(-250, 0, 500):
        assert z_of(10**exponent) == pytest.approx(norm.isf(10**exponent / 2), rel=1e-9, abs=1e-9)
    assert (z_of(0), z_of(1)) == (math.inf, 0)


def test_implied_p_of_exact_limits_agrees_with_scipy_over_a_wide_grid() -> None:
    estimates = [0.0, *(sign * 10**exponent for sign in (1, -1) for exponent in evenly(-6, 3, 60))]
    errors = [10**exponent for exponent in evenly(-4, 3, 60)]
    grid = list(itertools.product(estimates, errors, LEVELS))
    reaches = {level: reach(level) for level in LEVELS}
    expected = 2 * norm.sf([abs(middle) / error for middle, error, _ in grid])
    assert len(grid) == 72_600
    for (middle, error, level), p_value in zip(grid, expected, strict=True):
        half = reaches[level] * error
        implied = possible_p(exact(middle - half, middle + half, level))
        assert max(abs(implied.least - p_value), abs(implied.most - p_value)) < 1e-12, (middle, error, level)


@pytest.mark.parametrize("measure", [*RATIOS, *DIFFERENCES])
def test_implied_p_of_many_digits_agrees_with_scipy(measure: str) -> None:
    rows, expected = [], []
    for middle, error, level in itertools.product((-3, -0.4, -0.01, 0, 0.02, 0.3, 1.7), (0.05, 0.3, 2), LEVELS):
        truth = Truth(measure, middle, error, level)
        estimate, low, high = (f"{value:.12f}" for value in truth.triple)
        rows += [printed(measure, estimate, low, high, str(level)), printed(measure, "", low, high, str(level))]
        expected += [truth.p] * 2
    # a limit of 0.0001 is known to about 1e-9 of itself, which is 1e-5 on its logarithmic scale
    tolerance = 1e-4 if measure in RATIOS else 1e-7
    for numbers, p_value in zip(read(*rows), expected, strict=True):
        least, most = possible_p(numbers)
        assert p_value - tolerance <= least <= p_value + 1e-12
        assert p_value - 1e-12 <= most <= p_value + tolerance


@pytest.mark.parametrize(("measure", "estimate", "low", "high", "p_value"), PUBLISHED)
def test_implied_p_of_published_intervals(measure: str, estimate: str, low: str, high: str, p_value: float) -> None:
    [numbers] = read(printed(measure, estimate, low, high))
    least, most = possible_p(numbers)
    assert least <= p_value + 0.0005
    assert most >= p_value - 0.0005
    assert most - least < 0.02


@tried(10, shrunk=False)
@given(st.lists(st.one_of(results(), tied()), min_size=30, max_size=30))
def test_the_true_p_is_never_outside_what_the_interval_implies(cases: list[tuple[Truth, Row]]) -> None:
    for (truth, row), numbers in zip(cases, read(*(row for _, row in cases)), strict=True):
        limited = bool(row["ci_low"] and row["ci_high"])
        assert fits_its_interval(numbers) == limited, (truth, row)
        implied = implied_p(numbers)
        assert (implied is not None) == (limited and bool(row["ci_level"])), (truth, row)
        if implied is not None:
            assert implied.least - 1e-12 <= truth.p <= implied.most + 1e-12, (truth, row)


def sampled_p(numbers: Printed, chance: random.Random, count: int) -> list[float]:
    """The p-values of random true limits within what is printed, with a width and the estimate in their middle."""
    assert numbers.low is not None
    assert numbers.high is not None
    assert numbers.level is not None
    found = []
    for _ in range(count):
        low, high = (chance.choice([*both, chance.uniform(*both)]) for both in (numbers.low, numbers.high))
        if numbers.estimate and chance.random() < 0.5:
            high = 2 * chance.choice([*numbers.estimate, chance.uniform(*numbers.estimate)]) - low
        fits = not numbers.estimate or numbers.estimate.least <= (low + high) / 2 <= numbers.estimate.most
        if fits and numbers.high.least <= high <= numbers.high.most and high > low:
            found.append(float(2 * norm.sf(abs(low + high) / (high - low) * reach(numbers.level))))
    return found


@tried(5, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_no_true_limits_within_rounding_leave_what_is_implied(cases: list[tuple[Truth, Row]]) -> None:
    for case, numbers in zip(cases, read(*(row for _, row in cases)), strict=True):
        if implied := implied_p(numbers):
            possible = sampled_p(numbers, random.Random(1), 60)  # noqa: S311 - nothing secret about it
            assert implied.least - 1e-9 <= min(possible, default=1), case
            assert max(possible, default=0) <= implied.most + 1e-9, case


def farthest(numbers: Printed, sign: int) -> float:
    """How many half widths the middle can be away from no effect on one side, by linear programming.

    Limits over their width are the variables, and one over the width: so a ratio of sums becomes a sum (Charnes and
    Cooper 1962). Infinite where the width can be nought; minus infinity where no limits fit.
    """
    rows = []
    for number, (one, other) in ((numbers.low, (1, 0)), (numbers.high, (0, 1)), (numbers.estimate, (0.5, 0.5))):
        if number:
            rows += [[one, other, -number.most], [-one, -other, number.least]]
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
    for case, numbers in zip(cases, read(*(row for _, row in cases)), strict=True):
        implied = implied_p(numbers)
        if not implied or not numbers.low or numbers.low.least < -50:  # as small as one likes is beyond the solver
            continue
        above, below, half = farthest(numbers, 1), farthest(numbers, -1), reach(numbers.level or 0)
        least, most = 2 * norm.sf(max(above, below) * half), 2 * norm.sf(max(0.0, -min(above, below)) * half)
        assert implied == pytest.approx((least, most), abs=1e-6), case


def test_beside_a_lopsided_interval_each_half_and_the_middle_may_have_been_taken() -> None:
    # ln 4.4 = 1.482, ln 1.4 = 0.336, ln 19.2 = 2.955: half widths of 1.145 (to 1.4) and 1.309 (of the whole)
    rows = [printed("OR", "4.40", "1.40", "19.20"), printed("MD", "1.5", "0.0", "2.0"), printed("MD", "1.0", "", "2.0")]
    numbers = read(*rows)
    assert [fits_its_interval(each) for each in numbers] == [False] * 3
    least, most = possible_p(numbers[0])
    assert least == pytest.approx(2 * norm.sf(1.482 / 1.145 * 1.96), rel=0.05)
    assert most == pytest.approx(2 * norm.sf(1.482 / 1.309 * 1.96), rel=0.05)
    assert implied_p(numbers[2]) is None


@pytest.mark.parametrize(
    ("measure", "estimate", "low", "high", "expected"),
    [
        ("MD", "0.00", "-1.00", "1.00", 0.0),
        # (0.50 - 0) / 1 less what rounding leaves open: 0.495 / 1.005 and the middle of -1.005 to 1.005
        ("MD", "0.50", "-1.00", "1.00", 0.488),
        # logarithms: 1.651, -0.562 and 5.522: (2.480 - 1.651) / 3.042
        ("OR", "5.21", "0.57", "250.1", 0.271),
        # 3.325 against at most sqrt(0.755 x 14.55)
        ("OR", "3.33", "0.75", "14.5", 0.002),
    ],
)
def test_how_far_from_the_middle(measure: str, estimate: str, low: str, high: str, expected: float) -> None:
    [numbers] = read(printed(measure, estimate, low, high))
    assert asymmetry(numbers) == pytest.approx(expected, abs=0.003)


def test_how_far_two_p_values_are_apart() -> None:
    # norm.isf(0.025) = 1.960, norm.isf(0.005) = 2.576
    assert standard_errors_apart(Range(0.01, 0.01), Range(0.05, 1)) == pytest.approx(2.576 - 1.960, abs=1e-3)
    assert standard_errors_apart(Range(0.05, 1), Range(0.01, 0.01)) == pytest.approx(2.576 - 1.960, abs=1e-3)
    assert standard_errors_apart(Range(0.01, 0.05), Range(0.05, 1)) == 0
    assert standard_errors_apart(Range(0, 0), Range(0.05, 1)) == math.inf


@pytest.mark.parametrize(
    ("relation", "sides", "expected"),
    [
        ("=", "two", (0.025, 0.035)),
        ("", "two", (0.025, 0.035)),
        ("<", "two", (0.0, 0.03)),
        ("<=", "two", (0.0, 0.03)),
        (">", "two", (0.03, 1.0)),
        (">=", "two", (0.03, 1.0)),
        ("=", "one", (0.05, 0.07)),
        ("<", "one", (0.0, 0.06)),
        (">", "one", (0.06, 1.0)),
    ],
)
def test_what_a_printed_p_stands_for(relation: str, sides: str, expected: tuple[float, float]) -> None:
    [numbers] = read(printed("OR", "1.05", "0.90", "1.22") | {"p_value": "0.03"})
    assert printed_p(numbers, relation, sides) == pytest.approx(expected, abs=1e-6)


def test_a_one_sided_p_above_a_half_is_on_the_other_side() -> None:
    [numbers] = read(printed("OR", "1.05", "0.90", "1.22") | {"p_value": "0.97"})
    assert printed_p(numbers, "=", "one") == pytest.approx((0.05, 0.07), abs=1e-6)


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
def test_fits_its_interval(measure: str, estimate: str, low: str, high: str, *, fits: bool) -> None:
    assert [fits_its_interval(numbers) for numbers in read(printed(measure, estimate, low, high))] == [fits]


@tried(150)
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
