"""Packages made at random for verdicts: few concepts, so that scopes meet, and results of every kind."""

from __future__ import annotations

import random
from collections.abc import Mapping

from claimpack import load_tables
from claimpack.package.package import Package
from hypothesis import strategies as st

from tests.edits import TODAY

Row = dict[str, str]
Tables = dict[str, list[Row]]

CONCEPTS: list[Row] = [
    {"concept_id": "harm", "kind": "outcome", "label": "Adverse event", "serious": ""},
    {"concept_id": "headache", "kind": "outcome", "label": "Headache", "broader": "harm"},
    {"concept_id": "migraine", "kind": "outcome", "label": "Migraine", "broader": "headache"},
    {"concept_id": "stroke", "kind": "outcome", "label": "Stroke", "broader": "harm", "serious": "yes"},
    {"concept_id": "weight", "kind": "outcome", "label": "Weight", "broader": "harm", "margin": "1.1"},
    {"concept_id": "survival", "kind": "outcome", "label": "Survival", "desirable": "yes"},
    {"concept_id": "therapy", "kind": "intervention", "label": "Therapy"},
    {"concept_id": "light", "kind": "intervention", "label": "Light", "broader": "therapy"},
    {"concept_id": "people", "kind": "population", "label": "People"},
    {"concept_id": "adults", "kind": "population", "label": "Adults", "broader": "people"},
]
_OUTCOMES = [*["headache"] * 20, "migraine", "harm", "stroke", "weight", "survival"]
_INTERVENTIONS = [*["light"] * 6, "", "therapy"]
_POPULATIONS = [*["adults"] * 6, "", "people"]
_DIRECTIONS = [
    *("increased", "decreased", "no_difference", "no_increase", "no_decrease", "occurs", "occurs", "not_observed"),
    *("increased", "decreased", "no_difference", "no_increase", "favourable", "uncertain", "not_applicable"),
]
_WORDS = ["", "", "increased", "decreased", "no_difference", "no_increase", "occurs", "not_observed", "uncertain"]
_SOURCES = ["S1", "S2", "S3", "S4"]
_INTERVALS = [
    ("1.50", "1.20", "1.90"),
    ("3.70", "2.10", "6.50"),
    ("0.60", "0.40", "0.90"),
    ("1.05", "0.90", "1.22"),
    ("1.02", "1.01", "1.04"),
    ("0.93", "0.30", "2.90"),
    ("1.00", "0.99", "1.01"),
]
_COUNTS = [("0", "50"), ("0", "40000"), ("2", "1000"), ("30", "200"), ("90", "300")]


def _source(chance: random.Random, name: str) -> Row:
    others = [each for each in _SOURCES if each > name]
    updates = [chance.choice(others)] if others and chance.random() < 0.3 else []
    return {
        "source_id": name,
        "status": chance.choice(["identified"] * 9 + ["unidentified"]),
        "source_type": chance.choice(["", "meta_analysis", "randomised_trial", "case_report"]),
        "title": f"Source {name}",
        "issued_on": chance.choice(["", "2010", "2015", "2020", "2024"]),
        "population": chance.choice(["", "adults", "people"]),
        "intervention": chance.choice(["", "light", "therapy"]),
        "retraction_status": chance.choice(["none_found"] * 9 + ["retracted"]),
        "superseded_by": ";".join(updates),
    }


def _estimate(chance: random.Random, number: int) -> Row:
    kind = chance.choice(["ratio", "ratio", "ratio", "proportion", "p_only", "words", "counts"])
    row = {
        "estimate_id": f"E{number}",
        "source_id": chance.choice(_SOURCES),
        "outcome": chance.choice(_OUTCOMES),
        "intervention": chance.choice(_INTERVENTIONS),
        "population": chance.choice(_POPULATIONS),
        "orientation": chance.choice(["as_named", "as_named", "as_named", "arms_swapped", "not_stated"]),
        "reported_direction": chance.choice(_WORDS),
        "certainty": chance.choice(["", "high", "moderate", "low", "very_low"]),
        "analysis": chance.choice(["", "", "primary", "subgroup"]),
        "locator": "Table 1",
    }
    events, total = chance.choice(_COUNTS)
    if kind in ("ratio", "counts"):
        estimate, low, high = chance.choice(_INTERVALS)
        row |= {"measure": chance.choice(["RR", "OR", "HR"]), "estimate": estimate, "ci_low": low, "ci_high": high}
        row |= {"ci_level": chance.choice(["95", "95", "90", "99"])}
    if kind == "counts":
        row |= {"events_intervention": events, "total_intervention": total, "events_control": "4"}
        row |= {"total_control": total, "orientation": "as_named"}
    if kind == "proportion":
        row |= {"measure": "proportion", "estimate": f"{int(events) / int(total):.3f}", "orientation": "as_named"}
        row |= {"events_intervention": events, "total_intervention": total}
    if kind == "p_only":
        row |= {
            "measure": "p_only",
            "p_relation": chance.choice(["=", "<", ">"]),
            "p_value": chance.choice(["0.03", "0.40"]),
        }
    if kind == "words":
        row |= {"measure": "words", "reported_direction": chance.choice(_WORDS[2:])}
    return row


def _claim(chance: random.Random, number: int) -> Row:
    claim_type = chance.choice(
        ["study_result", "adverse_event", "benefit", "synthesis", "synthesis", "synthesis", "limitation"]
    )
    direction = chance.choice(_DIRECTIONS)
    row = {
        "claim_id": f"C{number}",
        "passage_id": chance.choice(["P1", "P3"]),
        "claim_type": claim_type,
        "statement": f"Claim {number}.",
        "outcome": chance.choice(_OUTCOMES) if direction != "not_applicable" else "",
        "intervention": chance.choice(_INTERVENTIONS),
        "population": chance.choice(_POPULATIONS),
        "effect_direction": direction,
        "severity": chance.choice(["", "", "", "", "", "", "mild"]),
        "frequency": chance.choice(["", "", "very_common", "common", "rare"]) if direction != "not_observed" else "",
        "wording": chance.choice(["", "asserts", "probably", "may"]),
        "population_basis": "not_reported",
        "source_ids": ";".join(chance.sample(_SOURCES, chance.choice([0, 1, 1, 2, 2, 3]))),
    }
    stated = chance.choice([("", ""), ("", ""), ("fold", "3.7"), ("RR", "1.50"), ("percent", "15")])
    return row | dict(zip(("stated_measure", "stated_value"), stated, strict=True))


def tables_of(seed: int) -> Tables:
    """The package that ``seed`` stands for: four sources, up to 16 results and up to six claims."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    estimates, claims = chance.randint(0, 16), chance.randint(1, 6)
    return {
        "concepts": [*CONCEPTS],
        "articles": [article()],
        "passages": [*PASSAGES],
        "sources": [_source(chance, name) for name in _SOURCES],
        "estimates": [_estimate(chance, number) for number in range(1, estimates + 1)],
        "claims": [_claim(chance, number) for number in range(1, claims + 1)],
    }


def packages() -> st.SearchStrategy[Tables]:
    """Any of them. All differ in much, which drawing cell by cell from a strategy does not come to."""
    return st.integers(0, 2**32 - 1).map(tables_of)


def article() -> Row:
    return {"article_id": "A", "title": "An article", "language": "en", "text_sha256": "0" * 64, "text_length": "90"}


PASSAGES: list[Row] = [
    {
        "passage_id": f"P{number}",
        "article_id": "A",
        "position": str(number),
        "kind": kind,
        "start": str(30 * number - 30),
        "end": str(30 * number - 2),
        "sha256": f"{number}" * 64,
        "coverage": coverage,
        "coverage_reason": "" if coverage == "claims" else "It opens a list.",
    }
    for number, kind, coverage in ((1, "sentence", "claims"), (2, "heading", "none"), (3, "list_item", "claims"))
]


def package_of(tables: Mapping[str, list[Row]]) -> Package:
    """The package of these records."""
    return load_tables(tables, today=TODAY)
