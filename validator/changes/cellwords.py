"""Puts what a cell said and says into words."""

from __future__ import annotations

from validator.package.tableschema import table_schema
from validator.wording import quoted

_LONGEST = 200
"""Of a text so many characters are shown; the beginning and the end of a longer one."""


def said(table: str, column: str, cell: str) -> str:
    """A cell as a message shows it: text in quotation marks; ids, words and numbers as they are; else ``blank``."""
    if not cell.strip():
        return "blank"
    field = table_schema(table).fields[column]
    is_plain = field.words or field.type in ("integer", "number", "date") or "pattern" in field.constraints
    return cell if is_plain else quoted(cell, _LONGEST)


def was_and_is(table: str, column: str, before: str, after: str) -> str:
    """What became of a cell, as the beginning of a sentence: ``frequency was rare and is now blank``."""
    return f"{column} was {said(table, column, before)} and is now {said(table, column, after)}"
