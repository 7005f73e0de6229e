"""Judges single cells: frictionless reads each distinct value that is neither certainly right nor a common mistake.

Numbers and dates must also be written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from claimpack.package.cellscreen import LONGEST_ITEM, PLAIN, broken_by, is_on_the_calendar, uncertain
from claimpack.package.tableschema import Field, TableSchema, split_items, table_schema


class Refusal(NamedTuple):
    """Why a value is not allowed in its column."""

    constraint: str
    """``type``, the Table Schema constraint that it breaks, or one of our own: ``plain``, ``blank`` or ``item``."""
    detail: str = ""
    """What the constraint asks for."""


def refusals(schema: TableSchema, column: str, values: Collection[str]) -> dict[str, Refusal]:
    """The ``values`` that are not allowed in ``column``, each with the first reason found."""
    field = schema.fields[column]
    refused = {}
    for value in uncertain(field, values):
        refusal = _refuse(schema, field, value)
        if refusal:
            refused[value] = refusal
    return refused


def _refuse(schema: TableSchema, field: Field, value: str) -> Refusal | None:
    if field.required and value and not value.strip():
        return Refusal("blank")
    plain = PLAIN.get(field.type)
    broken = broken_by(field, value)
    if broken is None:
        notes = _cell_reader(schema.name, field.name)(value)[1]
        broken = next(iter(notes or ()), "")
    if value and plain and not plain.fullmatch(value):
        return Refusal("type" if broken else "plain", field.type)
    if broken:
        return Refusal(broken, str(field.constraints.get(broken, field.type)))
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
    """The frictionless reader of one column: it returns a cell's value, and notes on what is wrong with it."""
    return _frictionless_schema(table).get_field(column).create_cell_reader()


@cache
def _frictionless_schema(table: str) -> Any:
    from frictionless import Schema  # noqa: PLC0415 - takes a quarter of a second to import

    return Schema.from_descriptor(table_schema(table).descriptor)
