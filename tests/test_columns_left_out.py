"""A package stays valid without columns that may be blank, and no rule stumbles over one that is not there."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from claimpack.engine import run
from claimpack.package.load import load
from claimpack.package.tableschema import TABLES, table_schema
from claimpack.rules.catalogue import all_rules

from tests.edits import EXAMPLE, TODAY

OPTIONAL = [
    (table, name) for table in TABLES for name, field in table_schema(table).fields.items() if not field.required
]


def without(folder: Path, *columns: tuple[str, str]) -> Path:
    """The example package without some columns."""
    shutil.copytree(EXAMPLE, folder)
    for table in {table for table, _ in columns}:
        file = folder / f"claims/{table}.csv"
        with file.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        kept = [place for place, column in enumerate(header) if (table, column) not in columns]
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([row[place] for place in kept] for row in [header, *rows])
    return folder


@pytest.mark.parametrize("columns", [[each] for each in OPTIONAL] + [OPTIONAL], ids=lambda each: each[0][1])
def test_nothing_of_structure_is_wrong_and_no_rule_crashes(columns: list[tuple[str, str]], tmp_path: Path) -> None:
    folder = without(tmp_path / "package", *columns)
    report = run(load(folder, [folder / "article.txt"], today=TODAY), all_rules())
    assert report.complete, report.failures
    structure = {rule.name for rule in all_rules() if rule.family == "structure"} - {"invalid-record"}
    assert [problem.message for problem in report.problems if problem.rule in structure] == []
    assert [each.reason for each in report.rules if each.reason and "has no column" in each.reason] == []
