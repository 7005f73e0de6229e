"""Tests and intervals of two-by-two tables, held against scipy and statsmodels."""

from __future__ import annotations

import math

import pytest
from claimpack.evidence.twobytwo import TwoByTwo, intervals, peto_log_odds_ratio
from scipy.stats import chi2_contingency, fisher_exact, norm
from scipy.stats.contingency import odds_ratio
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

TABLES = [
    TwoByTwo((a, c), totals)
    for totals in ((20, 30), (100, 100), (1000, 900), (56562, 45512))
    for a, c in ((0, 5), (1, 2), (3, 11), (12, 4), (5, 0), (18, 19))
]


def rows(table: TwoByTwo) -> list[list[int]]:
    return [[events, without] for events, without in zip(table.events, table.without, strict=True)]


def limits(table: TwoByTwo, measure: str, level: float = 95) -> dict[str, tuple[float, float]]:
    return {found.method: (found.low, found.high) for found in intervals(measure, table, level)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.events} of {table.totals}")
def test_p_values(table: TwoByTwo) -> None:
    found, counts = table.p_values, rows(table)
    size = sum(table.totals)
    pearson = chi2_contingency(counts, correction=False)
    assert found["Pearson"] == pytest.approx(pearson.pvalue, rel=1e-9)
    assert found["Yates"] == pytest.approx(chi2_contingency(counts, correction=True).pvalue, rel=1e-9)
    likelihood = chi2_contingency(counts, correction=False, lambda_="log-likelihood").pvalue
    assert found["likelihood ratio"] == pytest.approx(likelihood, rel=1e-7, abs=1e-12)
    with_n_minus_1 = 2 * norm.sf(math.sqrt(pearson.statistic * (size - 1) / size))
    assert found["Pearson with n - 1"] == pytest.approx(with_n_minus_1, rel=1e-9)
    assert found["Fisher"] == pytest.approx(fisher_exact(counts).pvalue, rel=1e-7)
    below, above = (fisher_exact(counts, alternative=side).pvalue for side in ("less", "greater"))
    assert found["Fisher, twice the smaller side"] == pytest.approx(min(1, 2 * min(below, above)), rel=1e-7)
    own = below + above - 1
    assert found["mid-p"] == pytest.approx(min(1, 2 * min(below, above) - own), rel=1e-6)
    assert found["Fisher, mid-p"] == pytest.approx(fisher_exact(counts).pvalue - own / 2, rel=1e-6)


@pytest.mark.parametrize("table", [each for each in TABLES if not each.has_zero], ids=lambda table: str(table.events))
def test_intervals_of_ratios(table: TwoByTwo) -> None:
    for level in (90, 95, 99):
        reference = Table2x2(rows(table), shift_zeros=False)
        alpha = 1 - level / 100
        assert limits(table, "OR", level)["Wald"] == pytest.approx(reference.log_oddsratio_confint(alpha))
        assert limits(table, "RR", level)["Wald"] == pytest.approx(reference.log_riskratio_confint(alpha))
        shifted = Table2x2([[count + 0.5 for count in row] for row in rows(table)])
        assert limits(table, "OR", level)["0.5 added"] == pytest.approx(shifted.log_oddsratio_confint(alpha))
        assert limits(table, "RR", level)["0.5 added"] == pytest.approx(shifted.log_riskratio_confint(alpha))
    exact, (estimate, _) = odds_ratio(rows(table), kind="conditional"), table.exact_odds_ratio(95)
    assert estimate is not None
    assert math.exp(estimate) == pytest.approx(exact.statistic, rel=1e-5)
    assert [math.exp(end) for end in limits(table, "OR")["exact"]] == pytest.approx(
        list(exact.confidence_interval(0.95)), rel=1e-4
    )


def test_with_no_events_in_an_arm_there_is_no_wald_interval_of_a_ratio() -> None:
    table = TwoByTwo((3, 0), (100, 100))
    assert sorted(limits(table, "RR")) == ["0.5 added"]
    assert sorted(limits(table, "OR")) == ["0.5 added", "Peto"]
    assert table.exact_odds_ratio(95) == (None, None)


def test_peto_by_hand() -> None:
    # 3 of 100 against none of 100: expected 1.5, variance 1/2 x 1/2 x 3 x 197/199 = 0.742462
    found = peto_log_odds_ratio(TwoByTwo((3, 0), (100, 100)))
    assert found == pytest.approx((1.5 / 0.742462, 1 / math.sqrt(0.742462)), rel=1e-6)
    assert peto_log_odds_ratio(TwoByTwo((0, 0), (100, 100))) is None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.events} of {table.totals}")
def test_intervals_of_differences(table: TwoByTwo) -> None:
    (a, c), (first, second) = table.events, table.totals
    found = limits(table, "RD")
    wald = confint_proportions_2indep(a, first, c, second, compare="diff", method="wald")
    newcombe = confint_proportions_2indep(a, first, c, second, compare="diff", method="newcomb")
    assert found["Wald"] == pytest.approx(wald)
    assert found["Newcombe"] == pytest.approx(newcombe, abs=1e-9)


def test_large_tables() -> None:
    found = TwoByTwo((40_000, 40_500), (1_000_000, 1_000_000)).p_values
    assert max(found.values()) - min(found.values()) < 1e-3
