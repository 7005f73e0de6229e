"""The intervals of a proportion, held against those of scipy and statsmodels."""

from __future__ import annotations

import itertools

import pytest
from claimpack.evidence.proportionintervals import exact_interval, proportion_intervals
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2
from statsmodels.stats.proportion import proportion_confint

from tests.evidence.trying import tried


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    total = draw(st.integers(1, 200_000))
    return draw(st.integers(0, min(total, 60)) | st.integers(0, total)), total


@tried(150)
@given(counts(), st.sampled_from([80.0, 90.0, 95.0, 99.0, 99.9]))
@example((0, 1), 95.0)
@example((1, 1), 95.0)
@example((40, 100), 95.0)
@example((100_000, 200_000), 99.9)
def test_is_that_of_scipy(counted: tuple[int, int], level: float) -> None:
    expected = binomtest(*counted).proportion_ci(level / 100, method="exact")
    assert exact_interval(*counted, level) == pytest.approx((expected.low, expected.high), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("events", "total", "limits"),
    [
        (0, 10, (0, 0.3085)),  # 1 - 0.025 ** (1 / 10)
        (10, 10, (0.6915, 1)),
        (0, 1_000, (0, 0.003682)),  # 1 in 272
    ],
)
def test_published_limits(events: int, total: int, limits: tuple[float, float]) -> None:
    assert exact_interval(events, total) == pytest.approx(limits, abs=6e-5 if total < 100 else 5e-7)


@pytest.mark.parametrize("events", [1, 5, 100, 1_000, 20_000])
@pytest.mark.parametrize("total", [10**9, 10**12])
def test_few_among_very_many_are_as_if_of_a_poisson_distribution(events: int, total: int) -> None:
    limits = chi2.ppf(0.025, 2 * events) / 2 / total, chi2.ppf(0.975, 2 * events + 2) / 2 / total
    assert exact_interval(events, total) == pytest.approx(limits, rel=1e-4)


@pytest.mark.parametrize(("events", "total"), [(1_000_001, 2_000_002), (3_000_000, 90_000_000)])
def test_many_of_very_many(events: int, total: int) -> None:
    expected = binomtest(events, total).proportion_ci(method="exact")
    assert exact_interval(events, total) == pytest.approx((expected.low, expected.high), rel=2e-6)


def test_intervals_of_proportions() -> None:
    for events, total in itertools.product((0, 1, 7, 20), (20, 117)):
        found = {each.method: (each.low, each.high) for each in proportion_intervals(events, total, 95)}
        names = {"Wald": "normal", "Wilson": "wilson", "Clopper-Pearson": "beta"}
        for method, ends in found.items():
            expected = proportion_confint(events, total, method=names[method])
            assert [min(1, max(0, end)) for end in ends] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("wrong", [(1, 0, 95.0), (2, 1, 95.0), (-1, 5, 95.0), (1, 5, 100.0), (1, 5, 0.0)])
def test_there_is_none(wrong: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError, match="an interval needs"):
        exact_interval(*wrong)
