"""What is very large gets a located problem, soon, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from claimpack.package.limits import CELL_CHARACTERS, DESCRIPTOR_BYTES

from tests.edits import EXAMPLE, Edit, check

MEGABYTE = "x" * 1_048_576
HEADER = (EXAMPLE / "claims/claims.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


def found(edit: Edit, folder: Path) -> list[tuple[str, str, int | None, str | None]]:
    report = check(edit, folder)
    assert not [result for result in report.rules if result.status == "crashed"]
    assert all(len(problem.message) < 400 for problem in report.problems)
    return [(problem.rule, problem.place.path, problem.place.line, problem.place.cell) for problem in report.problems]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("claim_id", "A7"),
        ("statement", "D7"),
        ("effect_direction", "J7"),
        ("population_size", "O7"),
        ("source_ids", "S7"),
    ],
)
def test_a_megabyte_in_one_cell_is_one_problem(column: str, cell: str, tmp_path: Path) -> None:
    row = dict.fromkeys(HEADER, "") | {
        "claim_id": "C6",
        "passage_id": "P8",
        "claim_type": "requirement",
        "statement": "Look out.",
        "effect_direction": "not_applicable",
        "population_basis": "not_applicable",
    }
    edit = Edit(append={"claims/claims.csv": ",".join((row | {column: MEGABYTE}).values()) + "\n"})
    assert found(edit, tmp_path) == [("invalid-cell", "claims/claims.csv", 7, cell)]


def test_a_cell_beyond_the_reader_is_one_problem(tmp_path: Path) -> None:
    edit = Edit(append={"claims/relations.csv": f"C3,qualifies,C2,{'x' * (CELL_CHARACTERS + 1)}\n"})
    assert found(edit, tmp_path) == [("unreadable-table", "claims/relations.csv", 3, None)]


def test_a_header_of_very_many_columns_is_one_problem(tmp_path: Path) -> None:
    edit = Edit(file={"claims/relations.csv": ",".join(f"c{number}" for number in range(100_000)) + "\n"})
    assert found(edit, tmp_path) == [("unreadable-table", "claims/relations.csv", 1, None)]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '{"n": ' + "9" * 10_000 + "}", " " * (DESCRIPTOR_BYTES + 1)],
    ids=["deep lists", "deep objects", "a very long number", "more bytes than are read"],
)
def test_a_monstrous_descriptor_is_one_problem(text: str, tmp_path: Path) -> None:
    assert [problem[:2] for problem in found(Edit(file={"datapackage.json": text}), tmp_path)] == [
        ("invalid-descriptor", "datapackage.json")
    ]
