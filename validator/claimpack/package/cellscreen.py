"""Quickly sorts out values that are certainly allowed in a column or certainly not; frictionless judges the rest."""

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
"""How values of a type are written. Table Schema also allows ``1e999``, ``NaN``, ``1_000``, ``01``, ``٣`` and
``2026-2-9``, which other programs read differently or not at all."""

_NO_VALUE = {
    "integer": re.compile(r"[!-*,./:-^`-~]|\S \S"),
    "number": re.compile(r"[!-*,/:-@[-^`{-~]|(?i:[bcdghj-mo-ru-xz])|\S \S"),
    "date": re.compile(r"[ -,./:-~]|\A[^-]*(-[^-]*)?\Z"),
}
"""What no value of a type contains, however it is read: the marks of ``1,5``, ``95%``, ``1 200``, ``2026/02/19``."""

_UNDERSTOOD = {
    "string": {"required", "pattern", "maxLength"},
    "word": {"required", "enum"},
    "integer": {"required", "minimum", "maximum"},
    "number": {"required", "minimum", "maximum"},
    "date": {"required"},
    "list": {"required", "maxLength"},
}
"""The constraints that are judged here, by type. Nothing is certain in a column that has another constraint."""


def uncertain(field: Field, values: Collection[str]) -> list[str]:
    """The ``values`` that are not certainly allowed in the column of ``field``."""
    if not _is_understood(field):
        return list(values)
    fits = _fits(field)
    return [value for value in values if not (fits(value) if value else not field.required)]


def broken_by(field: Field, value: str) -> str | None:
    """The first constraint that a value breaks, in frictionless's order; blank if it breaks none, None if uncertain.

    A value that can't be read as the type of its column breaks ``type``.
    """
    if not _is_understood(field):
        return None
    if not value:
        return "required" if field.required else ""
    if field.words:
        return "" if value in field.words else "enum"
    most = field.constraints.get("maxLength", math.inf)
    match field.type:
        case "string":
            is_of_form = re.match(f"^{field.constraints.get('pattern', '(?s:.*)')}$", value)
            return "maxLength" if len(value) > most else "" if is_of_form else "pattern"
        case "list":
            return "maxLength" if value.count(LIST_DELIMITER) >= most else ""
    if _NO_VALUE[field.type].search(value):
        return "type"
    if not PLAIN[field.type].fullmatch(value):
        return None
    if field.type == "date":
        return "" if is_on_the_calendar(value) else "type"
    least, most = _bounds(field)
    number = Decimal(value)
    return "minimum" if number < least else "maximum" if number > most else ""


def _is_understood(field: Field) -> bool:
    understood = _UNDERSTOOD.get("word" if field.words else field.type)
    return understood is not None and set(field.constraints) <= understood


def _fits(field: Field) -> Callable[[str], bool]:
    """A function that says whether a value, which is not blank, certainly fits."""
    match field.type:
        case "integer" | "number":
            return partial(_number_fits, PLAIN[field.type], _bounds(field))
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


def _bounds(field: Field) -> tuple[Decimal | float, Decimal | float]:
    least, most = (field.constraints.get(name) for name in ("minimum", "maximum"))
    return -math.inf if least is None else Decimal(str(least)), math.inf if most is None else Decimal(str(most))


def _text_fits(form: re.Pattern[str], most: float, value: str) -> bool:
    return len(value) <= most and not value.isspace() and form.fullmatch(value) is not None


def _number_fits(form: re.Pattern[str], bounds: tuple[Decimal | float, Decimal | float], value: str) -> bool:
    least, most = bounds
    return form.fullmatch(value) is not None and (least < float(value) < most or least <= Decimal(value) <= most)


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
