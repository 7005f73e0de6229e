"""Parts a cell that holds what belongs into two columns, where it can be read in but one way."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimpack.curation.form.repaircandidates import plain

_P_VALUE = re.compile(
    r"(?:p(?:[- ]?value)?)? ?(?P<sign><=|>=|≤|≥|<|>|=)? ?(?P<number>[0-9]*[.,·∙]?[0-9]+)", re.IGNORECASE
)
_SIGNS = {"≤": "<=", "≥": ">="}
_PERCENT = re.compile(r"(?P<number>[0-9]+(?:[.,·∙][0-9]+)?) ?(?:%|per ?cent|percent)", re.IGNORECASE)
_STATED = frozenset({"stated_value", "stated_low", "stated_high", "stated_control_value"})


def parted(table: str, column: str, cell: str, row: Mapping[str, str]) -> dict[str, str]:
    """What a cell says by columns, if it says more than its own can hold; empty if it does not.

    ``<0.001`` in a p-value is its relation and its number. ``12.5%`` for what a claim states is a number of per cent.

    Args:
        table: the table.
        column: the cell's column.
        cell: what stands there, as ``tidy`` gives it.
        row: the record; nothing is parted that would go over something else in it.

    >>> parted("estimates", "p_value", "<0.001", {})
    {'p_relation': '<', 'p_value': '0.001'}
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
    return {}


def _number(text: str) -> str:
    number = re.sub(r"[,·∙]", ".", text)
    return f"0{number}" if number.startswith(".") else number
