"""Effect measures of two-by-two tables, by hand and in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from claimpack.evidence.counts import corrected_effects, crude_effects
from claimpack.evidence.twobytwo import TwoByTwo
from hypothesis import example, given
from hypothesis import strategies as st

from tests.evidence.trying import tried

Pair = tuple[int, int]
arms = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


def effects(measure: str, events: Pair, totals: Pair, orientation: str = "as_named") -> list[float]:
    return list(crude_effects(measure, events, totals, orientation))


@pytest.mark.parametrize(
    ("measure", "events", "totals", "as_named", "arms_swapped", "opposite_event"),
    [
        # 15 of 100 against 30 of 150: risks 0.15 and 0.20, odds 15/85 and 30/120
        ("RR", (15, 30), (100, 150), [0.75], [4 / 3], [0.85 / 0.80]),
        ("OR", (15, 30), (100, 150), [15 * 120 / (30 * 85)], [30 * 85 / (15 * 120)], [30 * 85 / (15 * 120)]),
        ("RD", (15, 30), (100, 150), [-0.05], [0.05], [0.05]),
        ("proportion", (15, 30), (100, 150), [0.15], [0.20], [0.85]),
        # nobody with the intervention
        ("RR", (0, 30), (100, 150), [0.0], [], [1.0 / 0.8]),
        ("OR", (0, 30), (100, 150), [], [], []),
        ("RD", (0, 30), (100, 150), [-0.2], [0.2], [0.2]),
        ("proportion", (0, 0), (40, 0), [0.0], [], [1.0]),
        # everybody in the control arm
        ("RR", (15, 150), (100, 150), [0.15], [1 / 0.15], []),
        ("OR", (15, 150), (100, 150), [], [], []),
        # nobody at all, in either sense
        ("RR", (0, 0), (100, 150), [], [], [1.0]),
        ("RD", (0, 0), (100, 150), [0.0], [0.0], [0.0]),
        ("RR", (0, 0), (0, 0), [], [], []),
        ("OR", (0, 0), (0, 0), [], [], []),
        ("RD", (0, 0), (0, 10), [], [], []),
        ("RD", (0, 0), (10, 0), [], [], []),
        ("proportion", (0, 0), (0, 0), [], [], []),
        # these cannot be had from counts
        ("HR", (15, 30), (100, 150), [], [], []),
        ("IRR", (15, 30), (100, 150), [], [], []),
        ("MD", (15, 30), (100, 150), [], [], []),
        ("SMD", (15, 30), (100, 150), [], [], []),
    ],
)
def test_by_hand(
    measure: str,
    events: Pair,
    totals: Pair,
    as_named: list[float],
    arms_swapped: list[float],
    opposite_event: list[float],
) -> None:
    assert effects(measure, events, totals) == pytest.approx(as_named)
    assert effects(measure, events, totals, "arms_swapped") == pytest.approx(arms_swapped)
    assert effects(measure, events, totals, "opposite_event") == pytest.approx(opposite_event)
    swapped = effects(measure, events[::-1], totals[::-1], "opposite_event")
    any_way = as_named + opposite_event + arms_swapped + swapped
    assert effects(measure, events, totals, "not_stated") == pytest.approx(any_way)


@tried(150)
@given(arms, arms)
@example((0, 0), (0, 7))
@example((7, 7), (7, 7))
def test_in_fractions(one: Pair, other: Pair) -> None:
    events, totals = (one[0], other[0]), (one[1], other[1])
    risk, control = (Fraction(count, total) if total else None for count, total in zip(events, totals, strict=True))
    expected: dict[str, Fraction] = {}
    if risk is not None:
        expected["proportion"] = risk
    if risk is not None and control is not None:
        expected["RD"] = risk - control
        if control:
            expected["RR"] = risk / control
        if 0 < risk < 1 and 0 < control < 1:
            expected["OR"] = (risk / (1 - risk)) / (control / (1 - control))
    for measure in ("RR", "OR", "RD", "proportion"):
        found = effects(measure, events, totals)
        assert found == pytest.approx([float(expected[measure])] if measure in expected else [])


@tried(50)
@given(arms, arms, st.sampled_from(["RR", "OR", "RD", "proportion"]))
def test_the_other_arm_of_a_table_is_the_table_turned(one: Pair, other: Pair, measure: str) -> None:
    events, totals = (one[0], other[0]), (one[1], other[1])
    assert effects(measure, events, totals, "arms_swapped") == effects(measure, events[::-1], totals[::-1])
    without = (totals[0] - events[0], totals[1] - events[1])
    assert effects(measure, events, totals, "opposite_event") == effects(measure, without, totals)


def test_large_counts_lose_nothing() -> None:
    assert effects("RR", (2_000_000, 1_000_000), (3_000_000_000, 3_000_000_000)) == [2.0]
    assert effects("OR", (9007199254740991, 1), (9007199254740992, 2)) == [9007199254740991.0]


# 3 of 100 against none of 100, with 0.5 added to each cell: 3.5 of 101 against 0.5 of 101, odds 3.5/97.5 and 0.5/100.5.
# Peto's odds ratio: exp((3 - 1.5) / V) with V = 100 * 100 * 3 * 197 / (200² * 199) = 0.742462
@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("RR", [7.0]),
        ("RD", [3 / 101]),
        ("OR", [3.5 * 100.5 / (97.5 * 0.5), math.exp(1.5 / 0.742462)]),
        ("HR", []),
    ],
)
def test_few_events(measure: str, expected: list[float]) -> None:
    found = list(corrected_effects(measure, TwoByTwo((3, 0), (100, 100))))
    assert found[:2] == pytest.approx(expected, rel=1e-5)
