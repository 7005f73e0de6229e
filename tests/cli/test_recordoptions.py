"""Which options describe a concept that is not there yet."""

from __future__ import annotations

import pytest
from claimpack.cli.recordoptions import concept_options
from claimpack.package.tableschema import table_schema


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("claims", {"outcome", "intervention", "route", "population", "comparator"}),
        ("sources", {"intervention", "population", "comparator"}),  # routes are a list
        ("concepts", set()),
    ],
)
def test_two_for_each_column_that_names_one_concept(table: str, columns: set[str]) -> None:
    made = [name for each in concept_options(table_schema(table)) for name in each.opts]
    assert sorted(made) == sorted(f"--{column}-{what}" for column in columns for what in ("label", "broader"))
