"""Our own data: complete, clean, and true to the figures that its sources print."""

from __future__ import annotations

import csv
import re
from itertools import pairwise

import pytest
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.rules.catalogue import all_rules
from frictionless import Package

from tests.edits import DATA_TODAY, ROOT

ARTICLES = sorted((ROOT.parent / "shared/article").glob("*.txt"))
needs_article = pytest.mark.skipif(not ARTICLES, reason="the article's text is not ours to publish and is not here")

# Printed in the abstracts: outcome, estimate, interval, p.
WANG_2021 = """
transient_fever 3.65 2.05 6.49 < 0.01
administration_site_adverse_event 1.98 1.01 3.87 = 0.05
constipation 2.45 1.01 5.97 = 0.05
fatigue 2.99 1.06 8.44 = 0.04
sleeplessness 5.90 1.04 33.47 = 0.05
arrhythmia 0.62 0.36 1.07 = 0.09
"""
THOMPSON_2020 = """
fever 2.48 1.27 4.86
acute_infusional_toxicity_other_than_fever 1.16 0.70 1.91
infection 0.99 0.81 1.21
thromboembolism 1.14 0.67 1.95
death 0.78 0.65 0.94
malignancy 0.93 0.60 1.45
"""
WANG_2024 = """
fever 1.61 1.22 2.11 < 0.01
fever_long_follow_up 1.75 1.26 2.24 < 0.01
tachycardia 0.83 0.64 1.09 = 0.14
fatigue 0.18 0.61 1.07 = 0.18
"""


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / f"claims/{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_stock_frictionless_calls_it_valid() -> None:
    report = Package(str(ROOT / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    assert len(report.tasks) == 9


NEEDING_THE_TEXT = {
    "article-changed",
    "article-without-text",
    "citation-misread",
    "number-not-in-passage",
    "passage-changed",
    "passage-gap",
}
NEEDING_SOURCES = {"number-not-in-source"}
"""The texts of the sources are not ours to give."""
NEEDING_COUNTS = {
    "counts-contradict-interval",
    "counts-contradict-p",
    "estimate-does-not-match-counts",
    "events-exceed-total",
    "frequency-contradicts-rate",
    "heterogeneity-of-one-study",
    "stated-value-mismatch",
    "wording-exceeds-certainty",
    "sources-disagree",
}
"""The abstracts of the sources give no counts, rates, certainty or second number on one outcome in one scope."""


def test_every_problem_is_judged_and_each_rule_has_something_to_look_at() -> None:
    report = run(load(ROOT, today=DATA_TODAY), all_rules())
    assert [problem for problem in report.problems if not problem.acknowledged] == []
    assert report.complete
    idle = {result.rule for result in report.rules if result.status == "not_run"}
    assert idle == NEEDING_THE_TEXT | NEEDING_COUNTS | NEEDING_SOURCES
    assert {result.reason for result in report.rules if result.status != "not_run"} == {None}


@needs_article
def test_no_rule_finds_anything_beside_the_article() -> None:
    report = run(load(ROOT, ARTICLES, today=DATA_TODAY), all_rules())
    assert [problem for problem in report.problems if not problem.acknowledged] == []
    assert {result.rule for result in report.rules if result.status == "not_run"} == NEEDING_COUNTS | NEEDING_SOURCES


# Each found by reading the article beside the abstracts of its sources, not by the tool.
KNOWN = """
source-contradicts-itself E11
newer-evidence-disagrees C007;wang-2024;E01;E13
newer-evidence-disagrees C008;wang-2024;E04;E16
absence-overstated C040;E12
absence-claimed-despite-events C004;E12
year-mismatch C036
scope-beyond-source C007
scope-beyond-source C038
frequency-without-rate C015
dropped-qualifier C049;C044
uncited-claim C002
unidentified-source unidentified-4
superseded-source wang-2021;wang-2024
interval-asymmetric E14
p-value-inconsistent E15
estimate-outside-interval E16
imprecise-estimate E05
"""


def test_what_is_known_to_be_amiss_is_found_and_recorded_with_a_reason() -> None:
    report = run(load(ROOT, today=DATA_TODAY), all_rules())
    found = {f"{problem.rule} {';'.join(problem.subjects)}" for problem in report.problems if problem.reason}
    assert set(KNOWN.split("\n")) - {""} <= found


@pytest.mark.parametrize("estimate", ["E02", "E03", "E05"])
def test_p_of_five_per_cent_beside_an_interval_that_excludes_one_is_in_order(estimate: str) -> None:
    report = run(load(ROOT, today=DATA_TODAY), all_rules())
    of_the_numbers = {rule.name for rule in all_rules() if rule.family == "numbers"} - {"imprecise-estimate"}
    assert not [p.rule for p in report.problems if estimate in p.subjects and p.rule in of_the_numbers]


def test_every_problem_names_records_that_are_there() -> None:
    package = load(ROOT, today=DATA_TODAY)
    named = [
        (problem.rule, table, subject)
        for problem in run(package, all_rules()).problems
        for table, subject in zip(problem.subject_tables, problem.subjects, strict=True)
    ]
    assert len({table for _, table, _ in named}) >= 3
    assert [name for name in named if name[2] not in set(package.table(name[1]).key_cells)] == []


def test_the_reasons_are_specific() -> None:
    reasons = [row["reason"] for row in table("acknowledgements")]
    assert all(len(reason) >= 40 and reason.endswith(".") for reason in reasons)


@pytest.mark.parametrize(
    ("source", "printed"), [("wang-2021", WANG_2021), ("thompson-2020", THOMPSON_2020), ("wang-2024", WANG_2024)]
)
def test_estimates_are_as_printed(source: str, printed: str) -> None:
    columns = ("outcome", "estimate", "ci_low", "ci_high", "p_relation", "p_value")
    recorded = [
        " ".join(row[column] for column in columns).strip()
        for row in table("estimates")
        if row["source_id"] == source and row["measure"] != "words"
    ]
    assert recorded == printed.strip().splitlines()


def test_sources_are_those_the_article_cites_and_two_for_context() -> None:
    cited = {row["citation"]: row["source_id"] for row in table("references")}
    assert cited == {"1": "thompson-2020", "2": "unidentified-2", "3": "wang-2021", "4": "unidentified-4"}
    sources = {row["source_id"]: row for row in table("sources")}
    assert set(sources) - set(cited.values()) == {"wang-2024", "lalu-2012"}
    sizes = {name: (row["study_count"], row["population_size"]) for name, row in sources.items()}
    assert sizes["thompson-2020"] == ("55", "2696")
    assert sizes["wang-2021"] == ("62", "3546")
    for name in ("unidentified-2", "unidentified-4"):
        filled = {column for column, value in sources[name].items() if value}
        assert filled == {"source_id", "status", "role"}


def test_each_claim_states_one_outcome_in_our_own_words() -> None:
    claims = table("claims")
    assert len(claims) == 56
    statements = [claim["statement"] for claim in claims]
    assert len(set(statements)) == len(statements)
    denied = [claim["outcome"] for claim in claims if claim["passage_id"] == "P025"]
    assert denied == [
        "fever",
        "acute_infusional_toxicity_other_than_fever",
        "infection",
        "thromboembolism",
        "death",
        "malignancy",
    ]


def test_few_data_on_the_long_run_qualify_what_their_note_says() -> None:
    """Whatever denies or plays down serious harm or calls safety good, and what judges the evidence."""
    broader = {row["concept_id"]: row["broader"].split(";") for row in table("concepts")}

    def is_under(concept: str, top: str) -> bool:
        return concept == top or any(is_under(each, top) for each in broader.get(concept, ()))

    def is_limited(claim: dict[str, str]) -> bool:
        says = claim["effect_direction"]
        plays_down = says in ("no_difference", "no_increase", "not_observed") or claim["frequency"] == "rare"
        serious = claim["severity"] == "serious" or is_under(claim["outcome"], "serious_adverse_event")
        return says == "favourable" or (serious and plays_down)

    qualified = {row["target_claim_id"] for row in table("relations") if row["claim_id"] == "C048"}
    assert qualified == {claim["claim_id"] for claim in table("claims") if is_limited(claim)} | {"C043", "C056"}
    assert all(row["note"] for row in table("relations") if row["relation"] == "qualifies")


@needs_article
def test_no_nine_words_in_a_row_of_the_article_stand_in_the_project() -> None:
    words = lambda text: re.findall(r"[a-z0-9]+", text.casefold())  # noqa: E731
    article = words(re.sub(r"([a-z])\.?\d[\d,–-]*", r"\1", ARTICLES[0].read_text(encoding="utf-8").casefold()))
    runs = {tuple(article[at : at + 9]) for at in range(len(article) - 8)}
    folders = [ROOT / name for name in ("claims", "schemas", "validator", "tests", ".github", ".ci")]
    ours = [*ROOT.glob("*.*"), *(file for folder in folders for file in folder.rglob("*"))]
    for file in ours:
        if not file.is_file() or file.suffix == ".pyc" or "node_modules" in file.parts:
            continue
        here = words(file.read_text(encoding="utf-8", errors="replace"))
        assert not {tuple(here[at : at + 9]) for at in range(len(here) - 8)} & runs, file


def test_offsets_tile_the_text_without_overlap() -> None:
    article, passages = table("articles")[0], table("passages")
    spans = [(int(passage["start"]), int(passage["end"])) for passage in passages]
    assert spans[0][0] == 0
    assert spans[-1][1] == int(article["text_length"])
    assert all(1 <= start - end <= 2 for (_, end), (start, _) in pairwise(spans))
