"""How much a rule says it has looked at is how much there is: counted in the files of the example package."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from claimpack.report import Report

from tests.edits import EXAMPLE, Edit, check

TABLES = {file.stem: list(csv.reader(file.open(encoding="utf-8"))) for file in EXAMPLE.glob("claims/*.csv")}
RECORDS = {name: len(lines) - 1 for name, lines in TABLES.items()}
COLUMNS = {name: len(lines[0]) for name, lines in TABLES.items()}
EXAMINED = [
    (len(TABLES), "missing-resource unreadable-table unsafe-path unlisted-file"),
    (sum(COLUMNS.values()), "misplaced-column unexpected-column"),
    (sum(RECORDS.values()), "duplicate-key ragged-row"),
    (sum(RECORDS.values()) + len(TABLES), "unbalanced-quotes"),  # lines
    (sum(RECORDS[name] * COLUMNS[name] for name in TABLES), "formula-cell hidden-character invalid-cell"),
    (RECORDS["passages"], "citation-misread misplaced-passage passage-changed passage-overlap passage-without-claim"),
    (RECORDS["passages"] + 1, "passage-gap"),  # before, between and behind them
    (RECORDS["claims"], "claim-in-uncovered-passage duplicate-claim invalid-record"),
    (RECORDS["sources"], "retracted-source retraction-check-stale superseded-source unidentified-source unused-source"),
    (4, "value-out-of-range"),  # E1 has an estimate and two limits, E2 an estimate
    (1, "article-changed article-without-text invalid-relation"),
    (1, "estimate-outside-interval interval-asymmetric interval-reversed"),  # of E1
    (1, "events-exceed-total"),  # the one arm of E2
    (1, "study-count-mismatch"),  # C1 alone states a number of studies
]
CASES = [(rule, examined) for examined, rules in EXAMINED for rule in rules.split()]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check(Edit(), Path(tmp_path_factory.mktemp("examined")))


@pytest.mark.parametrize(("rule", "examined"), CASES)
def test_examined(rule: str, examined: int, report: Report) -> None:
    assert next(result.examined for result in report.rules if result.rule == rule) == examined


def test_a_passage_without_coverage_is_not_looked_at(tmp_path: Path) -> None:
    found = check(Edit(csv={"passages": "passage_id,coverage\nP2,\n"}), tmp_path)
    (result,) = (each for each in found.rules if each.rule == "passage-without-claim")
    assert result.examined == RECORDS["passages"] - 1


def test_each_identifier_is_looked_at_once(tmp_path: Path) -> None:
    sources = "source_id,doi,pmid,pmcid\nS1,10.5555/a,123,PMC123\nS2,10.5555/b,,\n"
    found = check(Edit(csv={"sources": sources}), tmp_path)
    (result,) = (each for each in found.rules if each.rule == "invalid-identifier")
    assert result.examined == 5, "and the one in same_as of headache"
