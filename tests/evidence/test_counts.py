"""Effect measures of two-by-two tables, by hand and in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from claimpack.evidence.counts import crude_effects
from hypothesis import example, given
from hypothesis import strategies as st

from tests.evidence.trying import tried

Pair = tuple[int, int]
arms = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


def effects(measure: str, events: Pair, totals: Pair, *, turned: bool = False) -> list[float]:
    return list(crude_effects(measure, events, totals, reversed_=turned))


@pytest.mark.parametrize(
    ("measure", "events", "totals", "as_named", "turned"),
    [
        # 15 of 100 against 30 of 150: risks 0.15 and 0.20, odds 15/85 and 30/120
        ("RR", (15, 30), (100, 150), [0.75], [4 / 3, 0.85 / 0.80]),
        ("OR", (15, 30), (100, 150), [15 * 120 / (30 * 85)], [30 * 85 / (15 * 120)]),
        ("RD", (15, 30), (100, 150), [-0.05], [0.05]),
        ("proportion", (15, 30), (100, 150), [0.15], [0.85]),
        # nobody with the intervention
        ("RR", (0, 30), (100, 150), [], [1.0 / 0.8]),
        ("OR", (0, 30), (100, 150), [], []),
        ("RD", (0, 30), (100, 150), [-0.2], [0.2]),
        ("proportion", (0, 0), (40, 0), [0.0], [1.0]),
        # everybody in the control arm
        ("RR", (15, 150), (100, 150), [0.15], [1 / 0.15]),
        ("OR", (15, 150), (100, 150), [], []),
        # nobody at all, in either sense
        ("RR", (0, 0), (100, 150), [], [1.0]),
        ("RD", (0, 0), (100, 150), [0.0], [0.0]),
        ("RR", (0, 0), (0, 0), [], []),
        ("OR", (0, 0), (0, 0), [], []),
        ("RD", (0, 0), (0, 10), [], []),
        ("RD", (0, 0), (10, 0), [], []),
        ("proportion", (0, 0), (0, 0), [], []),
        # these cannot be had from counts
        ("HR", (15, 30), (100, 150), [], []),
        ("IRR", (15, 30), (100, 150), [], []),
        ("MD", (15, 30), (100, 150), [], []),
        ("SMD", (15, 30), (100, 150), [], []),
    ],
)
def test_by_hand(measure: str, events: Pair, totals: Pair, as_named: list[float], turned: list[float]) -> None:
    assert effects(measure, events, totals) == pytest.approx(as_named)
    assert effects(measure, events, totals, turned=True) == pytest.approx(turned)


@tried(300)
@given(arms, arms)
@example((0, 0), (0, 7))
@example((7, 7), (7, 7))
def test_in_fractions(one: Pair, other: Pair) -> None:
    events, totals = (one[0], other[0]), (one[1], other[1])
    without = (totals[0] - events[0], totals[1] - events[1])
    risks = [Fraction(count, total) if total else None for count, total in zip(events, totals, strict=True)]
    of_none = [Fraction(count, total) if total else None for count, total in zip(without, totals, strict=True)]
    expected: dict[tuple[str, bool], list[Fraction]] = {}
    if None not in risks:
        if all(risks):
            expected["RR", False], expected["RR", True] = [risks[0] / risks[1]], [risks[1] / risks[0]]
        if all(of_none):
            expected.setdefault(("RR", True), []).append(of_none[0] / of_none[1])
        if all(risks) and all(of_none):
            odds = [risk / none for risk, none in zip(risks, of_none, strict=True)]
            expected["OR", False], expected["OR", True] = [odds[0] / odds[1]], [odds[1] / odds[0]]
        expected["RD", False], expected["RD", True] = [risks[0] - risks[1]], [risks[1] - risks[0]]
    if risks[0] is not None:
        expected["proportion", False], expected["proportion", True] = [risks[0]], [of_none[0]]
    for measure in ("RR", "OR", "RD", "proportion"):
        for turned in (False, True):
            found = effects(measure, events, totals, turned=turned)
            assert found == pytest.approx([float(value) for value in expected.get((measure, turned), [])])


@tried(100)
@given(arms, arms, st.sampled_from(["OR", "RD"]))
def test_the_other_arm_of_a_table_is_the_table_turned(one: Pair, other: Pair, measure: str) -> None:
    events, totals = (one[0], other[0]), (one[1], other[1])
    assert effects(measure, events, totals, turned=True) == pytest.approx(effects(measure, events[::-1], totals[::-1]))


def test_large_counts_lose_nothing() -> None:
    assert effects("RR", (2_000_000, 1_000_000), (3_000_000_000, 3_000_000_000)) == [2.0]
    assert effects("OR", (9007199254740991, 1), (9007199254740992, 2)) == [9007199254740991.0]
