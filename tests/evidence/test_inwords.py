"""Estimates put into words."""

from __future__ import annotations

import pytest
from validator.evidence.scopes import SCOPE

from tests.evidence.printed import COLUMNS, Row
from validator.evidence.inwords import difference_in_words, effect_in_words, effect_values, verdict_in_words

BLANK = dict.fromkeys(COLUMNS, "") | {"measure": "RR", "orientation": "as_named"}
FULL = BLANK | {
    "estimate": "0.78",
    "ci_low": "0.65",
    "ci_high": "0.94",
    "ci_level": "95",
    "p_relation": "=",
    "p_value": "0.01",
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
    for column in set(COLUMNS) - set(judged):
        assert effect_values(FULL | {column: "other"}) == effect_values(FULL)


@pytest.mark.parametrize(
    ("verdict", "measure", "orientation", "words"),
    [
        ("more", "RR", "as_named", "excludes 1 and shows more of the outcome with the intervention"),
        ("less", "SMD", "as_named", "excludes 0 and shows less of the outcome with the intervention"),
        (
            "less",
            "OR",
            "reversed",
            "excludes 1 and, as it is printed the other way round, shows less of the outcome with the intervention",
        ),
        ("not_shown", "HR", "as_named", "includes 1, so that it shows neither more nor less of the outcome"),
        ("not_shown", "RD", "reversed", "includes 0, so that it shows neither more nor less of the outcome"),
    ],
)
def test_verdict(verdict: str, measure: str, orientation: str, words: str) -> None:
    assert verdict_in_words(verdict, FULL | {"measure": measure, "orientation": orientation}) == words


@pytest.mark.parametrize(
    ("pair", "claim", "words"),
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
def test_difference(pair: Row, claim: Row, words: str) -> None:
    estimate = BLANK | {"outcome": "death", "intervention": "msc"}
    blank = dict.fromkeys((*SCOPE, "severity", "onset", "conditions"), "")
    assert difference_in_words(dict.fromkeys(SCOPE, "equal") | pair, estimate, blank | claim) == words
