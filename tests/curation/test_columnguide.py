"""The guide to the columns is fresh, complete, and its examples are real."""

from __future__ import annotations

import re

import pytest
from claimpack.curation.columnguide import column_guide
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, table_schema

from tests.edits import DATA_TODAY, ROOT

GUIDE = (ROOT / "claims/README.md").read_text(encoding="utf-8")
WORDS = [
    (table, field.name, word)
    for table in TABLES
    for field in table_schema(table).fields.values()
    for word in field.examples
]


def test_it_is_fresh() -> None:
    assert column_guide() == GUIDE, "write it again: python -m claimpack.curation.columnguide > claims/README.md"


@pytest.mark.parametrize("table", TABLES)
def test_every_column_and_word_stands_in_it(table: str) -> None:
    part = GUIDE.partition(f"\n## {table}.csv\n")[2].partition("\n## ")[0]
    for field in table_schema(table).fields.values():
        assert re.search(rf"^\| `{field.name}`( \*)? \| .+ \| `.+` \|$", part, re.MULTILINE)
        assert all(re.search(rf"^\| `{re.escape(word)}` \| .+ \|", part, re.MULTILINE) for word in field.words)


@pytest.mark.parametrize(("table", "column", "word"), WORDS)
def test_the_example_of_a_word_is_a_record_that_has_it(table: str, column: str, word: str) -> None:
    records = load(ROOT, today=DATA_TODAY).table(table)
    example = table_schema(table).fields[column].examples[word]
    key = re.split(r"[: ]", example)[0]
    assert word in [record[column] for record in records if record[records.columns[0]] == key]


def test_a_word_that_our_data_has_comes_with_an_example() -> None:
    package = load(ROOT, today=DATA_TODAY)
    without = [
        (table, field.name, word)
        for table in TABLES
        for field in table_schema(table).fields.values()
        for word in field.words
        if word not in field.examples and word in package.table(table).cells(field.name)
    ]
    assert without == []


def test_every_link_leads_somewhere() -> None:
    headings = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    anchors = {f"#{heading.replace('.', '').replace(' ', '-').lower()}" for heading in headings}
    assert set(re.findall(r"\]\((#[^)]+)\)", GUIDE)) <= anchors
