"""What an estimate shows, against every true result that its printed digits leave open."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable

import pytest
from claimpack.evidence.showneffect import Shown, shown_by
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.printed import (
    DIFFERENCES,
    RATIOS,
    Row,
    Truth,
    barely_significant,
    reach,
    records_of,
    results,
    tied,
)
from tests.evidence.trying import tried

OPPOSITE: dict[Shown, Shown] = {"more": "less", "less": "more", "not_shown": "not_shown", "": ""}


def shown(rows: Iterable[Row]) -> list[Shown]:
    return [shown_by(record) for record in records_of({"ci_level": "95"} | row for row in rows)]


def interval(measure: str, low: str, high: str, level: str = "95", **more: str) -> Row:
    return {"measure": measure, "ci_low": low, "ci_high": high, "ci_level": level} | more


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (interval("RR", "0.65", "0.94"), "less"),
        (interval("RR", "1.27", "4.86"), "more"),
        (interval("RR", "0.81", "1.21"), "not_shown"),
        (interval("OR", "1.01", "3.87"), "more"),
        (interval("OR", "1.00", "3.87"), ""),  # 0.995 to 1.005 may be either
        (interval("OR", "0.99", "3.87"), "not_shown"),
        (interval("OR", "1.0", "3.9"), ""),
        (interval("OR", "1", "4"), ""),
        (interval("OR", "0.26", "1.00"), ""),
        (interval("OR", "0.26", "0.99"), "less"),
        (interval("OR", "0.26", "1.01"), "not_shown"),
        (interval("MD", "0.01", "3"), "more"),
        (interval("MD", "0.00", "3"), ""),
        (interval("MD", "-0.00", "3"), ""),
        (interval("MD", "-0.01", "3"), "not_shown"),
        (interval("SMD", "-3.2", "-0.1"), "less"),
        (interval("RD", "-0.001", "0.001"), "not_shown"),
        (interval("HR", "0.00", "0.94"), "less"),
        (interval("HR", "0", "12"), "not_shown"),
        (interval("proportion", "0.10", "0.20"), ""),  # one group is compared with nothing
        (interval("RR", "1.27", "4.86", orientation="arms_swapped"), "less"),
        (interval("RR", "0.65", "0.94", orientation="arms_swapped"), "more"),
        (interval("RR", "0.81", "1.21", orientation="arms_swapped"), "not_shown"),
        (interval("RR", "1.27", "4.86", orientation="opposite_event"), "less"),
        (interval("RR", "0.65", "0.94", orientation="opposite_event"), "more"),
        (interval("RR", "1.27", "4.86", orientation="not_stated"), ""),
        (interval("RR", "0.81", "1.21", orientation="not_stated"), ""),
        # one limit alone tells only on its own side
        (interval("RR", "1.27", ""), "more"),
        (interval("RR", "", "0.94"), "less"),
        (interval("RR", "0.65", ""), ""),
        (interval("RR", "", "1.21"), ""),
        # what makes no interval shows nothing
        (interval("RR", "4.86", "1.27"), ""),
        (interval("RR", "0.94", "0.65"), ""),
        (interval("RR", "1.27", "4.86", estimate="0.48"), ""),
        (interval("RR", "-0.2", "0.5"), ""),
        # at 90 %: ln 1.05 and ln 3.00 are 0.574 -+ 0.525; 1.96/1.645 as wide reaches down to -0.05
        (interval("RR", "1.05", "3.00", "90"), "not_shown"),
        # ln 1.30 and ln 3.00: 0.680 -+ 0.418, at 95 % -+ 0.498
        (interval("RR", "1.30", "3.00", "90"), "more"),
        (interval("RR", "0.90", "3.00", "90"), "not_shown"),
        # at 99 %: ln 0.95 and ln 3.00 are 0.524 -+ 0.575; at 95 % -+ 0.437, which excludes 1
        (interval("RR", "0.95", "3.00", "99"), "more"),
        (interval("RR", "0.50", "3.00", "99"), "not_shown"),
        (interval("RR", "1.05", "3.00", "99"), "more"),
        (interval("MD", "-9.0", "-0.5", "99"), "less"),
        # only what is made with normal quantiles is rescaled; else an interval decides what it decides at 95 % too
        (interval("RR", "0.95", "3.00", "99", interval_kind="exact"), ""),
        (interval("RR", "1.05", "3.00", "99", interval_kind="exact"), "more"),
        (interval("RR", "1.05", "3.00", "90", interval_kind="credible"), ""),
        (interval("RR", "0.90", "3.00", "90", interval_kind="credible"), "not_shown"),
        (interval("RR", "0.90", "3.00", "90", model="random_hksj"), "not_shown"),
        (interval("RR", "0.95", "3.00", "99", model="random_hksj"), ""),
        (interval("RR", "0.95", "3.00", "99", interval_kind="wald"), "more"),
        (interval("RR", "1.27", "4.86", interval_kind="prediction"), ""),
    ],
)
def test_verdict_of_an_interval(row: Row, verdict: str) -> None:
    assert shown([row]) == [verdict]


@pytest.mark.parametrize(
    ("relation", "p_value", "verdict"),
    [
        ("<", "0.05", "more"),
        ("<", "0.050", "more"),
        ("<", "0.01", "more"),
        ("<", "0.06", ""),
        ("<", "1", ""),
        ("=", "0.04", "more"),
        ("=", "0.049", "more"),
        ("=", "0.05", ""),  # 0.045 to 0.055
        ("=", "0.050", ""),
        ("=", "0.051", "not_shown"),
        ("=", "0.06", "not_shown"),
        ("=", "0.1", ""),  # 0.05 to 0.15
        ("=", "0.2", "not_shown"),
        ("=", "0", ""),  # 0 to 0.5
        ("=", "0.000", "more"),
        ("=", "1", "not_shown"),
        (">", "0.05", "not_shown"),
        (">", "0.5", "not_shown"),
        (">", "0.04", ""),
        (">=", "1.00", "not_shown"),
        (">", "0", ""),
        ("<", "0.000", "more"),  # as programs print that it rounds to this
        ("<", "0.0", ""),
        ("", "", ""),
    ],
)
def test_verdict_of_a_p_value_where_no_interval_is_printed(relation: str, p_value: str, verdict: Shown) -> None:
    row = {"measure": "RR", "estimate": "1.30", "p_relation": relation, "p_value": p_value, "ci_level": ""}
    without_estimate: Shown = {"more": "differs"}.get(verdict, verdict)  # type: ignore[assignment]
    found = shown(
        [
            row,
            row | {"estimate": "0.70"},
            row | {"orientation": "arms_swapped"},
            row | {"measure": "MD", "estimate": "-2"},
            row | {"measure": "MD"},
            row | {"estimate": ""},
            row | {"estimate": "1.00"},
            row | {"measure": "proportion"},
        ]
    )
    assert found == [
        verdict,
        OPPOSITE[verdict],
        OPPOSITE[verdict],
        OPPOSITE[verdict],
        verdict,
        without_estimate,
        verdict if verdict == "not_shown" else "",
        "",
    ]


@pytest.mark.parametrize(
    ("relation", "p_value", "estimate", "verdict"),
    [
        ("=", "0.020", "1.30", "more"),  # two-sided 0.04
        ("=", "0.02", "1.30", ""),  # 0.03 to 0.05
        ("=", "0.04", "1.30", "not_shown"),  # 0.07 to 0.09
        ("=", "0.025", "1.30", ""),  # 0.049 to 0.051
        ("<", "0.025", "1.30", "more"),
        ("<", "0.05", "1.30", ""),  # two-sided below 0.10
        (">", "0.05", "1.30", "not_shown"),
        ("=", "0.96", "0.70", "not_shown"),  # on the other side, where it is 0.04, and 0.08 two-sided
        ("=", "0.99", "0.70", ""),  # nobody of 100 against 3 of 100: Fisher's is 1.00 one-sided, 0.25 two-sided
        ("=", "0.99", "", ""),
        ("", "1.00", "", ""),
        (">=", "0.99", "0.70", ""),
        (">", "0.5", "0.70", ""),
    ],
)
def test_verdict_of_a_one_sided_p_value(relation: str, p_value: str, estimate: str, verdict: Shown) -> None:
    row = {"measure": "RR", "estimate": estimate, "p_relation": relation, "p_value": p_value, "p_sides": "one"}
    assert shown([row | {"ci_level": ""}]) == [verdict]


@pytest.mark.parametrize(
    ("p_value", "estimate", "verdict"),
    [
        ("0.96", "-0.30", "not_shown"),  # on the other side, where it is 0.04, and 0.08 two-sided
        ("0.99", "-0.30", "less"),  # 0.01 to the other side, 0.02 two-sided
        ("0.99", "0.30", "more"),
        ("0.99", "", "differs"),
    ],
)
def test_verdict_of_a_one_sided_p_value_of_means(p_value: str, estimate: str, verdict: Shown) -> None:
    row = {"measure": "MD", "estimate": estimate, "p_relation": "=", "p_value": p_value, "p_sides": "one"}
    assert shown([row | {"ci_level": ""}]) == [verdict]


@pytest.mark.parametrize(
    ("low", "high", "estimate", "relation", "p_value", "verdict"),
    [
        ("1.00", "1.69", "1.30", "=", "0.048", "more"),
        ("1.00", "1.69", "1.30", "=", "0.052", "not_shown"),
        ("1.00", "1.69", "1.30", "=", "0.05", ""),  # 0.045 to 0.055
        ("1.00", "1.69", "1.30", "", "", ""),
        ("0.76", "1.00", "0.87", "<", "0.05", "less"),
        ("0.76", "1.00", "0.87", ">", "0.05", "not_shown"),
        ("0.90", "1.22", "1.05", "=", "0.01", "not_shown"),  # the interval decides
        ("1.00", "1.69", "", "=", "0.048", ""),
    ],
)
def test_a_p_value_decides_where_the_digits_of_the_interval_do_not(
    low: str, high: str, estimate: str, relation: str, p_value: str, verdict: Shown
) -> None:
    row = interval("RR", low, high, estimate=estimate, p_relation=relation, p_value=p_value)
    assert shown([row]) == [verdict]


@pytest.mark.parametrize(
    ("estimate", "low", "high", "kind", "level", "verdict"),
    [
        ("0.95", "", "1.20", "one_sided", "97.5", "not_shown"),  # 0.95 and 1.20 are both within it
        ("0.95", "", "1.20", "one_sided", "95", "not_shown"),  # one of 97.5 % reaches farther
        ("0.95", "", "1.20", "one_sided", "99", ""),
        ("1.05", "", "1.20", "one_sided", "97.5", "not_shown"),  # 1.05 / 1.20 is 0.875, and 0.875 of 1.05 is 0.92
        ("1.10", "", "1.20", "one_sided", "97.5", ""),  # 1.10 / 1.20 of 1.10 is 1.008: hardly more than 1
        ("0.80", "", "0.95", "one_sided", "97.5", "less"),
        ("0.80", "", "0.95", "one_sided", "95", ""),
        ("1.50", "0.90", "", "", "95", "not_shown"),
        ("1.50", "0.90", "", "", "99", ""),
        ("1.50", "0.90", "", "exact", "95", ""),
        ("", "0.90", "", "", "95", ""),
    ],
)
def test_an_interval_of_which_one_limit_is_printed(
    estimate: str, low: str, high: str, kind: str, level: str, verdict: Shown
) -> None:
    row = interval("RR", low, high, estimate=estimate, interval_kind=kind, ci_level=level)
    assert shown([row]) == [verdict]


def test_the_interval_decides_beside_a_p_value() -> None:
    row = interval("OR", "1.01", "3.87", estimate="1.98", p_relation="=", p_value="0.05")
    assert shown([row, row | {"ci_low": "0.90", "p_value": "0.01"}]) == ["more", "not_shown"]


def seen(low: float, high: float, level: float) -> set[str]:
    """What an interval with these true limits shows at 95 %; both limits on a scale about 0."""
    middle, half = (low + high) / 2, (high - low) / 2 * reach(95) / reach(level)
    least, most = middle - half, middle + half
    return {"more" if least > 0 else "less" if most < 0 else "not_shown"}


def possible(row: Row, chance: random.Random) -> list[tuple[float, float]]:
    """True limits that would be printed so: the corners of what the digits leave open, and others in it."""
    ends = []
    for text in (row["ci_low"], row["ci_high"]):
        half = 0.5 * 10.0 ** -len(text.partition(".")[2])
        both = float(text) - half, float(text) + half
        if row["measure"] in RATIOS:
            both = tuple(math.log(max(end, 1e-290)) for end in both)  # type: ignore[assignment]
        ends.append(both)
    inside = [(chance.uniform(*ends[0]), chance.uniform(*ends[1])) for _ in range(20)]
    shared = max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1])
    without_width = [(end, end) for end in shared] if shared[0] <= shared[1] else []
    return [(low, high) for low, high in [*itertools.product(*ends), *inside, *without_width] if low <= high]


def significant(row: Row) -> bool | None:
    """Whether the printed p-value is below 0.05, and so decides; None where its digits leave that open."""
    half = 0.5 * 10.0 ** -len(row["p_value"].partition(".")[2])
    p = float(row["p_value"])
    least, most = {"<": (0.0, p), "<=": (0.0, p), ">": (p, 1.0), ">=": (p, 1.0)}.get(
        row["p_relation"], (p - half, p + half)
    )
    return True if most <= 0.05 else False if least >= 0.05 else None


@pytest.mark.slow
@tried(8, shrunk=False)
@given(st.lists(st.one_of(results(), tied(), barely_significant()), min_size=40, max_size=40))
def test_no_verdict_is_wrong_for_any_result_that_would_be_printed_so(cases: list[tuple[Truth, Row]]) -> None:
    rows = [row | {"ci_level": row["ci_level"] or "95"} for _, row in cases]
    chance = random.Random(2)  # noqa: S311 - nothing secret about it
    for row, verdict in zip(rows, shown(rows), strict=True):
        if not row["ci_low"] or not row["ci_high"]:
            continue
        as_named = verdict if row["orientation"] == "as_named" else OPPOSITE[verdict]
        every = set().union(*(seen(low, high, float(row["ci_level"])) for low, high in possible(row, chance)))
        if as_named and len(every) > 1 and row["p_value"]:
            assert (as_named != "not_shown") is significant(row), row
        elif as_named:
            assert every == {as_named}, row
        elif len(every) == 1 and float(row["ci_low"]) < float(row["ci_high"]):
            assert nearest_to_no_effect(row) < 1e-6, row


def nearest_to_no_effect(row: Row) -> float:
    """How far what may be printed so comes to being undecided; such edges are left to the slack."""
    limits = possible(row, random.Random(3))  # noqa: S311 - nothing secret about it
    factor = reach(95) / reach(float(row["ci_level"]))
    ends = []
    for low, high in limits:
        middle, half = (low + high) / 2, (high - low) / 2 * factor
        ends += [abs(middle + sign * half) for sign in (1, -1)]
    return min(ends)


@tried(6, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_a_verdict_is_true_of_the_result_itself(cases: list[tuple[Truth, Row]]) -> None:
    for (truth, row), verdict in zip(cases, shown(row for _, row in cases), strict=True):
        words = {"more": "increased", "less": "decreased", "not_shown": "no_difference"}.get(verdict, "")
        if row["ci_low"] or row["ci_high"] or not row["p_value"]:
            assert words in truth.words(row["orientation"]), (truth, row)
        elif words:
            assert (truth.p < 0.05) == (words != "no_difference"), (truth, row)


@tried(6, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_printed_the_other_way_round_more_is_less(cases: list[tuple[Truth, Row]]) -> None:
    rows = [row | {"orientation": "as_named"} for _, row in cases]
    for orientation in ("arms_swapped", "opposite_event"):
        turned = shown([row | {"orientation": orientation} for row in rows])
        assert turned == [OPPOSITE[verdict] for verdict in shown(rows)]


@tried(6, shrunk=False)
@given(st.lists(results(), min_size=30, max_size=30))
def test_a_difference_with_its_sign_turned_shows_the_opposite(cases: list[tuple[Truth, Row]]) -> None:
    def turned(text: str) -> str:
        return text.removeprefix("-") if text.startswith("-") else f"-{text}" if text else ""

    rows = [row for _, row in cases if row["measure"] in DIFFERENCES]
    others = [
        row
        | {
            "estimate": turned(row["estimate"]),
            "ci_low": turned(row["ci_high"]),
            "ci_high": turned(row["ci_low"]),
        }
        for row in rows
    ]
    assert shown(others) == [OPPOSITE[verdict] for verdict in shown(rows)]
