"""Splits a cell whose content belongs into two columns, if only one reading is possible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from claimpack.curation.form.repaircandidates import CellContext, is_refused, plain, readings
from claimpack.curation.form.tidy import tidy
from claimpack.evidence.measures import ESTIMATE_AND_LIMITS
from claimpack.evidence.percentages import PER_CENT, SHARES
from claimpack.evidence.sourcenumbers import shifted
from claimpack.package.identifiers import FORMS, bare_identifier
from claimpack.package.tableschema import Field, TableSchema

_P_VALUE = re.compile(
    r"(?:p(?:[- ]?value)?)? ?(?P<sign><=|>=|≤|≥|<|>|=)? ?(?P<number>[0-9]*[.,·∙]?[0-9]+)", re.IGNORECASE
)
_SIGNS = {"≤": "<=", "≥": ">="}
_PERCENT = re.compile(r"(?P<number>[0-9]+(?:[.,·∙][0-9]+)?) ?(?:%|per ?cent|percent)", re.IGNORECASE)
_PERCENT_HERE = re.compile(rf"(?P<sign>[-+]?){_PERCENT.pattern}", re.IGNORECASE)
_BARE = re.compile(r"[-+]?[0-9]+(?:[.,·∙][0-9]+)?")
_MAY_BE_IN_PER_CENT = frozenset({"proportion", "RD", "MD", "mean", "median"})
_WHOLE = 100
_STATED = frozenset({"stated_value", "stated_low", "stated_high", "stated_control_value"})


def split_cell(table: str, column: str, cell: str, row: Mapping[str, str]) -> dict[str, str]:
    """The content of a cell by columns, if it belongs into more than its own column; else empty.

    ``<0.001`` as a p-value is a relation and a number. ``12.5%`` as a claim's number is a number and the measure
    ``percent``; in a proportion or a difference it is a number and its unit.

    Args:
        table: the table.
        column: the cell's column.
        cell: the present value, after ``tidy``.
        row: the record; a cell is not split if that would overwrite another cell.

    >>> split_cell("estimates", "p_value", "<0.001", {})
    {'p_relation': '<', 'p_value': '0.001'}
    >>> split_cell("estimates", "estimate", "12.5%", {"measure": "proportion"})
    {'unit': '%', 'estimate': '12.5'}
    """
    text = plain(cell)
    if (table, column) == ("estimates", "p_value"):
        found = _P_VALUE.fullmatch(text)
        if found and not re.fullmatch(r"[0-9.]+", text):
            sign = _SIGNS.get(found["sign"] or "=", found["sign"] or "=")
            known = row.get("p_relation", "")
            if known in ("", sign) or not found["sign"]:
                return {"p_relation": known or sign, "p_value": _number(found["number"])}
    elif table == "claims" and column in _STATED:
        found = _PERCENT.fullmatch(text)
        if found and row.get("stated_measure", "") in ("", "percent"):
            return {"stated_measure": "percent", column: _number(found["number"])}
    elif table == "estimates":
        return _in_per_cent(column, text, row)
    return {}


def as_meant(schema: TableSchema, field: Field, value: str, row: Mapping[str, str], today: date) -> dict[str, str]:
    """A value in canonical form, by columns; an invalid value is corrected if only one reading is possible.

    Args:
        schema: the table.
        field: the column.
        value: the given value.
        row: the rest of the record.
        today: the current day.
    """
    parts = split_cell(schema.name, field.name, tidy(field, value), row)
    value = parts.get(field.name, tidy(field, value))
    if field.name in FORMS:
        value = value if FORMS[field.name].fullmatch(value) else bare_identifier(field.name, value) or value
        return {field.name: value}
    beside = CellContext(schema, {}, today)
    found = readings(field, value, beside) if is_refused(field, value, beside) else []
    return {**parts, field.name: found[0] if len(found) == 1 else value}


def _in_per_cent(column: str, text: str, row: Mapping[str, str]) -> dict[str, str]:
    """A percentage in an estimate as a number and its unit; a control risk, which has no unit, as a fraction of 1.

    If another number of the estimate has no percent sign and may be a fraction of 1, nothing is certain.
    """
    found = _PERCENT_HERE.fullmatch(text)
    if found is None:
        return {}
    number = found["sign"].replace("+", "") + _number(found["number"])
    if column == "control_risk":
        return {column: shifted(number)} if 0 <= float(number) <= _WHOLE else {}
    if row.get("measure", "") not in _MAY_BE_IN_PER_CENT or row.get("unit", "").strip() not in ("", PER_CENT):
        return {}
    others = (plain(row.get(each, "")) for each in ESTIMATE_AND_LIMITS if each != column)
    if row["measure"] in SHARES and not row.get("unit", "") and any(_may_be_a_fraction(each) for each in others):
        return {}
    return {"unit": PER_CENT, column: number}


def _may_be_a_fraction(cell: str) -> bool:
    return bool(_BARE.fullmatch(cell)) and 0 < abs(float(_number(cell))) <= 1


def _number(text: str) -> str:
    number = re.sub(r"[,·∙]", ".", text)
    return f"0{number}" if number.startswith(".") else number
