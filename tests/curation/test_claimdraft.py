"""A claim is drafted from its sentence: what the words say for certain, and nothing where they don't."""

from __future__ import annotations

import pytest
from claimpack.curation.records.claimdraft import Named, drafted, statement

CONCEPTS = [
    Named("headache", "outcome", "Headache"),
    Named("mild_headache", "outcome", "Mild headache"),
    Named("nausea", "outcome", "Übelkeit"),
    Named("fever", "outcome", "发烧"),
    Named("lamp", "intervention", "Lamp therapy"),
    Named("adults", "population", "Adults"),
]
UP_TO_12 = {"stated_measure": "percent", "stated_high": "12"}
STATED = {"population_basis": "stated"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "In 62 trials with 3,546 people headaches were more common with lamp therapy.1",
            {"outcome": "headache", "intervention": "lamp", "effect_direction": "increased", "study_count": "62"}
            | {"population_size": "3546", "claim_type": "study_result"}
            | STATED,
        ),
        (
            "Up to 12% of patients may have a mild headache.1,2",
            {"outcome": "mild_headache", "effect_direction": "occurs", "claim_type": "adverse_event"}
            | {"severity": "mild", "wording": "may", "stated_measure": "percent", "stated_high": "12"},
        ),
        (
            "Rarely, in 1 in 1,000 adults, it can occur.",
            {"population": "adults", "effect_direction": "occurs", "claim_type": "adverse_event", "frequency": "rare"}
            | {"wording": "may", "stated_measure": "one_in", "stated_value": "1000"}
            | {"population_size": "1000"}
            | STATED,
        ),
        ("Damage has never been reported.", {"effect_direction": "not_observed", "claim_type": "adverse_event"}),
        ("It is not known how long it lasts.", {"effect_direction": "uncertain", "claim_type": "limitation"}),
        (
            "It was not linked to headache in a 2019 study.",
            {"outcome": "headache", "effect_direction": "no_difference", "claim_type": "study_result"},
        ),
        (
            "Übelkeit war bei 1.628 Patienten nicht häufiger [2].",
            {"outcome": "nausea", "effect_direction": "no_difference", "claim_type": "study_result"}
            | {"population_size": "1628"}
            | STATED,
        ),
        (
            "Bleibende Schäden wurden nie berichtet.",
            {"effect_direction": "not_observed", "claim_type": "adverse_event"},
        ),
        (
            "Das Risiko ist um 8,5 bis 10 % erhöht.",
            {"effect_direction": "increased", "claim_type": "study_result", "stated_measure": "percent"}
            | {"stated_low": "8.5", "stated_high": "10"},
        ),
        ("发烧 [1]。", {"outcome": "fever"}),
        ("It raises one risk and lowers another in 5% and 7%.", {}),
        ("The weather was fine.", {}),
        ("It is given for headaches and Übelkeit.", {}),
    ],
)
def test_what_a_sentence_says(sentence: str, found: dict[str, str]) -> None:
    assert drafted(sentence, CONCEPTS) == found


@pytest.mark.parametrize(
    ("row", "language", "words"),
    [
        ({"effect_direction": "no_difference"}, "en", "Dry eye is as frequent with lamps as without."),
        ({"effect_direction": "increased"}, "de", "Häufiger mit Lamps: Dry eye."),
        ({"effect_direction": "increased"}, "ja", "Dry eye is more frequent with Lamps."),
        ({"effect_direction": "occurs", "intervention": "", **UP_TO_12}, "en-GB", "Dry eye occurs (up to 12 %)."),
        ({"effect_direction": "not_applicable"}, "en", ""),
        ({"effect_direction": "occurs", "outcome": ""}, "en", ""),
    ],
)
def test_a_statement_of_its_own_words(row: dict[str, str], language: str, words: str) -> None:
    assert statement({"outcome": "o", "intervention": "l"} | row, {"o": "Dry eye", "l": "Lamps"}, language) == words
