"""The difference of two estimates, held against scipy and arithmetic."""

from __future__ import annotations

import math

import pytest
from claimpack.evidence.effectdifference import (
    CRITICAL_Z,
    Effect,
    differs_in_size,
    effect_of,
    is_same_measure,
    z_of_difference,
)
from claimpack.package.table import Record
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from tests.evidence.records import usable
from tests.evidence.trying import tried


def record(measure: str, numbers: str, /, **cells: str) -> Record:
    estimate, low, high = numbers.split()
    row = {"estimate_id": "E1", "measure": measure, "estimate": estimate, "ci_low": low, "ci_high": high}
    [found] = usable("estimates", [{"orientation": "as_named", "ci_level": "95", **row, **cells}])
    return found


def effect(measure: str, numbers: str, /, **cells: str) -> Effect:
    found = effect_of(record(measure, numbers, **cells))
    assert found is not None
    return found


def z_by_scipy(one: tuple[float, ...], other: tuple[float, ...], level: float = 0.95) -> float:
    """From estimates and limits on the scale of the measure."""
    reach = 2 * norm.ppf((1 + level) / 2)
    errors = [(high - low) / reach for _, low, high in (one, other)]
    return float(abs(one[0] - other[0]) / math.hypot(*errors))


@pytest.mark.parametrize(
    ("measure", "one", "other"),
    [
        ("OR", "3.65 2.05 6.49", "1.61 1.22 2.11"),
        ("RR", "0.78 0.65 0.94", "0.99 0.81 1.21"),
        ("HR", "2.00 1.50 2.67", "1.00 0.80 1.25"),
        ("MD", "-2.50 -3.50 -1.50", "1.20 0.20 2.20"),
        ("RD", "0.100 0.050 0.150", "0.010 -0.020 0.040"),
    ],
)
def test_z_is_that_of_scipy(measure: str, one: str, other: str) -> None:
    numbers = [tuple(map(float, text.split())) for text in (one, other)]
    if measure not in ("MD", "RD"):
        numbers = [tuple(map(math.log, each)) for each in numbers]
    found = z_of_difference(effect(measure, one), effect(measure, other))
    assert found == pytest.approx(z_by_scipy(*numbers), rel=1e-3)


def test_z_by_hand() -> None:
    """ln(3.65 / 1.61) = 0.8186; errors (ln 6.49 - ln 2.05) / 3.92 = 0.2940 and (ln 2.11 - ln 1.22) / 3.92 = 0.1398."""
    found = z_of_difference(effect("OR", "3.65 2.05 6.49"), effect("OR", "1.61 1.22 2.11"))
    assert found == pytest.approx(0.8186 / math.hypot(0.2940, 0.1398), abs=0.002)
    assert pytest.approx(float(norm.ppf(0.975))) == CRITICAL_Z


def test_an_interval_of_another_level() -> None:
    """MD 5 with a 90 % interval of 3 to 7: its error is 2 / 1.645 = 1.216, and MD 0 (-2 to 2) at 95 %: 2 / 1.96."""
    found = z_of_difference(effect("MD", "5.0 3.0 7.0", ci_level="90"), effect("MD", "0.0 -2.0 2.0"))
    assert found == pytest.approx(5 / math.hypot(2 / float(norm.ppf(0.95)), 2 / float(norm.ppf(0.975))), abs=1e-6)


def test_the_other_arm_and_the_opposite_event() -> None:
    """1 / 0.50 is 2, and an odds ratio of the opposite event is the inverse too; a risk ratio of it is not."""
    assert effect("OR", "0.50 0.25 1.00", orientation="arms_swapped").middle == pytest.approx(math.log(2), abs=1e-4)
    turned = effect("OR", "0.50 0.25 1.00", orientation="opposite_event")
    assert turned.middle == pytest.approx(math.log(2), abs=1e-4)
    assert turned.low.least < 0 < turned.low.most
    assert effect("RD", "-0.10 -0.20 0.00", orientation="opposite_event").middle == pytest.approx(0.1)
    for measure in ("MD", "SMD"):  # a scale on which less means more of the outcome
        assert effect(measure, "-3 -5 -1", orientation="opposite_event").middle == 3.0
    assert effect_of(record("RR", "0.50 0.25 1.00", orientation="opposite_event")) is None
    assert effect_of(record("HR", "0.50 0.25 1.00", orientation="opposite_event")) is None
    assert effect_of(record("OR", "0.50 0.25 1.00", orientation="not_stated")) is None


@pytest.mark.parametrize(
    "cells",
    [
        {"interval_kind": "prediction"},
        {"interval_kind": "one_sided"},
        {"measure": "proportion"},
        {"estimate": ""},
        {"ci_low": ""},
        {"estimate": "0.18"},
    ],
)
def test_what_decides_nothing(cells: dict[str, str]) -> None:
    assert effect_of(record("OR", "1.50 1.20 1.88", **cells)) is None


@pytest.mark.parametrize(
    "cells",
    [
        {"interval_kind": "exact"},
        {"interval_kind": "credible"},
        {"model": "random_hksj"},
        {"ci_level": ""},
        {"ci_high": "9.99"},
    ],
)
def test_an_interval_that_tells_no_standard_error(cells: dict[str, str]) -> None:
    one, other = effect("OR", "1.50 1.20 1.88", **cells), effect("OR", "9.00 8.00 10.13")
    assert z_of_difference(one, other) is None
    assert not differs_in_size(one, other, share_studies=False)
    assert differs_in_size(one, effect("OR", "0.90 0.80 1.01"), share_studies=True)


def test_of_shared_studies_an_estimate_outside_the_other_interval() -> None:
    one = effect("OR", "3.65 2.05 6.49")
    assert differs_in_size(one, effect("OR", "1.61 1.22 2.11"), share_studies=True)
    assert not differs_in_size(one, effect("OR", "2.50 1.40 4.46"), share_studies=True)
    assert not differs_in_size(one, effect("OR", "2.05 1.00 4.20"), share_studies=True), "it may be the limit itself"
    assert not differs_in_size(one, effect("OR", "6.5 3.0 14.1"), share_studies=True), "6.49 may stand for it"
    assert differs_in_size(effect("OR", "2.5 0.5 12.5"), effect("OR", "1.6 1.2 2.1"), share_studies=True)


def test_rounding_never_makes_a_difference() -> None:
    """MD 2 and 0, each with a half width of 1.39: z is 2 / (1.39 / 1.96 * 1.414) = 1.99, but 1.6 if 2 was 1.6."""
    far = effect("MD", "2.00 0.61 3.39"), effect("MD", "0.00 -1.39 1.39")
    assert differs_in_size(*far, share_studies=False)
    rounded = effect("MD", "2 1 3"), effect("MD", "0 -1 1")
    assert z_of_difference(*rounded) == pytest.approx(2 / (1 / float(norm.ppf(0.975)) * math.sqrt(2)))
    assert not differs_in_size(*rounded, share_studies=False)


@pytest.mark.parametrize(
    ("cells", "same"),
    [({}, True), ({"follow_up": "1 year"}, True), ({"measure": "RR"}, False), ({"unit": "mm Hg"}, False)],
)
def test_the_same_measure(cells: dict[str, str], *, same: bool) -> None:
    numbers = "1.50 1.20 1.88"
    assert is_same_measure(record("OR", numbers), record("OR", numbers, **cells)) == same
    months, year = (record("OR", numbers, follow_up=time) for time in ("3 months", "1 year"))
    assert not is_same_measure(months, year)


def test_a_risk_difference_in_per_cent_is_one_as_a_fraction() -> None:
    fraction, percent = record("RD", "-0.052 -0.099 -0.005"), record("RD", "-5.2 -9.9 -0.5", unit="%")
    assert is_same_measure(fraction, percent)
    assert effect_of(fraction) == effect_of(percent)
    assert not is_same_measure(record("MD", "-5.2 -9.9 -0.5"), record("MD", "-5.2 -9.9 -0.5", unit="%"))


@tried(100)
@given(
    st.lists(st.integers(-300, 300), min_size=3, max_size=3), st.lists(st.integers(-300, 300), min_size=3, max_size=3)
)
def test_it_is_the_same_whichever_comes_first_and_never_beyond_what_z_says(one: list[int], other: list[int]) -> None:
    both = []
    for numbers in (one, other):
        low, middle, high = sorted(numbers)
        both.append(effect("MD", f"{middle / 100:.2f} {low / 100:.2f} {high / 100:.2f}"))
    for share in (True, False):
        assert differs_in_size(*both, share_studies=share) == differs_in_size(*both[::-1], share_studies=share)
    z = z_of_difference(both[0], both[1])
    assert not differs_in_size(*both, share_studies=False) or (z is not None and z > CRITICAL_Z)
