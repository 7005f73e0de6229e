"""Makes a claims package of tables in memory, read just as files of the same content would be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from validator.package.article import ArticleText, normalise
from validator.package.descriptor import read_descriptor
from validator.package.load import DESCRIPTOR_NAME, take_table
from validator.package.package import Package
from validator.package.tableschema import LIST_DELIMITER, TABLES, table_schema
from validator.wording import joined, nearest, quoted

_UNSAID = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "tables-in-memory",
    "title": "Tables in memory",
    "version": "0.0.0",
    "licenses": [{"name": "notspecified", "title": "License Not Specified"}],
}


def package_of(
    tables: Mapping[str, pd.DataFrame | Iterable[Mapping[str, object]]],
    articles: Mapping[str, str],
    descriptor: Mapping[str, object],
    *,
    today: date,
) -> Package:
    """A package of ``tables``; ``validator.load_tables`` tells of the arguments.

    Raises:
        ValueError: if a claims package has no table of that name.
    """
    for name in tables:
        if name not in TABLES:
            hint = joined(nearest(name, TABLES), f"The tables are {', '.join(TABLES)}.")
            raise ValueError(f"A claims package has no table {quoted(name)}. {hint}")
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    content = json.dumps({**_UNSAID, **descriptor, "resources": resources}, indent=2, ensure_ascii=False)
    package = Package(Path(), read_descriptor(DESCRIPTOR_NAME, content.encode("utf-8")), today=today)
    for number, name in enumerate(TABLES):
        take_table(package, name, f"{name}.csv", ("resources", number, "path"), _as_csv(name, tables.get(name, ())))
    package.article_texts = {name: ArticleText(name, normalise(text)) for name, text in articles.items()}
    return package


def _as_csv(name: str, rows: object) -> bytes:
    """A table as the CSV that it would be, in the usual order of columns; those that may be blank are always there."""
    given, records = _given(name, rows)
    fields = table_schema(name).fields
    here: list[tuple[str, int | None]] = [(column, position) for position, column in enumerate(given)]
    absent = (column for column, field in fields.items() if column not in given and not (field.required and given))
    usual = {column: position for position, column in enumerate(fields)}
    columns = sorted([*here, *((column, None) for column in absent)], key=lambda each: usual.get(each[0], len(usual)))
    is_whole = [column in fields and fields[column].type == "integer" for column, _ in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column for column, _ in columns])
    for record in records:
        cells = ("" if position is None else record[position] for _, position in columns)
        writer.writerow([_as_cell(cell, whole) for cell, whole in zip(cells, is_whole, strict=True)])
    return out.getvalue().encode("utf-8", "surrogatepass")


def _given(name: str, rows: object) -> tuple[list[str], list[Sequence[Any]]]:
    """The columns that are given for a table, and its records as their cells."""
    if isinstance(rows, pd.DataFrame):
        return [str(column) for column in rows.columns], list(rows.itertuples(index=False, name=None))
    dicts = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, Mapping) else [None]
    mappings = [row for row in dicts if isinstance(row, Mapping)]
    if len(mappings) < len(dicts):
        what = type(rows).__name__
        raise TypeError(f"{name} must be a data frame, or records as mappings by the names of the columns, not {what}")
    columns = list(dict.fromkeys(str(column) for row in mappings for column in row))
    return columns, [[row.get(column) for column in columns] for row in mappings]


def _as_cell(value: Any, is_whole: bool) -> str:  # noqa: FBT001 - called for each cell
    """A value as the cell of a CSV. ``is_whole``: whether the column holds whole numbers, which NaN makes floats of."""
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):  # what numpy has for lists and numbers
        return _as_cell(value.tolist(), is_whole)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return LIST_DELIMITER.join(_as_cell(item, is_whole) for item in items)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return str(int(value)) if is_whole and value.is_integer() else format(Decimal(repr(float(value))), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
