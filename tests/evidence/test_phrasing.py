"""Estimates put into words."""

from __future__ import annotations

import pytest
from claimpack.evidence.matching import Match, ScopeRelation
from claimpack.evidence.phrasing import (
    deciding_values,
    difference_in_words,
    effect_in_words,
    effect_values,
    shown_in_words,
)
from claimpack.evidence.scope import LIMITS, SCOPE

from tests.evidence.printed import COLUMNS, Row
from tests.evidence.records import table_of

BLANK = dict.fromkeys(COLUMNS, "") | {"measure": "RR", "orientation": "as_named"}
FULL = BLANK | {
    "estimate": "0.78",
    "ci_low": "0.65",
    "ci_high": "0.94",
    "ci_level": "95",
    "p_relation": "=",
    "p_value": "0.01",
}

OF_COUNTS = BLANK | {
    "estimate": "0.78",
    "events_intervention": "3",
    "total_intervention": "40",
    "events_control": "9",
    "total_control": "39",
}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FULL, "RR 0.78 (95 % CI 0.65 to 0.94, p = 0.01)"),
        (FULL | {"ci_level": ""}, "RR 0.78 (CI 0.65 to 0.94, p = 0.01)"),
        (FULL | {"p_value": "", "p_relation": ""}, "RR 0.78 (95 % CI 0.65 to 0.94)"),
        (FULL | {"p_relation": ""}, "RR 0.78 (95 % CI 0.65 to 0.94, p = 0.01)"),
        (FULL | {"p_relation": "<"}, "RR 0.78 (95 % CI 0.65 to 0.94, p < 0.01)"),
        (FULL | {"ci_low": ""}, "RR 0.78 (95 % CI ? to 0.94, p = 0.01)"),
        (FULL | {"ci_high": ""}, "RR 0.78 (95 % CI 0.65 to ?, p = 0.01)"),
        (FULL | {"ci_low": "", "ci_high": ""}, "RR 0.78 (p = 0.01)"),
        (FULL | {"estimate": ""}, "RR with 95 % CI 0.65 to 0.94, p = 0.01"),
        (BLANK | {"estimate": "1.10"}, "RR 1.10"),
        (BLANK, "RR with no number"),
        (FULL | {"note": "P for non-inferiority"}, "RR 0.78 (95 % CI 0.65 to 0.94)"),
        (OF_COUNTS | {"p_value": "0.2", "note": "P for non-inferiority"}, "RR 0.78, 3 of 40 against 9 of 39"),
        (
            OF_COUNTS | {"measure": "p_only", "estimate": "", "p_value": "0.2", "note": "P for non-inferiority"},
            "3 of 40 against 9 of 39",
        ),
        (BLANK | {"measure": "MD", "estimate": "-0.50", "ci_low": "-1", "ci_high": "0"}, "MD -0.50 (CI -1 to 0)"),
    ],
)
def test_effect(row: Row, words: str) -> None:
    assert effect_in_words(row) == words


def test_effect_without_its_p_value() -> None:
    assert effect_in_words(FULL, with_p=False) == "RR 0.78 (95 % CI 0.65 to 0.94)"
    assert effect_in_words(BLANK | {"estimate": "2", "p_value": "0.1"}, with_p=False) == "RR 2"


def test_effect_values_change_with_every_number_that_a_verdict_rests_on() -> None:
    judged = ("measure", "orientation", "estimate", "ci_low", "ci_high", "ci_level", "p_relation", "p_value")
    values = {effect_values(FULL)} | {effect_values(FULL | {column: "other"}) for column in judged}
    assert len(values) == len(judged) + 1
    for column in set(COLUMNS) - {*judged, "interval_kind"}:
        assert effect_values(FULL | {column: "other"}) == effect_values(FULL)


@pytest.mark.parametrize("cells", [{"interval_kind": "credible"}, {"p_sides": "one"}, {"model": "random_hksj"}])
def test_effect_values_change_with_what_the_numbers_mean(cells: Row) -> None:
    assert effect_values(FULL | cells) != effect_values(FULL)
    assert effect_values(BLANK | cells) == effect_values(BLANK), "without numbers it means nothing"


@pytest.mark.parametrize("cells", [{"interval_kind": "wald"}, {"p_sides": "two"}, {"model": "fixed"}])
def test_effect_values_stay_where_what_a_blank_stands_for_is_filled_in(cells: Row) -> None:
    assert effect_values(FULL | cells) == effect_values(FULL)
    assert deciding_values(FULL | cells) == deciding_values(FULL)


def test_an_interval_alone_decides_whatever_the_sides_of_the_p_value() -> None:
    assert deciding_values(FULL | {"p_sides": "one"}) == deciding_values(FULL)
    assert deciding_values(FULL | OPEN | {"p_sides": "one"}) != deciding_values(FULL | OPEN)


LIMITS_AND_LEVEL = ("ci_low", "ci_high", "ci_level")
OPEN = {"ci_low": "0.61", "ci_high": "1.00"}
NO_P = {"p_relation": "", "p_value": ""}
NO_LIMITS = dict.fromkeys(LIMITS_AND_LEVEL, "")


@pytest.mark.parametrize(
    ("row", "deciding"),
    [
        (FULL, LIMITS_AND_LEVEL),
        (FULL | OPEN, (*LIMITS_AND_LEVEL, "p_relation", "p_value")),
        (FULL | OPEN | NO_P, LIMITS_AND_LEVEL),
        (FULL | NO_P | {"interval_kind": "prediction"}, LIMITS_AND_LEVEL),
        (FULL | NO_LIMITS, ("p_relation", "p_value")),
        (FULL | NO_LIMITS | NO_P, ("events_intervention", "total_intervention", "events_control", "total_control")),
    ],
)
def test_deciding_values_change_with_what_may_decide(row: Row, deciding: tuple[str, ...]) -> None:
    for column in ("measure", "orientation", "estimate", *deciding):
        assert deciding_values(row | {column: "2"}) != deciding_values(row), column


@pytest.mark.parametrize(("row", "without"), [(FULL, NO_P), (FULL | OPEN | NO_P, {"events_control": "4"})])
def test_deciding_values_stay_where_something_else_changes(row: Row, without: Row) -> None:
    """0.61 to 1.00 is judged as an interval alone while no p-value is printed: an acknowledgement of it stays."""
    assert deciding_values(row) == deciding_values(row | without)
    assert deciding_values(row)[3:6] == (row["ci_low"], row["ci_high"], "95")


@pytest.mark.parametrize(
    ("shown", "measure", "orientation", "words"),
    [
        ("more", "RR", "as_named", "excludes 1 and shows more of the outcome with the intervention"),
        ("less", "SMD", "as_named", "excludes 0 and shows less of the outcome with the intervention"),
        (
            "less",
            "OR",
            "arms_swapped",
            "excludes 1 and, as it is printed the other way round, shows less of the outcome with the intervention",
        ),
        (
            "more",
            "RR",
            "opposite_event",
            "excludes 1 and, as it is printed the other way round, shows more of the outcome with the intervention",
        ),
        ("not_shown", "HR", "as_named", "includes 1, so that it shows neither more nor less of the outcome"),
        ("not_shown", "RD", "arms_swapped", "includes 0, so that it shows neither more nor less of the outcome"),
    ],
)
def test_shown(shown: str, measure: str, orientation: str, words: str) -> None:
    assert shown_in_words(shown, FULL | {"measure": measure, "orientation": orientation}) == words


@pytest.mark.parametrize("limits", [("", "1.31"), ("0.65", "")])
def test_one_limit_is_enough_of_an_interval(limits: tuple[str, str]) -> None:
    one = FULL | {"estimate": "0.97", "ci_low": limits[0], "ci_high": limits[1]}
    assert shown_in_words("not_shown", one).startswith("includes 1, so")
    assert shown_in_words("not_shown", FULL | {"ci_low": "", "ci_high": ""}) == "is not significant"


@pytest.mark.parametrize(
    "row", [FULL | {"ci_low": "0.61", "ci_high": "1.00"}, FULL | {"ci_high": "1.40", "interval_kind": "prediction"}]
)
def test_an_interval_that_does_not_decide_excludes_nothing(row: dict[str, str]) -> None:
    """0.61 to 1.00 leaves open on which side of 1 it ends, and a prediction interval is about the next study."""
    assert shown_in_words("less", row) == "is significant and shows less of the outcome with the intervention"


@pytest.mark.parametrize(
    ("standing", "claim", "words"),
    [
        ({}, {}, ""),
        ({"outcome": "narrower"}, {}, "on a narrower outcome (death)"),
        ({"route": "unsaid"}, {}, ""),
        ({"route": "broader"}, {}, "on a broader route (any)"),
        (
            {"outcome": "broader", "intervention": "narrower"},
            {},
            "on a broader outcome (death), a narrower intervention (msc)",
        ),
        ({}, {"severity": "serious"}, "of any severity"),
        ({}, {"severity": "any"}, ""),
        ({}, {"conditions": "if well made", "onset": "late"}, "of any onset, under any conditions"),
        ({"outcome": "narrower"}, {"onset": "late"}, "on a narrower outcome (death), of any onset"),
    ],
)
def test_difference(standing: dict[str, ScopeRelation], claim: Row, words: str) -> None:
    estimates = table_of("estimates", [BLANK | {"outcome": "death", "intervention": "msc"}])
    how = tuple(standing.get(column, "equal") for column in SCOPE)
    match = Match(estimates.record(0), how, is_direct=False, is_of_all_kinds=False)
    blank = dict.fromkeys((*SCOPE, *LIMITS), "")
    assert difference_in_words(match, blank | claim) == words
