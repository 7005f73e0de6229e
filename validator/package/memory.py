"""Makes a claims package of tables in memory, read just as files of the same content would be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
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


def _as_csv(name: str, rows: pd.DataFrame | Iterable[Mapping[str, object]]) -> bytes:
    fields = table_schema(name).fields
    if isinstance(rows, pd.DataFrame):
        header = [str(column) for column in rows.columns]
        records: Iterable[Iterable[Any]] = rows.itertuples(index=False, name=None)
    else:
        dicts = list(rows)
        header = list(dict.fromkeys([*fields, *(str(column) for row in dicts for column in row)]))
        records = ([row.get(column) for column in header] for row in dicts)
    is_whole = [column in fields and fields[column].type == "integer" for column in header]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for record in records:
        writer.writerow([_as_cell(value, whole) for value, whole in zip(record, is_whole, strict=True)])
    return out.getvalue().encode("utf-8", "surrogatepass")


def _as_cell(value: Any, is_whole: bool) -> str:  # noqa: FBT001 - called for each cell
    """A value as the cell of a CSV. ``is_whole``: whether the column holds whole numbers, which NaN makes floats of."""
    if isinstance(value, str):
        return value
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
