"""Makes a claims package of tables in memory, and reads them as files of the same content would be read."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from claimpack.package.article import ArticleText, normalise
from claimpack.package.descriptor import DESCRIPTOR_NAME, read_descriptor
from claimpack.package.load import take_table
from claimpack.package.package import Package
from claimpack.package.tableschema import LIST_DELIMITER, TABLES, table_schema
from claimpack.wording import joined, nearest, quoted

if TYPE_CHECKING:
    import pandas as pd

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
    """A package of ``tables``; ``claimpack.load_tables`` describes the arguments.

    Raises:
        ValueError: if a claims package has no table of that name, or this package no article of that id.
        TypeError: if a table, or a value in it, is of the wrong type.
    """
    for name in tables:
        if name not in TABLES:
            hint = joined(nearest(str(name), TABLES), f"The tables are {', '.join(TABLES)}.")
            raise ValueError(f"A claims package has no table {quoted(str(name))}. {hint}")
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    members = {**_UNSAID, **descriptor, "resources": resources}
    content = json.dumps(members, indent=2, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    package = Package(Path(), read_descriptor(DESCRIPTOR_NAME, content), today=today)
    for number, name in enumerate(TABLES):
        take_table(package, name, f"{name}.csv", ("resources", number, "path"), _as_csv(name, tables.get(name, ())))
    known = list(package.tables["articles"].cells("article_id")) if "articles" in package.tables else list(articles)
    for name, text in articles.items():
        if name not in known:
            raise ValueError(joined(f"There is no article {quoted(name)}.", nearest(name, known)))
        package.article_texts[name] = ArticleText(name, normalise(text.encode("utf-8", "replace").decode("utf-8")))
    return package


def _as_csv(name: str, rows: object) -> bytes:
    """A table as a CSV file, with its columns in the usual order.

    An optional column is there if it was given. If a column was given that the table does not have, all optional
    columns are there, so that the unknown column is not taken for a misspelt one.
    """
    given, records = _given(name, rows)
    fields = table_schema(name).fields
    here: list[tuple[str, int | None]] = [(column, position) for position, column in enumerate(given)]
    absent: list[str] = []
    if not given:
        absent = list(fields)
    elif not fields.keys() >= set(given):
        absent = [column for column, field in fields.items() if column not in given and not field.required]
    usual = {column: position for position, column in enumerate(fields)}
    columns = sorted([*here, *((column, None) for column in absent)], key=lambda each: usual.get(each[0], len(usual)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column for column, _ in columns])
    for number, record in enumerate(records):
        row: list[str] = []
        for column, position in columns:
            try:
                row.append("" if position is None else _as_cell(record[position]))
            except TypeError as error:
                raise TypeError(f"{name}, record {number}, {column}: {error}") from None
        writer.writerow(row)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _given(name: str, rows: object) -> tuple[list[str], list[Sequence[Any]]]:
    """The columns that are given for a table, and the cells of its records."""
    if hasattr(rows, "itertuples") and hasattr(rows, "columns"):  # a data frame
        return [str(column) for column in rows.columns], list(rows.itertuples(index=False, name=None))
    dicts = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, Mapping) else [None]
    mappings = [row for row in dicts if isinstance(row, Mapping)]
    if len(mappings) < len(dicts):
        what = type(rows).__name__
        raise TypeError(f"{name} must be a data frame, or records as mappings by the names of the columns, not {what}")
    columns = list(dict.fromkeys(str(column) for row in mappings for column in row))
    return columns, [[row.get(column) for column in columns] for row in mappings]


def _as_cell(value: Any) -> str:
    """A value as a cell of a CSV file. Whole numbers lose their decimals, since NaN in a column turns all into floats.

    pandas and numpy are not imported for this: whoever passes values of their types has imported them.

    Raises:
        TypeError: if it is of a type that no cell can hold.
    """
    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__") and not isinstance(value, Mapping | bytes):
        items = [_as_cell(item) for item in value]
        return LIST_DELIMITER.join(sorted(items) if isinstance(value, set | frozenset) else items)
    if isinstance(value, Decimal):
        return "" if value.is_nan() else format(value, "f")
    if _is_missing(value):
        return ""
    kind = getattr(getattr(value, "dtype", None), "kind", "")  # as numpy calls it
    if isinstance(value, float) or kind == "f":
        return _plain(value)
    if kind == "M":
        moment = value.astype("datetime64[us]")  # which a datetime can hold, unlike finer ones and far-off years
        return _as_cell(moment.item()) if moment == value and isinstance(moment.item(), date) else str(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int | UUID) or kind in ("b", "i", "u", "m"):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no type of a cell")


def _is_missing(value: Any) -> bool:
    """Whether it is None, NaN, NaT or NA."""
    pandas = sys.modules.get("pandas")
    return value is None or (pandas is not None and value is pandas.NA) or bool(value != value)  # noqa: PLR0124


def _plain(number: Any) -> str:
    """A float without an exponent, in as few digits as tell it from other floats of its type."""
    if abs(number) == math.inf:
        return str(number)
    return str(int(number)) if number == int(number) else format(Decimal(str(number)), "f")


def _day(moment: date) -> str:
    """A date, or a point in time that is not at midnight."""
    text = moment.isoformat()
    day, _, clock = text.partition("T")
    return day if clock.startswith("00:00:00") and not clock.startswith("00:00:00.") else text
