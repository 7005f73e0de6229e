"""What a result says of whether an outcome happened, and of a time."""

from __future__ import annotations

import pytest
from claimpack import load_tables
from claimpack.evidence.evidence import evidence_of

from tests.edits import EXAMPLE, TODAY
from tests.test_invariance import tables_of

CONCEPTS = [
    {"concept_id": "rash", "kind": "outcome", "label": "Rash"},
    {"concept_id": "light", "kind": "intervention", "label": "Light"},
]
SOURCE = {"source_id": "S1", "status": "identified", "source_type": "randomised_trial", "title": "A trial"}
CLAIM = {
    "claim_id": "C1",
    "passage_id": "P3",
    "claim_type": "adverse_event",
    "statement": "A rash.",
    "intervention": "light",
    "outcome": "rash",
    "population_basis": "not_reported",
    "source_ids": "S1",
}
ESTIMATE = {"source_id": "S1", "outcome": "rash", "intervention": "light", "orientation": "as_named"}


def stances(claim: dict[str, str], *estimates: dict[str, str]) -> list[tuple[str, bool]]:
    """What each result says of a claim, and whether it is direct."""
    tables = tables_of(EXAMPLE) | {
        "concepts": CONCEPTS,
        "relations": [],
        "references": [],
        "sources": [SOURCE],
        "claims": [CLAIM | claim],
        "estimates": [
            ESTIMATE | {"estimate_id": f"E{number}", "locator": "abstract"} | each
            for number, each in enumerate(estimates, 1)
        ],
    }
    evidence = evidence_of(load_tables(tables, today=TODAY))
    [one] = evidence.claims
    return [(result.stance, result.is_direct) for result in evidence.results_on(one)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"estimate": "0.4", "unit": "%"}, "disputes"),
        ({"estimate": "0", "unit": "%"}, ""),  # up to 0.5 %
        ({"estimate": "0", "unit": "%", "total_intervention": "200"}, ""),  # 1 of 200 is 0.5 %, rounded to 0 or 1
        ({"estimate": "0", "unit": "%", "total_intervention": "199"}, "agrees"),  # 1 of 199 is 0.503 %
        ({"estimate": "0.0", "unit": "%", "population_size": "900"}, "agrees"),  # 1 of 900 is 0.11 %
        ({"estimate": "0.0", "unit": "%", "population_size": "9000"}, ""),
        ({"estimate": "0.000"}, ""),
        ({"events_intervention": "0", "total_intervention": "40000"}, "agrees"),
    ],
)
def test_nothing_printed_is_not_nobody(printed: dict[str, str], expected: str) -> None:
    [(stance, _)] = stances({"effect_direction": "not_observed"}, {"measure": "proportion"} | printed)
    assert stance == expected


RATIO = {"measure": "RR", "ci_level": "95"}
LESS = RATIO | {"estimate": "0.50", "ci_low": "0.40", "ci_high": "0.60"}
MORE = RATIO | {"estimate": "2.00", "ci_low": "1.50", "ci_high": "2.60"}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("", "", ""), [("disputes", True), ("agrees", True)]),
        (("12 months", "1 week", "12 months"), [("", False), ("agrees", True)]),
        (("12 months", "1 week", "52 weeks"), [("", False), ("agrees", True)]),  # 364 and 365 days
        (("12 months", "1 week", ""), [("disputes", False), ("agrees", True)]),
        (("12 months", "1 week", "2 weeks"), [("disputes", False), ("agrees", False)]),
        (("", "1 week", "12 months"), [("disputes", True), ("agrees", True)]),
    ],
)
def test_a_result_after_another_time(times: tuple[str, str, str], expected: list[tuple[str, bool]]) -> None:
    of_claim, *of_results = times
    results = [each | {"follow_up": time} for each, time in zip((LESS, MORE), of_results, strict=True)]
    assert stances({"effect_direction": "increased", "follow_up": of_claim}, *results) == expected


def test_two_estimates_of_one_id_that_differ_decide_nothing_in_either_order() -> None:
    claim = {"effect_direction": "increased"}
    same = {"estimate_id": "E1"}
    assert stances(claim, MORE | same, LESS | same) == stances(claim, LESS | same, MORE | same) == []
    assert stances(claim, MORE | same, MORE | same) == [("agrees", True)]
