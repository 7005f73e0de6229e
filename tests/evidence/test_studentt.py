"""Student's t, held against scipy."""

from __future__ import annotations

import pytest
from claimpack.evidence.studentt import t_critical_value, t_p
from scipy.stats import t

DEGREES = [1, 2, 3, 5, 9, 19, 60, 200, 5_000, 1_000_000]


@pytest.mark.parametrize("df", DEGREES)
def test_two_sided_p_values(df: int) -> None:
    for statistic in (0.0, 1e-6, 0.1, 0.7, 1.96, 4.3, 12.7, 60.0):
        assert t_p(statistic, df) == pytest.approx(2 * t.sf(statistic, df), rel=1e-8, abs=1e-14)
        assert t_p(-statistic, df) == t_p(statistic, df)
    assert t_p(float("inf"), df) == 0


@pytest.mark.parametrize("df", DEGREES)
def test_critical_values(df: int) -> None:
    for level in (50.0, 90.0, 95.0, 99.0, 99.9):
        assert t_critical_value(level, df) == pytest.approx(t.isf((1 - level / 100) / 2, df), rel=1e-7)


def test_the_table_in_every_textbook() -> None:
    assert [round(t_critical_value(95, df), 3) for df in (1, 2, 10, 30)] == [12.706, 4.303, 2.228, 2.042]
