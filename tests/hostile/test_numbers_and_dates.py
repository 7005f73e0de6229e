"""Numbers and dates that programs read differently are refused in every column of that type."""

from __future__ import annotations

import pytest
from claimpack.package.cells import refusals
from claimpack.package.cellscreen import uncertain
from claimpack.package.tableschema import TABLES, Field, TableSchema, table_schema

FIELDS = [(table_schema(name), field) for name in TABLES for field in table_schema(name).fields.values()]
NUMBERS = [(schema, field) for schema, field in FIELDS if field.type in ("integer", "number")]
DATES = [(schema, field) for schema, field in FIELDS if field.type == "date" or field.is_partial_date]

NO_NUMBERS = ["1e999", "1E5", "1e-400", "NaN", "nan", "inf", "-inf", "Infinity", "٣", "１２", "²", "½", "1_000", "0x10"]
NO_NUMBERS += [
    "1,640",
    "1 640",
    "+1",
    "00",
    "01",
    "1.",
    ".5",
    "1..2",
    "--1",
    "9" * 17,
    "9" * 400,
    "1\u200b",
    " 1",
    "1\n",
]
NO_DATES = ["2026-02-30", "2025-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00"]
NO_DATES += ["2026-01-32", "0000-01-01", "10000-01-01", "26-01-01", "2026-1-1", "٢٠٢٦-٠١-٠١", "２０２６-01-01"]
NO_DATES += [
    "2026/01/01",
    "01.02.2026",
    "20260101",
    "2026-W05-1",
    "2026-001",
    "2026-01-01T00:00",
    "2026-01-01\n",
    "today",
]


def refused(schema: TableSchema, field: Field, values: list[str]) -> list[str]:
    """The values that are refused; they went through the screen, which has to be uncertain of each."""
    assert uncertain(field, values) == values
    return list(refusals(schema, field.name, values))


def names(given: list[tuple[TableSchema, Field]]) -> list[str]:
    return [f"{schema.name}.{field.name}" for schema, field in given]


@pytest.mark.parametrize(("schema", "field"), NUMBERS, ids=names(NUMBERS))
def test_what_is_no_plain_number(schema: TableSchema, field: Field) -> None:
    assert refused(schema, field, NO_NUMBERS) == NO_NUMBERS


@pytest.mark.parametrize(("schema", "field"), DATES, ids=names(DATES))
def test_what_is_no_plain_date(schema: TableSchema, field: Field) -> None:
    assert refused(schema, field, NO_DATES) == NO_DATES


@pytest.mark.parametrize(("schema", "field"), DATES, ids=names(DATES))
def test_what_is_one(schema: TableSchema, field: Field) -> None:
    good = ["2026-02-19", "2024-02-29", "2000-02-29", *(["2026", "2026-02"] if field.is_partial_date else [])]
    assert refusals(schema, field.name, good) == {}


def test_there_are_such_columns() -> None:
    assert (len(NUMBERS), len(DATES)) > (10, 3)
