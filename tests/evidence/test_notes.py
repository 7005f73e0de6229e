"""What titles and notes say of a trial and of its p-value."""

from __future__ import annotations

import pytest
from claimpack.evidence.notes import named_design
from claimpack.evidence.printed import printed_numbers

from tests.evidence.printed import records_of


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("Light at night: a randomised, double-blind crossover trial", "crossover"),
        ("A cross-over study of light", "crossover"),
        ("Light: a crossover, placebo-controlled, double-blind pilot study", "crossover"),
        ("Light at night: a randomised, two-way cross-over", "crossover"),
        ("40 people; crossover.", "crossover"),
        ("Crossover to active treatment was allowed after a year.", ""),
        ("Crossover allowed at progression", ""),
        ("Survival adjusted for crossover; patients could cross over in this trial.", ""),
        ("With crossover permitted in the trial; the crossover rate of the study was 40 %.", ""),
        ("Not a crossover trial.", ""),
        ("No crossover", ""),
        ("Light at night: a parallel-group trial, no crossover", "parallel"),
        ("Three parallel arms", "parallel"),
        ("Light in parallel with drugs", ""),
        ("", ""),
    ],
)
def test_what_a_title_or_note_calls_a_trial(text: str, design: str) -> None:
    assert named_design("Light at night", text) == design


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("", "a p-value"),
        ("P for non-inferiority", "none"),
        ("The one-sided p-value is for noninferiority at a margin of 1.25.", "none"),
        ("From the non-inferiority test", "none"),
        ("Pooled; p (non inferiority)", "none"),
        ("A non-inferiority trial.", "a p-value"),
        ("P for superiority, after non-inferiority was shown", "a p-value"),
        ("The p-value is two-sided. The trial was one of non-inferiority.", "a p-value"),
        ("p < 0.001 for non-inferiority, p = 0.03 for superiority", "none"),
        ("p for non-inferiority <0.001", "none"),
        ("p < 0.02 for non-inferiority, p < 0.001 for superiority", "a p-value"),
        ("Non-inferiority p = 0.02; superiority p < 0.001", "a p-value"),
        ("p-value after non-inferiority was shown", "a p-value"),
        ("The p-value tests a difference, not non-inferiority", "a p-value"),
        ("p is two-sided, from a trial designed for non-inferiority", "a p-value"),
        ("p values are two-sided and a non-inferiority margin of 1.3 was used", "a p-value"),
        ("Non-inferiority margin met; p for superiority 0.001", "a p-value"),
        ("p for interaction", "a p-value"),
    ],
)
def test_a_p_value_for_non_inferiority_is_none_against_no_effect(note: str, found: str) -> None:
    row = {"measure": "RD", "estimate": "0.01", "p_relation": "<", "p_value": "0.001", "note": note}
    assert ("none" if printed_numbers(records_of([row])[0]).p is None else "a p-value") == found
