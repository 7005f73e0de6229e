"""What counts show without an interval, against scipy's tests."""

from __future__ import annotations

import pytest
from claimpack.evidence.showneffect import more_or_less_by_counts, shown_by_counts
from claimpack.package.table import Record
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact

from tests.evidence.printed import records_of
from tests.evidence.trying import tried

Counts = tuple[int, int, int, int]


NAMES = ("events_intervention", "total_intervention", "events_control", "total_control")


def shown(counts: Counts, **cells: str) -> str:
    row = {"measure": "RR", "ci_level": ""} | dict(zip(NAMES, map(str, counts), strict=True)) | cells
    (record,) = records_of([row])
    return shown_by_counts(record)


def expected(counts: Counts) -> str:
    events, total, control, total_control = counts
    table = [[events, total - events], [control, total_control - control]]
    if 0 in (events + control, total + total_control - events - control):
        return "not_shown"
    p_values = [
        chi2_contingency(table, correction=False).pvalue,
        chi2_contingency(table, correction=True).pvalue,
        fisher_exact(table).pvalue,
    ]
    if max(p_values) < 0.05:
        return "more" if events / total > control / total_control else "less"
    return "not_shown" if min(p_values) > 0.05 else ""


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((40, 100, 20, 100), "more"),
        ((0, 1000, 20, 1000), "less"),
        ((6, 100, 4, 100), "not_shown"),
        ((4, 50, 0, 50), ""),  # Pearson 0.041, Fisher 0.117
        ((0, 50, 0, 50), "not_shown"),  # a difference of -7 to 7 in 100 (Newcombe): it may be either
        ((50, 50, 50, 50), "not_shown"),
        ((60, 50, 4, 50), ""),  # more events than people
    ],
)
def test_counts(counts: Counts, verdict: str) -> None:
    assert shown(counts) == verdict


@tried(75)
@given(st.tuples(st.integers(0, 60), st.integers(60, 200), st.integers(0, 60), st.integers(60, 200)))
def test_as_scipy_has_it(counts: Counts) -> None:
    assert shown(counts) == expected(counts)


@pytest.mark.parametrize("printed", [{"ci_low": "1.0"}, {"p_value": "0.03"}, {"measure": "proportion"}])
def test_where_something_else_decides(printed: dict[str, str]) -> None:
    assert shown((40, 100, 20, 100), **printed) == ""


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((270, 8901, 216, 8901), "more"),
        ((4, 50, 24, 100), "less"),
        ((4, 50, 0, 50), "more"),  # Pearson 0.041, Fisher 0.117: it may be significant
        ((4, 1000, 2, 1000), ""),  # the least of the usual tests is 0.4, so that no significant p-value goes with it
        ((4, 50, 8, 100), ""),
        ((0, 50, 0, 50), ""),
        ((60, 50, 4, 50), ""),
    ],
)
def test_which_way(counts: Counts, verdict: str) -> None:
    assert more_or_less_by_counts(record_of(counts)) == verdict


@pytest.mark.parametrize(("counts", "verdict"), [((12, 40, 6, 40), "more"), ((6, 40, 6, 40), "")])
def test_which_way_in_a_crossover_trial(counts: Counts, verdict: str) -> None:
    """Tests of two groups leave the pairs out: by McNemar's, p is 0.03 if nobody had it with the control alone."""
    assert more_or_less_by_counts(record_of(counts), of_two_groups=False) == verdict


def record_of(counts: Counts) -> Record:
    (record,) = records_of([{"measure": "p_only"} | dict(zip(NAMES, map(str, counts), strict=True))])
    return record
