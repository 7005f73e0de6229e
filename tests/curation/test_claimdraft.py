"""A claim is drafted from its sentence: what the words say for certain, and nothing where they don't."""

from __future__ import annotations

import pytest
from claimpack.curation.records.claimdraft import Named, drafted, inherited, statement

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
            {"outcome": "nausea", "effect_direction": "no_increase", "claim_type": "study_result"}
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


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("The risk of headache was not increased.", "no_increase"),
        ("The risk was not higher.", "no_increase"),
        ("It wasn't significantly increased.", "no_increase"),
        ("There was no significant increase.", "no_increase"),
        ("It did not reduce the risk.", "no_decrease"),
        ("The risk was not lower.", "no_decrease"),
        ("There was no clear reduction.", "no_decrease"),
        ("Headaches were not more common.", "no_increase"),
        ("Headaches were not significantly less frequent.", "no_decrease"),
        ("It does not prevent headaches.", "no_decrease"),
        ("It was not associated with an increased risk.", "no_difference"),
        ("There was no statistically significant association.", "no_difference"),
        ("Das Risiko war nicht signifikant erhöht.", "no_increase"),
        ("Das Risiko wurde nicht verringert.", "no_decrease"),
        ("Das Risiko ist nicht niedriger.", "no_decrease"),
        ("Lampen senken das Risiko nicht.", ""),
        ("Lampen steigern das Risiko nicht.", ""),
        ("Le risque n’a pas augmenté.", "no_increase"),
        ("Le risque n'est pas significativement augmenté.", "no_increase"),
        ("Le risque n'est pas réduit.", "no_decrease"),
        ("Elle ne réduit pas le risque.", "no_decrease"),
        ("Les maux de tête ne sont pas moins fréquents.", "no_decrease"),
        ("Aucune augmentation du risque.", "no_increase"),
        ("El riesgo no aumentó.", "no_increase"),
        ("El riesgo no ha aumentado.", "no_increase"),
        ("El riesgo no se redujo.", "no_decrease"),
        ("No reduce el riesgo.", "no_decrease"),
        ("Sin aumento del riesgo.", "no_increase"),
        ("No es menos frecuente.", "no_decrease"),
    ],
)
def test_a_denied_rise_or_fall_is_none(sentence: str, direction: str) -> None:
    assert drafted(sentence, CONCEPTS).get("effect_direction", "") == direction


@pytest.mark.parametrize(
    "sentence",
    [
        "No study found an increased risk.",
        "The risk was not, however, increased.",
        "It is not known to increase the risk.",
        "It is unlikely to increase the risk.",
        "It failed to reduce the risk.",
        "Neither lamp increased the risk.",
        "The risk was not only increased but doubled.",
        "An increase in risk was not found.",
        "The increase was not statistically significant.",
        "The risk was higher, but not significantly.",
        "It raises the risk of nausea but not of headache.",
        "An increased risk was not observed.",
        "Fever was not seen more frequently with lamps.",
        "The risk increased in men but did not in women.",
        "There were no reports of a higher risk.",
        "It did not raise or lower the risk.",
        "Headache was not increased, but nausea was more common.",
        "It is not very safe.",
        "No side effects were noted.",
        "Side effects did not occur.",
        "Without an increased risk.",
        "Keine Studie fand ein erhöhtes Risiko.",
        "Ein erhöhtes Risiko wurde nicht gefunden.",
        "Es ist nicht sehr sicher.",
        "Nebenwirkungen traten nicht auf.",
        "Nicht selten treten Kopfschmerzen auf.",
        "Ohne häufiger zu sein.",
        "Aucune étude ne montre une augmentation du risque.",
        "Elle n'est pas bien tolérée.",
        "Sans augmenter le risque.",
        "Ningún estudio mostró un aumento del riesgo.",
        "No es segura, pero puede ayudar.",
        "Nunca aumenta el riesgo.",
    ],
)
def test_nothing_is_proposed_where_a_negation_leaves_open_what_is_denied(sentence: str) -> None:
    assert "effect_direction" not in drafted(sentence, CONCEPTS)


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Headaches may occur, but are not dangerous.", "occurs"),
        ("It can occur; it is not dangerous.", "occurs"),
        ("Headache was more common than without lamps.", "increased"),
        ("Kopfschmerzen können auftreten und sind nicht gefährlich.", "occurs"),
        ("Le risque augmente, mais les maux ne sont pas graves.", "increased"),
        ("El riesgo aumenta más que sin lámparas.", "increased"),
    ],
)
def test_a_negation_of_something_else_denies_nothing(sentence: str, direction: str) -> None:
    assert drafted(sentence, CONCEPTS)["effect_direction"] == direction


@pytest.mark.parametrize(
    ("sentence", "column", "word"),
    [
        ("Headaches may occur, but are not serious.", "severity", ""),
        ("Headaches may occur; they are not very common.", "frequency", ""),
        ("Kopfschmerzen können auftreten, aber nicht selten.", "frequency", ""),
        ("Kopfschmerzen können auftreten und sind nicht schwer.", "severity", ""),
        ("Le mal peut survenir, mais il n'est pas grave.", "severity", ""),
        ("Puede ocurrir, pero no es grave.", "severity", ""),
        ("Serious harm has never been reported.", "severity", "serious"),
        ("No cases of serious harm are known.", "severity", "serious"),
    ],
)
def test_how_often_and_how_bad_is_not_taken_from_its_denial(sentence: str, column: str, word: str) -> None:
    assert drafted(sentence, CONCEPTS).get(column, "") == word


INHERITED = [
    (
        "• Headache1",
        "Common side effects of lamp therapy include:",
        {
            "outcome": "headache",
            "effect_direction": "occurs",
            "frequency": "common",
            "claim_type": "adverse_event",
            "intervention": "lamp",
            "note": "From the list's heading: what happens, how often, the treatment.",
        },
    ),
    (
        "• Headache is less frequent1",
        "Common side effects:",
        {"outcome": "headache", "effect_direction": "decreased", "claim_type": "study_result"},
    ),
    ("• Headache1", "In brief:", {"outcome": "headache"}),
    (
        "• Übelkeit",
        "Sehr häufige Nebenwirkungen:",
        {
            "outcome": "nausea",
            "effect_direction": "occurs",
            "frequency": "very_common",
            "claim_type": "adverse_event",
            "note": "From the list's heading: what happens, how often.",
        },
    ),
]


@pytest.mark.parametrize(("item", "opening", "found"), INHERITED)
def test_an_item_has_what_its_list_says_unless_it_says_so_itself(
    item: str, opening: str, found: dict[str, str]
) -> None:
    assert inherited(drafted(item, CONCEPTS), opening, CONCEPTS) == found
