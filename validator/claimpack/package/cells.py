"""Judges single cells: frictionless reads each distinct value that is not certainly right.

Numbers and dates must be written plainly, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimpack.package.cellscreen import LONGEST_ITEM, PLAIN, is_on_the_calendar, uncertain
from claimpack.package.tableschema import Field, TableSchema, split_items, table_schema


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value may not stand in its column."""

    constraint: str
    """``type``, or the Table Schema constraint it breaks, or one of our own: ``plain``, ``blank`` and ``item``."""
    detail: str = ""
    """What the constraint asks for."""


def refusals(schema: TableSchema, column: str, values: Collection[str]) -> dict[str, Refusal]:
    """Those of the distinct ``values`` that may not stand in ``column``, each with the first reason found."""
    field = schema.fields[column]
    refused = {}
    for value in uncertain(field, values):
        refusal = _refuse(field, value, _cell_reader(schema.name, column))
        if refusal:
            refused[value] = refusal
    return refused


def _refuse(field: Field, value: str, read_cell: Any) -> Refusal | None:
    if field.required and value and not value.strip():
        return Refusal("blank")
    plain = PLAIN.get(field.type)
    notes = read_cell(value)[1]
    if value and plain and not plain.fullmatch(value):
        return Refusal("type" if notes else "plain", field.type)
    if notes:
        constraint = next(iter(notes))
        return Refusal(constraint, str(field.constraints.get(constraint, field.type)))
    if value.endswith("\n") and "pattern" in field.constraints:  # "$" in a pattern matches before a last line feed
        return Refusal("pattern", field.constraints["pattern"])
    if field.is_partial_date and not is_on_the_calendar(value):
        return Refusal("type", "date")
    return _refuse_items(split_items(value), field.item_pattern) if field.is_list else None


def _refuse_items(items: list[str], pattern: str) -> Refusal | None:
    if "" in items:
        return Refusal("item", "empty")
    if any(len(item) > LONGEST_ITEM for item in items):
        return Refusal("item", "long")
    if any(not re.fullmatch(pattern, item) for item in items):
        return Refusal("item", "form")
    repeated = next((item for index, item in enumerate(items) if item in items[:index]), None)
    return Refusal("item", repeated) if repeated is not None else None


@cache
def _cell_reader(table: str, column: str) -> Any:
    """The frictionless reader of one column: takes a cell, gives its value and the notes of what is wrong with it."""
    return _frictionless_schema(table).get_field(column).create_cell_reader()


@cache
def _frictionless_schema(table: str) -> Any:
    from frictionless import Schema  # noqa: PLC0415 - takes a quarter of a second to import

    return Schema.from_descriptor(table_schema(table).descriptor)
