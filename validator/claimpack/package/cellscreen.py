"""Tells which values may certainly stand in a column, so that only the others need be put to frictionless."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from functools import partial

from claimpack.package.tableschema import LIST_DELIMITER, Field

LONGEST_ITEM = 200
"""The most characters that an item of a list may have."""

PLAIN = {
    "integer": re.compile(r"-?(0|[1-9][0-9]{0,15})"),
    "number": re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,16})?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""How values of a type are written. Table Schema also takes ``1e999``, ``NaN``, ``1_000``, ``01``, ``٣`` and
``2026-2-9``, which other readers take differently or not at all."""

_UNDERSTOOD = {
    "string": {"required", "pattern", "maxLength"},
    "word": {"required", "enum"},
    "integer": {"required", "minimum", "maximum"},
    "number": {"required", "minimum", "maximum"},
    "date": {"required"},
    "list": {"required", "maxLength"},
}
"""The constraints that are judged here, by type; of a column with another one nothing is certain."""


def uncertain(field: Field, values: Collection[str]) -> list[str]:
    """Those of ``values`` of which it is not certain that they may stand in the column of ``field``."""
    understood = _UNDERSTOOD.get("word" if field.words else field.type)
    if understood is None or not set(field.constraints) <= understood:
        return list(values)
    if _all_fit(field, values):
        return []
    fits = _fits(field)
    return [value for value in values if not (fits(value) if value else not field.required)]


def _all_fit(field: Field, values: Collection[str]) -> bool:
    """Whether all certainly fit, as can be said of texts in one go."""
    if field.type != "string" or field.words or field.is_partial_date or (field.required and "" in values):
        return False
    form, most = field.constraints.get("pattern"), field.constraints.get("maxLength", math.inf)
    if max(map(len, values), default=0) > most or any(map(str.isspace, values)):
        return False
    return form is None or all(map(re.compile(form).fullmatch, filter(None, values)))


def _fits(field: Field) -> Callable[[str], bool]:
    """Whether a value that is not blank certainly fits."""
    match field.type:
        case "integer" | "number":
            least, most = (field.constraints.get(name) for name in ("minimum", "maximum"))
            bounds = (
                -math.inf if least is None else Decimal(str(least)),
                math.inf if most is None else Decimal(str(most)),
            )
            return partial(_number_fits, PLAIN[field.type], bounds)
        case "date":
            return partial(_date_fits, PLAIN["date"])
        case "list":
            return partial(_list_fits, re.compile(field.item_pattern), field.constraints.get("maxLength", math.inf))
    if field.words:
        return frozenset(field.words).__contains__
    form = re.compile(field.constraints.get("pattern", "(?s:.*)"))
    if field.is_partial_date:
        return partial(_date_fits, form)
    return partial(_text_fits, form, field.constraints.get("maxLength", math.inf))


def _text_fits(form: re.Pattern[str], most: float, value: str) -> bool:
    return len(value) <= most and not value.isspace() and form.fullmatch(value) is not None


def _number_fits(form: re.Pattern[str], bounds: tuple[Decimal | float, Decimal | float], value: str) -> bool:
    least, most = bounds
    return form.fullmatch(value) is not None and least <= Decimal(value) <= most


def _date_fits(form: re.Pattern[str], value: str) -> bool:
    return form.fullmatch(value) is not None and is_on_the_calendar(value)


def is_on_the_calendar(value: str) -> bool:
    """Whether a year, a month or a day that fits its pattern exists."""
    try:
        date.fromisoformat(value if len(value) == len("2026-02-19") else "2000-01-01")
    except ValueError:
        return False
    return True


def _list_fits(form: re.Pattern[str], most: float, value: str) -> bool:
    items = value.split(LIST_DELIMITER)
    if len(items) > most or len(set(items)) < len(items):
        return False
    return all(0 < len(item) <= LONGEST_ITEM and item == item.strip() and form.fullmatch(item) for item in items)
