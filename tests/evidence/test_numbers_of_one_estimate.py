"""Results from the field, made small: what the rules on numbers say of each, and where the right value is from."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN
from typing import NamedTuple

import pytest
from claimpack.rules.catalogue import all_rules
from scipy.stats import chi2_contingency, fisher_exact, norm, t
from statsmodels.stats.contingency_tables import Table2x2

from tests.evidence.printed import Row, report_on, rounded

RULES = [rule.name for rule in all_rules() if rule.family == "numbers"]
P, COUNTS, OUTSIDE = "p-value-inconsistent", "estimate-does-not-match-counts", "estimate-outside-interval"
ASYMMETRIC, INTERVAL, WIDE = "interval-asymmetric", "counts-contradict-interval", "imprecise-estimate"
SOURCES = ("S1", "S2")  # a meta-analysis and a registry: what is recorded of the source changes none of these


def row(
    numbers: str, p_value: str = "", counts: str = "", source: str = "S2", orientation: str = "as_named", **more: str
) -> Row:
    """``RR 2.00 0.37 10.89``, ``= 0.69`` and ``4 1000 2 1000`` as a row of estimates.csv."""
    cells = dict(zip(("measure", "estimate", "ci_low", "ci_high"), numbers.split(), strict=False))
    cells |= dict(zip(("p_relation", "p_value"), p_value.split(), strict=False))
    names = ("events_intervention", "total_intervention", "events_control", "total_control")
    cells |= dict(zip(names, counts.split(), strict=False))
    more = {"ci_level": "95", "source_id": source, "outcome": "headache", "locator": "abstract"} | more
    return cells | more | {"orientation": orientation}


def said_of(*rows: Row) -> list[dict[str, str]]:
    """By the rule, how grave what it says of each row is and what it says."""
    found: list[dict[str, str]] = [{} for _ in rows]
    for problem in report_on(rows, RULES).problems:
        found[int(problem.subjects[0][1:])][problem.rule] = f"{problem.severity}: {problem.message}"
    return found


class Field(NamedTuple):
    """A result and what is right of it."""

    row: Row
    right: dict[str, str]
    """By the rule, how grave it is and words that its message holds."""


def fields(source: str) -> dict[str, Field]:
    def field(
        numbers: str, p_value: str = "", counts: str = "", right: dict[str, str] | None = None, **more: str
    ) -> Field:
        return Field(row(numbers, p_value, counts, source, **more), right or {})

    return {
        # scipy.stats.fisher_exact([[4, 996], [2, 998]]).pvalue = 0.687, Wald 0.423
        "fisher-p-beside-wald-interval": field("RR 2.00 0.37 10.89", "= 0.69", "4 1000 2 1000"),
        # scipy.stats.norm: ln 1.02 / ((ln 1.30 - ln 0.80) / 3.92) = 0.16, p = 0.87
        "p-near-one": field("RR 1.02 0.80 1.30", "= 1.00", right={P: "note: p_value is 1.00"}),
        # scipy.stats.t with 2 degrees of freedom: 0.197
        "hartung-knapp": field("RR 1.50 0.60 3.75", "= 0.20", study_count="3", model="random_hksj"),
        # by scipy.stats.norm p is 0.034
        "more-than-005": field("RR 1.30 1.02 1.66", "> 0.05", right={P: "warning: p_value is > 0.05, but"}),
        # 3.5/101 over 0.5/101 = 7.0
        "zero-in-control-arm": field(
            "RR 0.40 0.20 0.80", "", "3 100 0 100", {COUNTS: "warning: other side of 1 by any method: 7.0000"}
        ),
        # statsmodels.stats.contingency_tables.Table2x2([[4, 46], [2, 48]]).riskratio_confint() = 0.383 to 10.43
        "interval-not-of-these-counts": field(
            "RR 2.00 1.80 2.22", "", "4 50 2 50", {INTERVAL: "warning: 4 of 50 and 2 of 50 give 0.384 to 10.43"}
        ),
        # Table2x2([[40, 60], [20, 80]]).oddsratio = 2.667, .riskratio = 2.0
        "is-the-odds-ratio": field(
            "RR 2.67 1.42 5.02", "", "40 100 20 100", {COUNTS: "warning: give 2.0000, and 2.67 is the odds ratio"}
        ),
        "arms-swapped": field(
            "RR 2.00 1.30 3.10",
            "",
            "20 100 40 100",
            {COUNTS: "warning: 2.00 is the risk ratio of the control arm to the intervention arm"},
        ),
        # 1181/56562 - 1026/45512 = -0.00166
        "percent-in-place-of-fraction": field(
            "RD -0.16 -0.34 0.02",
            "",
            "1181 56562 1026 45512",
            {COUNTS: "warning: give -0.0017, and -0.16 is about that in per cent"},
        ),
        "exact-interval": field("OR 5.21 0.57 250.1", interval_kind="exact"),
        # by its halves z is 2.6 to 3.3, and norm.isf(0.004) = 2.65
        "profile-likelihood": field("OR 1.36 1.13 1.80", "= 0.008", right={ASYMMETRIC: "note: scale is 1.43"}),
        # sqrt(0.75 x 14.5) = 3.298
        "off-by-less-than-one-percent": field("OR 3.33 0.75 14.5"),
        # 1/0.70, 1/0.91 and 1/0.53
        "ratio-inverted-after-rounding": field("HR 1.43 1.10 1.89"),
        # (26600 + 384600) / 2 = 205600
        "trailing-zeros": field("MD 205618 26600 384600"),
        # sqrt(0.61 x 1.07) = 0.808
        "digits-exchanged": field(
            "OR 0.18 0.61 1.07", "= 0.18", right={OUTSIDE: "error: read as 0.81, its digits exchanged, it would be in"}
        ),
        # sqrt(1.26 x 2.42) = 1.746, (1.26 + 2.24) / 2 = 1.75
        "digits-exchanged-in-a-limit": field(
            "OR 1.75 1.26 2.24",
            "< 0.01",
            right={ASYMMETRIC: "note: as if no logarithm had been taken; with the upper limit read as 2.42"},
        ),
        # norm.sf: whatever half is taken, p is 0.01 to 0.03
        "asymmetry-must-not-hide-p": field(
            "OR 4.4 1.4 19.2", "= 0.31", right={ASYMMETRIC: "note: 5.18", P: "warning: 0.31", WIDE: "note: wide"}
        ),
        "touching-at-one-point": field(
            "RR 1.19 1.20 2.08", "< 0.001", right={OUTSIDE: "error: 1.19, which is below its lower limit 1.20"}
        ),
        "consistent-but-said-not-to-be": field("OR 1.02 0.86 1.20", "= 0.80"),
    }


@pytest.mark.parametrize("source", SOURCES)
def test_results_from_the_field(source: str) -> None:
    cases = fields(source)
    for name, found in zip(cases, said_of(*(case.row for case in cases.values())), strict=True):
        right = cases[name].right
        assert set(found) == set(right), name
        for rule, words in right.items():
            severity, _, part = words.partition(": ")
            assert found[rule].startswith(f"{severity}: "), name
            assert part in found[rule], name


def test_the_values_that_these_rest_on() -> None:
    assert fisher_exact([[4, 996], [2, 998]]).pvalue == pytest.approx(0.687, abs=5e-4)
    error = math.log(3.75 / 0.60) / 2 / t.isf(0.025, 2)
    assert 2 * t.sf(math.log(1.5) / error, 2) == pytest.approx(0.197, abs=5e-4)
    table = Table2x2([[4, 46], [2, 48]])
    assert table.riskratio_confint() == pytest.approx((0.3835, 10.43), abs=5e-3)
    table = Table2x2([[40, 60], [20, 80]])
    assert (table.oddsratio, table.riskratio) == pytest.approx((2.667, 2.0), abs=5e-4)
    assert table.oddsratio_confint() == pytest.approx((1.42, 5.02), abs=5e-3)


def p_as_printed(p_value: float) -> str:
    """As papers print it: two decimals, three below 0.01, and "< 0.001"."""
    if p_value < 0.001:
        return "< 0.001"
    return f"= {rounded(p_value, 3 if p_value < 0.0095 else 2, ROUND_HALF_EVEN)}"


def sparse(total: int, *, with_counts: bool) -> list[Row]:
    """RR and OR of 1 to 12 against 1 to 12 events with their Wald intervals, and Fisher's and Yates's p-value."""
    found = []
    for a, c in itertools.product(range(1, 13), repeat=2):
        table = Table2x2([[a, total - a], [c, total - c]])
        ratios = {
            "RR": (table.riskratio, *table.riskratio_confint()),
            "OR": (table.oddsratio, *table.oddsratio_confint()),
        }
        tests = (fisher_exact(table.table).pvalue, chi2_contingency(table.table, correction=True).pvalue)
        counts = f"{a} {total} {c} {total}" if with_counts else ""
        for (measure, numbers), p_value in itertools.product(ratios.items(), tests):
            digits = " ".join(rounded(number, 2, ROUND_HALF_EVEN) for number in numbers)
            found.append(row(f"{measure} {digits}", p_as_printed(p_value), counts))
    return found


@pytest.mark.parametrize("total", [100, 500, 1_000, 5_000])
def test_sparse_tables_raise_nothing_with_counts_and_no_warning_without(total: int) -> None:
    rows = sparse(total, with_counts=True)
    assert len(rows) == 576
    for each, found in zip(rows, said_of(*rows), strict=True):
        assert set(found) <= {WIDE}, (each, found)
    rows = sparse(total, with_counts=False)
    for each, found in zip(rows, said_of(*rows), strict=True):
        assert not [words for words in found.values() if not words.startswith("note")], (each, found)


def without_counts(measure: str, arms: tuple[int, int], events: tuple[int, int]) -> Iterator[Row]:
    """A ratio with its Wald interval, 0.5 added to each cell where one is zero, and p-values of other tests."""
    counts = [[n, total - n] for n, total in zip(events, arms, strict=True)]
    table = Table2x2(counts, shift_zeros=True)
    if measure == "RR":
        numbers = (table.riskratio, *table.riskratio_confint())
    else:
        numbers = (table.oddsratio, *table.oddsratio_confint())
    tests = [
        fisher_exact(counts).pvalue,
        chi2_contingency(counts, correction=True).pvalue,
        chi2_contingency(counts, correction=False).pvalue,
    ]
    if all(events):
        tests.append(chi2_contingency(counts, correction=False, lambda_="log-likelihood").pvalue)
    digits = " ".join(rounded(number, 2, ROUND_HALF_EVEN) for number in numbers)
    return (row(f"{measure} {digits}", p_as_printed(p_value)) for p_value in tests)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "arms"), [("OR", (50, 50)), ("OR", (200, 200)), ("OR", (1_000, 1_000)), ("RR", (1_000, 1_000))]
)
def test_no_usual_test_of_counts_that_are_not_recorded_is_a_warning(measure: str, arms: tuple[int, int]) -> None:
    few = range(1, 40, 2)
    rows = [each for events in itertools.product(few, few) for each in without_counts(measure, arms, events)]
    for each, found in zip(rows, said_of(*rows), strict=True):
        assert not [words for words in found.values() if not words.startswith("note")], (each, found)


def test_tests_of_a_risk_difference_or_of_few_people_differ_more() -> None:
    # 3 of 500 and 3 of 100: Wald's z is 1.39 and Pearson's 2.2, since their errors differ in arms of unequal size
    p_value = chi2_contingency([[3, 497], [3, 97]], correction=False).pvalue
    error = math.sqrt(0.006 * 0.994 / 500 + 0.03 * 0.97 / 100)
    assert (norm.isf(p_value / 2), 0.024 / error) == pytest.approx((2.20, 1.38), abs=0.02)
    # 26 of 30 and 19 of 30
    table = Table2x2([[26, 4], [19, 11]])
    assert (table.riskratio, *table.riskratio_confint()) == pytest.approx((1.368, 1.007, 1.859), abs=5e-4)
    assert (table.riskratio_pvalue(), fisher_exact(table.table).pvalue) == pytest.approx((0.045, 0.072), abs=5e-4)
    [difference, alone, of_sixty] = said_of(
        row("RD -0.024 -0.058 0.010", p_as_printed(p_value)),
        row("RR 1.37 1.01 1.86", "= 0.07"),
        row("RR 1.37 1.01 1.86", "= 0.07", population_size="60"),
    )
    assert [found[P].partition(":")[0] for found in (difference, alone, of_sixty)] == ["note", "warning", "note"]


@pytest.mark.parametrize("arms", [(20, 20), (100, 100), (463, 162), (24, 47), (1_000, 1_000)])
@pytest.mark.parametrize("measure", ["RR", "OR"])
def test_an_arm_without_events_is_no_warning_either(measure: str, arms: tuple[int, int]) -> None:
    rows = [each for events in range(1, 11) for each in without_counts(measure, arms, (events, 0))]
    for each, found in zip(rows, said_of(*rows), strict=True):
        assert not [words for words in found.values() if not words.startswith("note")], (each, found)


def hartung_knapp(studies: int, chance: random.Random) -> tuple[float, float, float]:
    """The estimate, half width and p-value of simulated studies, pooled after DerSimonian-Laird and Hartung-Knapp."""
    spread, truth = chance.choice([0.0, 0.1, 0.4]), chance.choice([0.0, 0.3, -0.6])
    errors = [chance.uniform(0.1, 0.6) for _ in range(studies)]
    effects = [chance.gauss(truth, math.hypot(spread, error)) for error in errors]
    weights = [1 / error**2 for error in errors]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    q = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    scale = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = max(0.0, (q - studies + 1) / scale)
    weights = [1 / (error**2 + between) for error in errors]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    residual = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    error = math.sqrt(residual / (studies - 1) / sum(weights))
    return mean, float(t.isf(0.025, studies - 1)) * error, float(2 * t.sf(abs(mean) / error, studies - 1))


@pytest.mark.parametrize("model", ["random_hksj", ""])
def test_simulated_hartung_knapp_results_raise_nothing(model: str) -> None:
    chance = random.Random(19)  # noqa: S311 - nothing secret about it
    rows = []
    for studies in list(range(3, 21)) * 12:
        mean, half, p_value = hartung_knapp(studies, chance)
        digits = " ".join(rounded(math.exp(end), 2, ROUND_HALF_EVEN) for end in (mean, mean - half, mean + half))
        more = {"study_count": str(studies), "model": model}
        rows.append(row(f"RR {digits}", p_as_printed(p_value), **more))
    for each, found in zip(rows, said_of(*rows), strict=True):
        assert set(found) <= {WIDE}, (each, found)


def test_a_one_sided_p_value_is_in_order_if_it_is_said_to_be_one() -> None:
    # norm: ln 1.30 / ((ln 1.71 - ln 0.99) / 3.92) = 1.88, p = 0.060 two-sided, 0.030 or 0.970 one-sided
    assert 2 * norm.sf(math.log(1.30) / (math.log(1.71 / 0.99) / 3.92)) == pytest.approx(0.060, abs=5e-4)
    numbers = "OR 1.30 0.99 1.71"
    rows = [row(numbers, p, p_sides=sides) for p in ("= 0.03", "= 0.97") for sides in ("one", "two")]
    assert [set(found) for found in said_of(*rows)] == [set(), {P}, set(), {P}]


def test_a_prediction_interval_decides_nothing() -> None:
    rows = [row("OR 1.05 0.90 1.22", "= 0.03", interval_kind=kind) for kind in ("prediction", "one_sided", "")]
    assert [set(found) for found in said_of(*rows)] == [set(), set(), {P}]


def test_log_rank_beside_cox_is_at_most_a_note() -> None:
    # z of the interval is 1.51, of the p-value 2.05
    [found] = said_of(row("HR 0.80 0.60 1.07", "= 0.04"))
    assert found[P].startswith("note: ")


@pytest.mark.parametrize("relation", ["<", "<="])
def test_at_most_is_read_as_below(relation: str) -> None:
    low, high = said_of(row("RR 1.30 1.02 1.66", f"{relation} 0.05"), row("RR 1.05 0.90 1.22", f"{relation} 0.05"))
    assert low == {}
    assert high[P].startswith("warning: ")


def test_no_message_contradicts_itself() -> None:
    rows = [row("OR 1.02 0.86 1.20", f"= 0.{digits:02}") for digits in range(1, 100)]
    for each, found in zip(rows, said_of(*rows), strict=True):
        if P in found:
            ends = found[P].rpartition("between ")[2].split(" and ")
            assert not float(ends[0]) <= float(each["p_value"]) <= float(ends[1]), found[P]
